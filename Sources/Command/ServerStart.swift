import ArgumentParser
import Seatfiller
import System

/// What the options of serve and their variables give.
struct ServerStart {
    let settings: Settings
    let log: RequestLog
    let readyFile: ReadyFile?

    /// - Throws: an option or a variable that cannot be used.
    init(_ options: ServeCommand) throws {
        // An earlier server's ready file must go, even if this start fails.
        readyFile = try Given(options.ready).readyFile.map(ServerProcess.readyFile(at:))
        let given = try Given(options)
        guard !given.reseed || given.store != nil else {
            throw SeatfillerError(
                .usage, "--reseed needs a store file; name it with --store")
        }
        let level = given.logLevel ?? "info"
        guard let log = RequestLog(format: given.logFormat ?? .text, level: level) else {
            preconditionFailure("the parser accepts levels only, not \(level)")
        }
        self.log = log
        for variable in UnknownVariable.all(beside: OptionVariable.all(of: options)) {
            log.warning(variable.description)
        }
        settings = Settings(given)
    }
}
