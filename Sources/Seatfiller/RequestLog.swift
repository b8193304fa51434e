import Emulation
import HTTP
import HTTPTypes
import JSON
import Logging
import System

/// The log of a running emulator: one line per message on standard error.
package struct RequestLog: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    private let logger: Logger

    /// - Parameter level: a level of swift-log: `trace`, `debug`, …; the result is nil for any
    ///   other word.
    package init?(format: Format, level: String) {
        guard let level = Logger.Level(rawValue: level) else { return nil }
        logger = Logger(label: "seatfiller") { _ in LineHandler(format: format, logLevel: level) }
    }

    package static let levels = Logger.Level.allCases.map(\.rawValue)

    package func info(_ message: String) {
        logger.info("\(message)")
    }

    package func warning(_ message: String) {
        logger.warning("\(message)")
    }

    package func error(_ message: String) {
        logger.error("\(message)")
    }

    /// Logs a request at `debug`. Of its credentials the line has only the scheme.
    func write(_ request: HTTP.Request, _ response: HTTP.Response, rule: Rule?) {
        guard logger.logLevel <= .debug else { return }
        var metadata: Logger.Metadata = [:]
        if let status = response.sentStatus { metadata["status"] = "\(status.code)" }
        if let rule { metadata["rule"] = "\(rule.id)" }
        if let credentials = request.headerFields.first(where: { $0.name == .authorization }) {
            metadata["authorization"] = "\(Redaction.value(of: credentials))"
        }
        logger.debug(
            "\(request.method) \(Redaction.target(request.target))", metadata: metadata)
    }
}

/// Prints a message as one line of text or of JSON.
private struct LineHandler: LogHandler {
    let format: RequestLog.Format
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let now = Clock().now.text
        let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }
        switch format {
        case .text:
            let pairs = metadata.map { " \($0.key)=\($0.value)" }.joined()
            let message = "\(event.message)".map { $0.isNewline ? " " : $0 }
            StandardStream.error.log(line: "\(now) \(event.level) \(String(message))\(pairs)")
        case .json:
            let members = metadata.map { JSON.Member(name: $0.key, value: .string("\($0.value)")) }
            let line = JSON.object(
                [
                    JSON.Member(name: "at", value: .string(now)),
                    JSON.Member(name: "level", value: .string("\(event.level)")),
                    JSON.Member(name: "message", value: .string("\(event.message)")),
                ] + members)
            StandardStream.error.log(line: line.text)
        }
    }
}
