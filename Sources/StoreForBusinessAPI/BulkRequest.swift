import Emulation
import HTTP
import JSON

/// The content of a bulk call: `{"usernames":["…"],"seatAction":"assign"}`, case is ignored in
/// names and words.
struct BulkRequest {
    enum Action: String {
        case assign, reclaim
    }

    let userNames: [String]
    let action: Action

    /// Microsoft's own module sends no more than this.
    private static let most = 25

    /// - Throws: a 400 naming what is missing or wrong, and a 415 if the content is coded or, with
    ///   the quirk, not declared as JSON.
    init(_ request: Request, _ quirk: StoreRequestBody) throws(StoreError) {
        if quirk == .required, !request.body.isEmpty { try Self.requireJSON(request) }
        let content = try Self.content(of: request)
        let usernames = try Self.present("usernames", in: content)
        guard case .array(let elements) = usernames else {
            throw Self.invalid(
                "usernames", details: "usernames must be an array of user principal names.")
        }
        var names: [String] = []
        for element in elements {
            guard case .string(let name) = element else {
                throw Self.invalid(
                    "usernames", details: "usernames must hold strings, not \(element.noun).")
            }
            names.append(name)
        }
        guard (1...Self.most).contains(names.count) else {
            throw Self.invalid(
                "usernames",
                details: "usernames must hold 1 to \(Self.most) names, not \(names.count).")
        }
        let seatAction = try Self.present("seatAction", in: content)
        guard case .string(let word) = seatAction,
            let action = Action(rawValue: word.lowercased())
        else {
            throw Self.invalid(
                "seatAction",
                details: "seatAction must be assign or reclaim, not \(seatAction.text.prefix(100))."
            )
        }
        userNames = names
        self.action = action
    }

    /// The error has Web API 2's words for a type without a formatter.
    private static func requireJSON(_ request: Request) throws(StoreError) {
        let type = request.mediaType?.essence
        guard type != "application/json", type != "text/json" else { return }
        let reason =
            type.map { "The request entity's media type '\($0.prefix(100))'" }
            ?? "The request contains an entity body but no Content-Type header. The inferred media "
            + "type 'application/octet-stream'"
        throw .unsupportedMediaType(
            "\(reason) is not supported for this resource.", StoreRule.requiredBody)
    }

    /// A required member. The error points at a misspelling of its name.
    private static func present(_ name: String, in content: JSON) throws(StoreError) -> JSON {
        if let value = content.member(name) { return value }
        let given = Spelling.misspelling(of: name, among: content.members.map(\.name))
        throw .missingParameter(
            name, details: given.map { "\(name) is missing; the content has \"\($0)\" instead." },
            StoreRule.bulkContent)
    }

    private static func content(of request: Request) throws(StoreError) -> JSON {
        do {
            let text = try request.text
            guard text.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
                throw StoreError.missingParameter(
                    "usernames", details: "The request has no content; \(wanted)",
                    StoreRule.bulkContent)
            }
            let content = try JSON(parsing: text)
            guard case .object = content else {
                throw invalid(
                    "usernames",
                    details: "The request body is \(content.noun), not an object; \(wanted)")
            }
            return content
        } catch let error as StoreError {
            throw error
        } catch let error as JSONError {
            throw invalid("usernames", details: "The request body is not JSON: \(error.message).")
        } catch ContentError.coded(let coding) {
            throw .unsupportedMediaType(
                "The request entity's content encoding '\(coding.prefix(100))' is not supported "
                    + "for this resource.", StoreRule.contentEncoding)
        } catch {
            throw invalid(
                "usernames", details: "The request body is not JSON: it is not UTF-16 text.")
        }
    }

    private static let wanted =
        #"it has to be {"usernames":["user@domain"],"seatAction":"assign"}, or "reclaim"."#

    private static func invalid(_ name: String, details: String) -> StoreError {
        .invalidParameter(name, details: details, StoreRule.bulkContent)
    }
}

extension JSON {
    /// The last member with this name, ignoring case.
    fileprivate func member(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { equalsIgnoringCase($0.name, name) }?.value
    }
}
