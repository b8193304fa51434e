package import HTTP
import HTTPTypes

/// What a journal keeps of a request and its answer, as bytes. It never holds a secret.
///
/// A journal keeps ten thousand records, and few of them are read. Bytes share no memory with the
/// request, so the next request can use that memory while it is still in the processor's cache.
package struct JournalRecord: Sendable {
    private let bytes: [UInt8]
    private let start: Int

    /// How much of a request's content is kept.
    private static let longestBody = 8 << 10

    /// The record that begins at `start`.
    init(in bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        self.start = start
    }

    /// The bytes of a record.
    ///
    /// - Parameter answerByteCount: how much of the answer's content is kept; 0 for no answer.
    static func bytes(
        of request: Request, _ answer: Answer, at: Instant, taking duration: Duration,
        answerByteCount: Int
    ) -> [UInt8] {
        let (seconds, attoseconds) = duration.components
        let (body, isTruncated) = Redaction.content(of: request, atMost: longestBody)
        var writer = PackedWriter(
            reserving: 256 + request.target.raw.utf8.count + body.count
                + min(answerByteCount, answer.response.body.count))
        writer.number(at.ticks)
        writer.number(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        writer.number(Int64(answer.response.sentStatus?.code ?? 0))
        writer.number(isTruncated ? 1 : 0)
        writer.text(answer.operation)
        writer.text(answer.rule.id)
        writer.text(answer.fault)
        writer.text(request.method.rawValue)
        writer.text(Redaction.target(request.target))
        writer.list(answer.parameters.values) { writer, value in
            writer.text(value.name)
            writer.text(Redaction.text(value.value))
        }
        writer.list(request.headerFields) { writer, field in
            writer.text(field.name.rawName)
            writer.text(Redaction.value(of: field))
        }
        writer.bytes(body)
        KeptAnswer(of: answer, to: request, atMost: answerByteCount).write(to: &writer)
        return writer.packed
    }

    // MARK: Layout

    /// The numbers of a record in their order. The texts follow.
    private enum Number: Int, CaseIterable {
        case ticks, nanoseconds, status, isTruncated
    }

    /// The texts of a record in their order. The lists and the content follow.
    private enum Text: Int, CaseIterable {
        case operation, rule, fault, method, target
    }

    private func number(_ number: Number) -> Int64 {
        var reader = PackedReader(bytes, at: start)
        for _ in 0..<number.rawValue { _ = reader.number() }
        return reader.number()
    }

    private func text(_ text: Text) -> String? {
        var reader = reader(behind: text.rawValue)
        return reader.text()
    }

    /// A reader of what follows this many texts.
    private func reader(behind count: Int) -> PackedReader {
        var reader = PackedReader(bytes, at: start)
        for _ in Number.allCases { _ = reader.number() }
        for _ in 0..<count { reader.skipText() }
        return reader
    }

    package var at: Instant { Instant(clamping: Int128(number(.ticks))) }

    /// How long the answer took to make.
    package var duration: Duration { .nanoseconds(number(.nanoseconds)) }

    /// Nil if the client got no status.
    package var status: Int? {
        let status = Int(number(.status))
        return status == 0 ? nil : status
    }

    /// Whether only the beginning of the content is kept.
    package var isTruncated: Bool { number(.isTruncated) == 1 }

    package var operation: String? { text(.operation) }
    package var rule: String? { text(.rule) }
    package var fault: String? { text(.fault) }
    package var method: String { text(.method) ?? "" }

    package var parameters: Parameters {
        var reader = reader(behind: Text.allCases.count)
        return Parameters(reader.list { (name: $0.text() ?? "", value: $0.text() ?? "") })
    }

    /// The request, with as much of its content as is kept.
    package var request: Request {
        var reader = reader(behind: Text.allCases.count)
        _ = reader.list { ($0.text(), $0.text()) }
        var fields = HTTPFields()
        for (name, value) in reader.list({ ($0.text() ?? "", $0.text() ?? "") }) {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return Request(
            HTTPRequest.Method(method) ?? .get, text(.target) ?? "", headerFields: fields,
            body: reader.bytes())
    }

    /// What is kept of the answer; nil if nothing is, or the client got none.
    package var answer: KeptAnswer? {
        var reader = reader(behind: Text.allCases.count)
        _ = reader.list { ($0.text(), $0.text()) }
        _ = reader.list { ($0.text(), $0.text()) }
        _ = reader.bytes()
        return KeptAnswer(from: &reader)
    }
}
