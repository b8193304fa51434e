import HTTPServer
package import System

/// A server in a process of its own, from its start to the signal that ends it.
package enum ServerProcess {
    /// Call this before anything is written: a broken pipe must not end the process.
    package static func begin() {
        Signals.hold()
    }

    /// Starts, prints the ready line, and serves until a signal comes: `SIGTERM` and `SIGINT` stop
    /// the server, `SIGHUP` reloads the seeds.
    ///
    /// - Parameters:
    ///   - readyFile: receives the base URL once the server is ready.
    ///   - start: when the process began.
    package static func run(
        _ settings: Settings, log: RequestLog, readyFile: ReadyFile?,
        since start: ContinuousClock.Instant
    ) throws(SeatfillerError) {
        let orders = Monitor(Orders())
        guard Signals.take({ signal in orders.change { $0.take(signal) } }) else {
            throw SeatfillerError(.failure, "the system gives no thread to take signals on")
        }
        var settings = settings
        settings.shutdown = { Signals.stop() }
        let server = try RunningServer(settings, log: log)
        try server.watchSeeds { orders.change { $0.take(.reload) } }
        // A reader of the ready line may send a signal at once.
        orders.change { $0.isServing = true }
        try announce(server, readyFile: readyFile, since: start)
        SystemMemory.release()
        while orders.next() == .reload { server.reload { !orders.change { $0.isStopping } } }
        server.forget(readyFile)
        log.info("stopping: answers in flight have 5 seconds")
        // From here on a second signal ends the process at once.
        Signals.release()
        server.stop()
    }

    private static func announce(
        _ server: RunningServer, readyFile: ReadyFile?, since start: ContinuousClock.Instant
    ) throws(SeatfillerError) {
        let inventory = try server.inventory
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        let line =
            "seatfiller \(Emulator.version) ready on \(server.url) in "
            + "\(Int(milliseconds.rounded(.up))) ms: \(inventory)"
        try server.tell(readyFile)
        StandardStream.output.write(line: line)
    }

    /// Removes an old ready file before anything else happens: while the file exists, clients
    /// assume that a server is ready.
    package static func readyFile(at path: String) throws(SeatfillerError) -> ReadyFile {
        try SeatfillerError.wording("the ready file \(path) cannot be written") {
            () throws(FileError) in try ReadyFile(path)
        }
    }

    /// Whether the server there is ready.
    ///
    /// - Parameter url: `http://`, an address or `localhost`, and a port.
    package static func isReady(at url: String) -> Bool {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        return Probe.status(of: "/readyz", at: String(authority), within: .seconds(2)) == 200
    }
}

/// The orders of signals that have not been carried out yet.
private struct Orders {
    var isServing = false
    var isStopping = false
    var mustReload = false

    mutating func take(_ signal: Signals.Signal) {
        switch signal {
        case .reload: mustReload = true
        case .stop:
            // Data that is still being loaded has no user yet.
            guard isServing else { Signals.endProcess() }
            isStopping = true
        }
    }
}

extension Monitor<Orders> {
    /// Waits for the next order.
    fileprivate func next() -> Signals.Signal {
        let signal = wait { orders -> Signals.Signal? in
            defer { orders.mustReload = false }
            return orders.mustReload ? .reload : orders.isStopping ? .stop : nil
        }
        return signal ?? .stop
    }
}
