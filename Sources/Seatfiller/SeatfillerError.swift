import Emulation
import SQLite
import System

/// Why a server does not start: what, where, and what to do, for the person who started it.
public struct SeatfillerError: Error, CustomStringConvertible, Sendable {
    /// What kind of mistake it is, as the command's exit codes tell them apart.
    public enum Kind: Sendable {
        /// An option, a seed or a store that cannot be used.
        case usage
        /// The port is in use.
        case portTaken
        /// Anything the system refuses.
        case failure
    }

    /// What kind of mistake it is.
    public let kind: Kind
    /// One line a mistake; a mistake in a seed begins with its file, line and column.
    public let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

extension SeatfillerError {
    /// Words what can go wrong with data, once.
    static func wording<Result>(
        _ body: () throws -> Result
    ) throws(SeatfillerError) -> Result {
        do {
            return try body()
        } catch let error as SeatfillerError {
            throw error
        } catch let error as QuirkError {
            throw SeatfillerError(.usage, error.message)
        } catch let error as SeedError {
            throw SeatfillerError(.usage, error.description)
        } catch let error as StoreFileError {
            throw SeatfillerError(.usage, "the store \(error)")
        } catch let full as MemoryFull {
            throw SeatfillerError(.usage, "there is no memory for the seeds: \(full)")
        } catch let error as SQLiteError where error.isFull || error.isFileTooLarge {
            throw SeatfillerError(.usage, "there is no room for the seeds: \(error.message)")
        } catch let error as SQLiteError where error.isDamage {
            throw SeatfillerError(.usage, "the store is damaged: \(error.message)")
        } catch {
            throw SeatfillerError(.failure, "the store failed: \(error)")
        }
    }

    /// Says of what the system refuses what it was for: `seed.json cannot be read: Permission
    /// denied`.
    static func wording<Result>(
        _ failure: String, _ kind: Kind = .usage, _ body: () throws(FileError) -> Result
    ) throws(SeatfillerError) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw SeatfillerError(kind, "\(failure): \(error)")
        }
    }
}
