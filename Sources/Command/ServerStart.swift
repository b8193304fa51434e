import ArgumentParser
import Seatfiller
import System

/// What the options of serve, and their variables, ask for.
struct ServerStart {
    let settings: Settings
    let log: RequestLog
    let readyFile: ReadyFile?

    /// - Throws: an option or a variable that cannot be used.
    init(_ options: ServeCommand) throws {
        // Whatever becomes of the start, a ready file of an earlier one says nothing of this.
        readyFile = try Given(options.ready).readyFile.map(ServerProcess.readyFile(at:))
        let given = try Given(options)
        guard !given.reseed || given.store != nil else {
            throw SeatfillerError(
                .usage, "--reseed replaces the data of a store file; name that with --store")
        }
        let format = given.logFormat ?? .text
        log =
            given.logLevel.flatMap { RequestLog(format: format, level: $0) }
            ?? RequestLog(format: format)
        for variable in UnknownVariable.all(beside: OptionVariable.all(of: options)) {
            log.warning(variable.description)
        }
        settings = Settings(given)
    }
}
