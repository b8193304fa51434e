import Synchronization

/// Tokens whose signature has been verified, in whatever world of a server: a client sends one a
/// thousand times.
final class VerifiedTokens: Sendable {
    /// More are forgotten, and then verified again.
    private static let most = 1000

    private let texts = Mutex<Set<String>>([])

    func contains(_ text: String) -> Bool { texts.withLock { $0.contains(text) } }

    func insert(_ text: String) {
        texts.withLock { texts in
            if texts.count >= Self.most { texts = [] }
            texts.insert(text)
        }
    }
}
