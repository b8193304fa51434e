import Emulation
import SQLite
import System

/// Why a server does not start: what is wrong, where, and what to do.
public struct SeatfillerError: Error, CustomStringConvertible, Sendable {
    /// The kinds of mistake, which the exit codes of the command distinguish.
    public enum Kind: Sendable {
        /// An option, a seed or a store is unusable.
        case usage
        /// The port is in use.
        case portTaken
        /// The system refused something.
        case failure
    }

    /// What kind of mistake it is.
    public let kind: Kind
    /// One line per mistake. A mistake in a seed begins with its file, line and column.
    public let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

extension SeatfillerError {
    /// Words every error that loading data can throw.
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

    /// Adds the purpose to an error of the system: `seed.json cannot be read: Permission denied`.
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
