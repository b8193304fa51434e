import Synchronization

/// Tokens whose signature has been verified in any world of a server, because a client sends the
/// same token many times.
final class VerifiedTokens: Sendable {
    /// The largest number of tokens. Forgotten tokens are verified again.
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
