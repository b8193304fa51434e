internal import FoundationEssentials
internal import HTTPServer
internal import SQLite
internal import System

/// A server in a process of its own, from its start to the signal that ends it.
package enum Operation {
    /// Starts, says so, and serves until a signal comes: `SIGTERM` and `SIGINT` stop, `SIGHUP`
    /// reloads the seeds.
    ///
    /// - Parameters:
    ///   - readyFile: a path at which the base URL is written once the server is ready.
    ///   - start: when the process began.
    package static func run(
        _ settings: Settings, log: RequestLog, readyFile: String?,
        since start: ContinuousClock.Instant
    ) throws(SeatfillerError) {
        Signals.hold()
        Connection.ownProcess()
        let orders = Monitor(Orders())
        guard Signals.take({ signal in orders.change { $0.take(signal) } }) else {
            throw SeatfillerError(.failure, "the system gives no thread to take signals on")
        }
        var settings = settings
        settings.shutdown = { Signals.stop() }
        let filler = try Seatfiller(settings, log: log)
        let service = try Service(filler, settings)
        // Whoever reads the ready line may signal at once.
        orders.change { $0.isServing = true }
        try announce(filler, service, readyFile: readyFile, since: start)
        warn(service, log)
        StartupMemory.release()
        while orders.next() == .reload {
            do throws(SeatfillerError) {
                try filler.reload { !orders.change { $0.isStopping } }
                StartupMemory.release()
                log.info("the seed is loaded anew: \(try filler.inventory)")
            } catch {
                log.error("the seed is not loaded, the data stays as it was: \(error)")
            }
        }
        log.info("stopping: answers in flight have 5 seconds")
        // A second signal ends the process at once.
        Signals.release()
        service.stop()
    }

    private static func announce(
        _ filler: Seatfiller, _ service: Service, readyFile: String?,
        since start: ContinuousClock.Instant
    ) throws(SeatfillerError) {
        let inventory = try filler.inventory
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        let line =
            "seatfiller \(Seatfiller.version) ready on \(service.url) in "
            + "\(Int(milliseconds.rounded(.up))) ms: \(inventory)"
        if let readyFile { try write(service.url + "\n", to: readyFile) }
        StandardStream.output.write(line: line)
    }

    /// Says who may reach the control plane, where that is more than this machine.
    private static func warn(_ service: Service, _ log: RequestLog) {
        guard service.isOpenToOthers else { return }
        log.info(
            "/__admin is open to everyone who reaches \(service.url); --admin-token or "
                + "SEATFILLER_ADMIN_TOKEN closes it")
    }

    /// Writes the whole file or none: whoever waits for it never reads half a URL.
    private static func write(_ text: String, to path: String) throws(SeatfillerError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw SeatfillerError(.failure, "the ready file \(path) cannot be written: \(error)")
        }
    }
}

/// What signals have asked for and has not been done yet.
private struct Orders {
    var isServing = false
    var isStopping = false
    var mustReload = false

    mutating func take(_ signal: Signals.Signal) {
        switch signal {
        case .reload: mustReload = true
        case .stop:
            // Whatever is still being loaded is nobody's yet.
            guard isServing else { Signals.endProcess() }
            isStopping = true
        }
    }
}

extension Monitor<Orders> {
    /// Waits for the next order, which may be one of several.
    fileprivate func next() -> Signals.Signal {
        let signal = wait { orders -> Signals.Signal? in
            defer { orders.mustReload = false }
            return orders.mustReload ? .reload : orders.isStopping ? .stop : nil
        }
        return signal ?? .stop
    }
}
