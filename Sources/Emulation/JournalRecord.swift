package import HTTP
internal import HTTPTypes

/// What a journal keeps of a request and of its answer.
///
/// Ten thousand of them are kept and few are looked at: the request is taken apart again when it
/// is.
package final class JournalRecord: Sendable {
    package let at: Instant
    package let world: WorldName
    private let method: HTTPRequest.Method
    private let target: String
    private let headerFields: HTTPFields
    private let body: [UInt8]
    /// Whether the content is longer than what is kept of it.
    package let isTruncated: Bool
    package let status: Int
    package let operation: String?
    package let parameters: Parameters
    package let rule: String?
    package let fault: String?
    private let nanoseconds: Int64
    /// About how much memory it takes, as if it shared none with others.
    internal let byteCount: Int

    /// What is kept of a request's content.
    private static let longestBody = 8 << 10

    internal init(
        _ request: Request, _ answer: Answer, in world: WorldName, at: Instant,
        taking duration: Duration
    ) {
        self.at = at
        self.world = world
        method = request.method
        target = request.target.raw
        headerFields = request.headerFields
        isTruncated = request.body.count > Self.longestBody
        body = isTruncated ? Array(request.body.prefix(Self.longestBody)) : request.body
        status = answer.response.status.code
        operation = answer.operation
        parameters = answer.parameters
        rule = answer.rule.id
        fault = answer.fault
        nanoseconds =
            duration.components.seconds * 1_000_000_000
            + duration.components.attoseconds / 1_000_000_000
        // Counted here, once: the journal adds and subtracts it while other loops wait.
        byteCount = headerFields.reduce(400 + target.utf8.count + body.count) { count, field in
            count + 64 + field.name.rawName.utf8.count + field.value.utf8.count
        }
    }

    package var request: Request {
        Request(method, target, headerFields: headerFields, body: body)
    }

    /// How long the answer took to make.
    package var duration: Duration { .nanoseconds(nanoseconds) }
}
