package import SQLite
import Synchronization
package import System

// The data of a world, in memory or in a file.
extension World {
    /// Runs `body` as one transaction.
    ///
    /// Transactions run one after another, except that readers of a file do not wait.
    ///
    /// - Throws: `DataError`, `MemoryFull`, and what `body` throws.
    package func transaction<Result: Sendable>(
        _ intent: Connection.Intent, _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try translatingErrors {
            switch parts.store {
            case .memory(let store): try store.transaction(intent, body)
            case .file(let store): try store.transaction(intent) { try body(owned($0)) }
            }
        }
    }

    /// Changes the data in a transaction that may take long.
    ///
    /// Requests of this world wait for it, and see all of the change or nothing. Requests of other
    /// worlds do not wait.
    package func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try turnstile.close {
            try translatingErrors {
                switch parts.store {
                case .memory(let store): try store.load(body)
                case .file(let store): try store.load { try body(owned($0)) }
                }
            }
        }
    }

    /// The latest changes of the rows that lists are made of.
    var changes: ChangeLog? { parts.store.changes }

    /// The data as it is now, and the number of the latest change that it holds.
    func present() throws -> (Connection, lastChange: Int) {
        try translatingErrors { try parts.store.present() }
    }

    /// The number of the latest change that is certainly visible.
    package var settledChange: Int {
        if case .file(let store) = parts.store { store.noteForeignChanges() }
        return changes?.settled ?? 0
    }

    /// No later change is visible.
    package var lastChange: Int { changes?.begun ?? 0 }

    /// The data as it is now. Later changes do not show in it.
    package func view() throws -> Connection {
        try translatingErrors { try parts.store.view() }
    }

    /// An image of the data as it is now.
    package func image() throws -> Image { try parts.store.image() }

    /// Runs `body` in a transaction and undoes its changes.
    package func tried<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        do {
            return try transaction(.write) { throw Trial(result: try body($0)) }
        } catch let trial as Trial<Result> {
            return trial.result
        }
    }

    /// The id of a directory tenant as an API's tables spell it, by the id or by a domain, or nil
    /// if no API has the tenant. Case does not matter.
    package func tenant(_ id: String) throws -> String? {
        try transaction(.read) { store in
            for api in roster.seeded {
                if let known = try api.tenant(id, in: store) { return known }
            }
            return nil
        }
    }

    /// A person of a tenant by name, whose case does not matter, or nil.
    ///
    /// - Parameter tenant: the id of the tenant as the data spells it.
    package func person(_ name: String, of tenant: String) throws -> Person? {
        try transaction(.read) { store in
            for api in roster.seeded {
                if let known = try api.person(name, of: tenant, in: store) { return known }
            }
            return nil
        }
    }

    /// The application with this client id, whose case does not matter, or nil.
    package func application(_ clientID: String) throws -> Application? {
        try transaction(.read) { try Application.find(clientID, in: $0, of: roster) }
    }

    /// The connection, unless its file now belongs to the world that has replaced this one.
    private func owned(_ connection: Connection) throws(DataError) -> Connection {
        guard !isReplaced.load(ordering: .acquiring) else { throw .worldReplaced }
        return connection
    }

    /// - Throws: `DataError.storeLost` if the store file has been taken away.
    package func checkStore() throws(DataError) {
        if case .file(let store) = parts.store { try store.watch.check() }
    }

    /// Runs `body`. Throws a `DataError` for an SQLite error that the machine or another process
    /// has caused.
    package func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        try checkStore()
        do {
            return try body()
        } catch let error as SQLiteError where error.isFull {
            if case .file(let store) = parts.store { throw DataError.diskFull(path: store.path) }
            throw DataError.worldFull(name, growth: growth)
        } catch let error as SQLiteError where error.isBusy {
            throw DataError.storeBusy
        } catch let error as SQLiteError where error.isOutOfDescriptors {
            throw DataError.outOfDescriptors
        } catch let error as SQLiteError where error.isDamage {
            guard case .file(let store) = parts.store else { throw error }
            throw store.watch.damaged(error)
        }
    }

    /// What the world holds is charged to this budget.
    package var memory: MemoryBudget { traits.memory }

    /// The number of bytes that the world may add to its first state.
    package var growth: Int { traits.growth }

    /// The memory that no other world shares: changed pages, the journal, remembered answers.
    package var privateByteCount: Int {
        parts.store.privateByteCount + journal.heldByteCount + answers.heldByteCount
    }

    /// Whether the data is in a store file.
    package var isFile: Bool {
        if case .file = parts.store { true } else { false }
    }

    /// Whether an answer of this world is void, because its file now belongs to the world that has
    /// replaced it.
    package var isOvertaken: Bool {
        isFile && isReplaced.load(ordering: .acquiring)
    }
}

/// Ends a transaction so that its changes are undone.
private struct Trial<Result: Sendable>: Error {
    let result: Result
}
