package import HTTP
import HTTPTypes

/// What a journal keeps of a request and of its answer, as bytes; it never holds a secret.
///
/// Ten thousand of them are kept and few are looked at. Bytes hold on to nothing of a request: the
/// memory that it was made of is used again by the next one, while it is near the processor.
package struct JournalRecord: Sendable {
    private let bytes: [UInt8]
    private let start: Int

    /// What is kept of a request's content.
    private static let longestBody = 8 << 10

    /// The record that begins at `start`.
    init(in bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        self.start = start
    }

    /// The bytes of a record.
    static func bytes(
        of request: Request, _ answer: Answer, at: Instant, taking duration: Duration
    ) -> [UInt8] {
        let (seconds, attoseconds) = duration.components
        let (body, isTruncated) = Redaction.content(of: request, atMost: longestBody)
        var writer = PackedWriter(reserving: 192 + request.target.raw.utf8.count + body.count)
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
        return writer.packed
    }

    // MARK: What lies where

    /// The numbers of a record, in their order; behind them lie its texts.
    private enum Number: Int, CaseIterable {
        case ticks, nanoseconds, status, isTruncated
    }

    /// The texts of a record, in their order; behind them lie its lists and the content.
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

    /// A reader of what lies behind so many texts.
    private func reader(behind count: Int) -> PackedReader {
        var reader = PackedReader(bytes, at: start)
        for _ in Number.allCases { _ = reader.number() }
        for _ in 0..<count { reader.skipText() }
        return reader
    }

    package var at: Instant { Instant(clamping: Int128(number(.ticks))) }

    /// How long the answer took to make.
    package var duration: Duration { .nanoseconds(number(.nanoseconds)) }

    /// Nil where the client got none.
    package var status: Int? {
        let status = Int(number(.status))
        return status == 0 ? nil : status
    }

    /// Whether the content is longer than what is kept of it.
    package var isTruncated: Bool { number(.isTruncated) == 1 }

    package var operation: String? { text(.operation) }
    package var rule: String? { text(.rule) }
    package var fault: String? { text(.fault) }
    package var method: String { text(.method) ?? "" }

    package var parameters: Parameters {
        var reader = reader(behind: Text.allCases.count)
        return Parameters(reader.list { (name: $0.text() ?? "", value: $0.text() ?? "") })
    }

    /// The request, taken apart anew; its content as far as it is kept.
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
}
