package import SQLite
internal import Synchronization

/// Whether clients are asked who they are.
package enum Authentication: String, CaseIterable, Sendable {
    /// Any token will do, or none.
    case open
    /// As the two contracts describe.
    case enforced
}

/// All that the APIs share while they run: the data, the time, the identifiers and the switches.
package final class World: Sendable {
    package let clock: Clock
    package let quirks: Quirks
    package let tokens: ContinuationTokens
    package let identifiers = Identifiers()
    package let authentication: Authentication
    package let signingKeys = SigningKeys()
    package let usedAssertions = UsedAssertions()
    private let store: Mutex<Connection>

    /// - Parameter store: a connection that the world keeps to itself from now on.
    package init(
        store: sending Connection, clock: Clock = Clock(), quirks: Quirks = Quirks(),
        authentication: Authentication = .open, tokens: ContinuationTokens = ContinuationTokens()
    ) {
        self.store = Mutex(store)
        self.clock = clock
        self.quirks = quirks
        self.authentication = authentication
        self.tokens = tokens
    }

    /// Runs `body` as one transaction on the world's data, alone.
    package func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try store.withLock { store in try store.transaction(intent, body) }
    }
}
