import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite

/// A third API, which lives in the tests alone: lists of devices, with tokens for their pages.
///
/// What it declares here is all that the emulator learns of it.
struct Devices: SeededAPI, RoutedAPI {
    static let name = "devices"
    static let prefixes: [PathPrefix] = ["/devices"]
    static let hosts = ["devices.example"]
    static let rules = [Rules.list, Rules.token, Rules.noDevice, Rules.noRoute, Rules.permission]
    static let rulesByOperation = [
        "list": [Rules.list, Rules.token, Rules.noDevice, Rules.permission]
    ]
    static let quirks: [any Quirk.Type] = [Order.self]
    static let subjects = [RequestSubject("owner", from: "owner")]
    static let permissions = ["devices.read"]
    static let audience: TokenAudience? = TokenAudience(issuer: "entra", "https://devices.example")
    static let openAPI: [UInt8]? = Array(
        #"{"openapi":"3.1.0","paths":{"/devices/{owner}":{}}}"#.utf8)

    /// An owner's devices.
    private static let owned = List(
        of: "devices_list", identity: ["id"], where: "owner = ?1", pagedBy: .init(page: "token"),
        in: ListForm(.token))

    static let router = Router<Operation<Devices>>([
        .get("/devices/{owner}", .init("list", for: "devices.read", list: owned) { $0.list })
    ])

    private enum Rules {
        static let list = Rule("devices.list", "An owner's devices.", .documented, source: "Tests")
        static let token = Rule("devices.token", "A foreign token is a 400.", .chosen, source: "-")
        static let noDevice = Rule("devices.none", "Who has none is a 404.", .chosen, source: "-")
        static let noRoute = Rule("devices.route", "Other paths are a 404.", .chosen, source: "-")
        static let permission = Rule("devices.403", "Who may not is a 403.", .chosen, source: "-")
    }

    /// In which order devices are listed.
    private enum Order: String, Quirk {
        case ascending, descending
        static let name = "devices.order"
        static let says = "In which order devices are listed."
    }

    private struct Refused: Error {
        let status: HTTPResponse.Status
        let rule: Rule
    }

    private let world: World
    var pageForm: PageForm?

    init(in world: World) {
        self.world = world
    }

    private func list(_ request: Request, _ path: Parameters) throws -> Answer {
        let key = request.target.argument("token")
        let start = key.flatMap { world.redeem($0) }.map { String(decoding: $0, as: UTF8.self) }
        guard key == nil || start != nil else {
            throw Refused(status: .badRequest, rule: Rules.token)
        }
        let isAscending = world.quirks[Order.self] == .ascending
        let page = try world.transaction(.read) { store in
            var ids: [String] = []
            try store.rows(
                """
                SELECT id FROM devices_list WHERE owner = ?1
                ORDER BY CASE ?2 WHEN 1 THEN id END, id DESC
                """, .text(path["owner"]), .integer(isAscending ? 1 : 0)
            ) { row in
                ids.append(row.text(0))
                return true
            }
            guard !ids.isEmpty else { throw Refused(status: .notFound, rule: Rules.noDevice) }
            let first = ids.firstIndex { isAscending ? $0 > start ?? "" : $0 < start ?? "~" }
            var page = TokenPage<String>(size: 2, in: pageForm)
            let before = min(page.back, first ?? ids.count)
            page.begin(before: before)
            for id in ids[((first ?? ids.count) - before)...] {
                guard page.add(.string(id), Item(id), at: id) else { break }
            }
            return page
        }
        let made = page.made
        let token = made.token(askedWith: key) { place, form in
            switch place {
            case .beginning: world.seal(Array((isAscending ? "" : "~").utf8), as: form)
            case .here: world.seal(Array((start ?? (isAscending ? "" : "~")).utf8), as: form)
            case .after(let id, _): world.seal(Array(id.utf8), as: form)
            }
        }
        var members: JSON = ["devices": .array(made.items), "next": .null]
        if let text = token.key {
            members = ["devices": .array(made.items), "next": .string(text)]
        }
        var answer = Answer(Response(json: members), by: Rules.list)
        answer.page = ServedPage(
            of: [.text(path["owner"])], items: made.identities, size: 2, token: key,
            next: token.key)
        answer.pageReport = made.report
        return answer
    }

    // MARK: Who may ask

    func admitting(_ request: Request, to permission: String) throws -> Devices {
        guard world.authentication == .enforced else { return self }
        let token = try BearerToken(
            request, in: world, for: Self.audience?.names ?? [], from: { _ in true })
        let client = try world.application(token.claims["appid"]?.string ?? "")
        guard client?.permissions.contains(permission) == true else {
            throw Refused(status: .forbidden, rule: Rules.permission)
        }
        return self
    }

    func askedPage(_ request: Request, at path: Parameters) -> AskedPage? {
        let key = request.target.argument("token")
        return key == nil ? .first : AskedPage(number: nil, token: key)
    }

    // MARK: What it refuses

    func refusal(_ error: any Error, of request: Request) -> Answer {
        if let refused = error as? Refused {
            return Answer(failure(refused.status, to: request), by: refused.rule)
        }
        return refusal(of: error, to: request)
            ?? Answer(failure(.unauthorized, to: request), by: Rules.permission)
    }

    func refuse(_ request: Request, allowed: String?) -> Answer {
        Answer(failure(.notFound, to: request), by: Rules.noRoute)
    }

    func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        Response(status, json: ["error": .integer(Int64(status.code))])
    }
}

// MARK: Data

extension Devices {
    static let seedMember = "devices"
    static let schema = """
        CREATE TABLE devices_list (id TEXT PRIMARY KEY CHECK (id <> ''), owner TEXT NOT NULL) STRICT;
        """
    static let standardCounts: [String: Int64] = ["devices": 1]

    static func load(_ seed: inout SeedReader, into store: Connection) throws {
        try seed.array("devices") { seed in
            var texts: [String: String] = [:]
            try seed.object("a device", members: ["id", "owner"], required: ["id", "owner"]) {
                texts[$1] = try $0.string($1)
            }
            guard let id = texts["id"], let owner = texts["owner"] else { return }
            try store.run("INSERT INTO devices_list VALUES (?, ?)", .text(id), .text(owner))
        }
    }

    static func export(_ store: Connection, to seed: inout SeedWriter) throws {
        try seed.array { seed in
            try store.rows("SELECT id, owner FROM devices_list ORDER BY id") { row in
                try seed.value(["id": .string(row.text(0)), "owner": .string(row.text(1))])
                return true
            }
        }
    }

    static func generate(_ plan: SeedPlan, _ give: (String) throws -> Void) rethrows {
        for number in 0..<(plan["devices"] ?? 0) {
            try give((number == 0 ? "[" : ",") + #"{"id":"d\#(number)","owner":"ann"}"#)
        }
        try give("]")
    }

    static func inventory(of store: Connection) throws -> [String] {
        [counted(try store.integer("SELECT count(*) FROM devices_list"), "device")]
    }
}
