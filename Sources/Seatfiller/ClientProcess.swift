import Emulation
package import System

/// A server for one command: it is ready before the command starts, and stops when that ends.
package struct ClientProcess {
    /// The command and its arguments.
    private let words: [String]
    private let client: ClientFolder

    /// To be made before anything is opened.
    package init(_ words: [String]) throws(SeatfillerError) {
        self.words = words
        client = try ClientFolder()
    }

    /// Serves while the command runs.
    ///
    /// - Parameters:
    ///   - readyFile: what is given the base URL once the server is ready.
    ///   - isQuiet: whether no summary of the requests is written at the end.
    ///   - coverage: what is given the coverage of the contract at the end.
    ///   - mustHold: whether the command fails if it has not read its lists whole, or has asked for
    ///     other hosts than it may.
    /// - Returns: the exit code of the command: 128 plus the signal that ended it, 127 if there is
    ///   no such command, 126 if it cannot be executed; 1 if it succeeds and fails so.
    package func run(
        _ settings: Settings, log: RequestLog, readyFile: ReadyFile?, isQuiet: Bool,
        coverage: CoverageFile? = nil, mustHold: Bool = false
    ) throws(SeatfillerError) -> Int32 {
        defer { client.remove() }
        var settings = settings
        settings.shutdown = { Signals.stop() }
        // While seeds are loaded, a signal just ends the process.
        var signals: ChildSignals?
        let server = try RunningServer(settings, log: log) { signals = ChildSignals() }
        server.judgeWorldsThatEnd()
        try server.watchSeeds { server.reload() }
        try server.tell(readyFile)
        let trust = try server.authorityFiles.map { files throws(SeatfillerError) in
            try ClientFiles(files, url: server.url, hosts: settings.roster.hosts).write(
                to: client.folder)
        }
        let code = runCommand(
            ClientEnvironment(url: server.url, trust: trust), signals ?? ChildSignals())
        server.stop()
        server.forget(readyFile)
        if !isQuiet { complain("seatfiller: \(server.summary)") }
        try coverage?.write(server.coverage)
        guard mustHold else { return code }
        let complaints = try server.complaints(allowing: settings.allowedHosts)
        for line in complaints { complain("seatfiller: \(line)") }
        return code == 0 && !complaints.isEmpty ? 1 : code
    }

    private func runCommand(
        _ environment: ClientEnvironment, _ signals: ChildSignals
    ) -> Int32 {
        let variables = environment.variables { Variables.text(of: $0) }
        do throws(FileError) {
            let process = try ChildProcess(
                words, changing: variables.map { ($0.name, $0.value) }, signals, client.guardian)
            return process.wait()
        } catch {
            complain("seatfiller: \(words[0]): \(error)")
            return ChildProcess.exitCode(for: error)
        }
    }

    private func complain(_ text: String) {
        StandardStream.error.write(line: text.printable(keepsLines: true))
    }
}
