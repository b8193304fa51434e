import HTTP
import HTTPTypes
import JSON

/// What an answer can hold of secrets: the tokens that it gives, and in an error, what it repeats
/// of its request.
extension Redaction {
    /// The fields of an answer.
    static func fields(of answer: Answer, to request: Request) -> HTTPFields {
        let maySecretStand = maySecretStand(in: answer)
        var fields = answer.response.headerFields
        for index in fields.indices {
            let field = fields[index]
            // What an API says by itself is no secret, but it may repeat a field of the request.
            guard maySecretStand || request.headerFields.contains(where: { $0.name == field.name })
            else { continue }
            let value = value(of: field)
            if value != field.value { fields[index].value = value }
        }
        return fields
    }

    /// The beginning of an answer's content as text in UTF-8, and whether there is more of it.
    ///
    /// - Parameter content: what is sent of the answer's content.
    static func content(
        _ content: ArraySlice<UInt8>, of answer: Answer, atMost most: Int
    ) -> (text: ArraySlice<UInt8>, isTruncated: Bool) {
        let whole = maySecretStand(in: answer) ? redacted(answer: content) : content
        return (whole.prefix(most), whole.count > most)
    }

    /// Pages of a list are long, many, and free of secrets, so they are not searched. What gives a
    /// token says that it may not be stored, RFC 6749 section 5.1. A fault can say anything.
    private static func maySecretStand(in answer: Answer) -> Bool {
        answer.response.status.code >= 400 || answer.fault != nil
            || answer.response.headerFields[.cacheControl]?.contains("no-store") == true
    }

    private static func redacted(answer content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard SecretText.maySecretStand(in: content.span) else { return content }
        do throws(JSONError) {
            return Array(redacted(answer: try JSON(parsing: Array(content))).text.utf8)[...]
        } catch {
            return shown(content)[...]
        }
    }

    private static func redacted(answer value: JSON) -> JSON {
        switch value {
        case .null, .bool, .integer, .number: value
        case .string(let text): .string(Self.text(text))
        case .array(let elements): .array(elements.map { redacted(answer: $0) })
        case .object(let members):
            .object(
                members.map { member in
                    // In an answer this names an error, and not an authorization.
                    let isSecret = isSecret(member.name) && !equalsIgnoringCase(member.name, "code")
                    return JSON.Member(
                        name: member.name,
                        value: isSecret ? hidden(member.value) : redacted(answer: member.value))
                })
        }
    }
}
