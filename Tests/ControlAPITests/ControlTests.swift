import ControlAPI
import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import JSON
import StoreForBusinessAPI
import TestWorlds
import Testing

@Suite struct `The control plane` {
    private let world: World
    private let worlds: Worlds
    private let control: Control

    init() throws {
        world = try World(StoreForBusiness.self, Elements.self, seed: "{}")
        worlds = Worlds(world, most: 3)
        control = Control(
            version: "1.2.3", roster: Roster([StoreForBusiness.self, Elements.self]), worlds: worlds
        )
    }

    private func respond(to request: Request) throws -> Response {
        try control.respond(to: WorldSelection(request, among: worlds), through: Door())
    }

    private func get(_ target: String) throws -> String {
        try respond(to: Request(.get, target)).text
    }

    @Test(arguments: ["/__admin/health", "/healthz", "/readyz", "/__ADMIN/health/"])
    func `says that it is ready`(target: String) throws {
        #expect(
            try get(target) == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8

                {"status":"ready","version":"1.2.3","uptimeSeconds":0}
                """)
    }

    @Test func `tells every rule with its evidence`() throws {
        let response = try respond(to: Request(.get, "/__admin/rules"))
        guard case .object(let members) = try JSON(parsing: response.body),
            members.map(\.name) == ["rules"], case .array(let rules) = members[0].value
        else { throw Unexpected() }
        #expect(
            rules.count == StoreForBusiness.rules.count + Elements.rules.count + WorldRule.all.count
        )
        let rule = """
            {"id":"store.seats-of-user.max-results",\
            "says":"The server returns 400 naming maxResults when maxResults is less than 1, greater than \
            100 or not a 32-bit integer. A blank value counts as absent.","label":"inferred",\
            "source":"Get seats assigned to a user: Default = 25, Maximum = 100, which does not say what \
            lies outside; Web API 2 binds null to white space. The string data.details is the error tables' \
            \\"Details: String\\"; the array details beside data is the envelope's, inferred from sister \
            services.",\
            "quirk":"store.maxResults","answers":0}
            """
        #expect(rules.map(\.text).contains(rule))
    }

    private struct Unexpected: Error {}

    @Test func `rotates the key that signs tokens, and names all, the newest first`() throws {
        let response = try respond(to: Request(.post, "/__admin/keys/rotate"))
        let keys = try JSON(parsing: response.body)["keys"]?.elements.compactMap(\.string) ?? []
        #expect(keys == world.signingKeys.published.compactMap { $0["kid"]?.string })
        #expect(Set(keys).count == 2)
    }

    private static let clock = #"{"now":"2018-05-01T12:00:00Z","frozen":true}"#

    private func put(_ written: WrittenText, _ target: String) throws -> String? {
        var request = written.request(to: target)
        request.method = .put
        return try respond(to: request).awaited()?.text
    }

    @Test(arguments: WrittenText.readable(clock, as: "application/json"))
    func `reads content in UTF-8, and in UTF-16 that says so`(written: WrittenText) throws {
        #expect(
            try put(written, "/__admin/clock")?.hasSuffix(
                #"{"now":"2018-05-01T12:00:00.0000000+00:00","frozen":true,"scale":0.0}"#) == true)
    }

    @Test(
        arguments: WrittenText.readable(
            """
            INSERT INTO elements_customers (id, organization)
            VALUES ('c0000000-0000-0000-0000-00000000000c', 'ü')
            """, as: "Application/SQL"))
    func `reads seeds in SQL where the type says so`(written: WrittenText) throws {
        #expect(
            try put(written, "/__admin/seed")?.hasSuffix(
                #"{"holds":"0 users, 0 seats, 1 customer, 0 tenants"}"#) == true)
    }

    @Test(arguments: WrittenText.malformed(clock, as: "application/json"))
    func `says what is wrong with content that is no text`(written: WrittenText) throws {
        #expect(
            try put(written, "/__admin/clock")?.contains(
                #""code":"bad-content","hint":"GET /__admin/openapi.json"#)
                == true)
    }

    @Test(
        arguments: WrittenText.coded(clock, as: "application/json"),
        ["/__admin/clock", "/__admin/quirks", "/__admin/seed"])
    func `decodes no content`(written: WrittenText, target: String) throws {
        let encoding = try #require(written.encoding)
        #expect(
            try put(written, target) == """
                HTTP/1.1 415 Unsupported Media Type
                content-type: application/problem+json

                {"type":"about:blank","title":"Unsupported Media Type","status":415,\
                "detail":"Content with the Content-Encoding '\(encoding)' is not decoded.",\
                "code":"content-encoding","hint":"Send it without a coding."}
                """)
    }

    @Test func `a path that nothing answers is a problem with a hint`() throws {
        #expect(
            try get("/nothing?x") == """
                HTTP/1.1 404 Not Found
                content-type: application/problem+json

                {"type":"about:blank","title":"Not Found","status":404,\
                "detail":"Nothing answers GET /nothing.","code":"no-such-path",\
                "hint":"Paths start with /__admin, /V1, /partner."}
                """)
    }

    @Test(arguments: ["//V1/Inventory", "//partner", "//__admin/health", "/V2//x"])
    func `a path with a doubled slash says so`(path: String) throws {
        let response = try respond(to: Request(.get, path))
        #expect(response.status == .notFound)
        #expect(
            response.text.contains(
                #""hint":"The path has a double slash: the base URL may end with a slash. Paths start with /"#
            ))
    }

    @Test(arguments: ["/healthz", "/readyz", "/__admin/health", "/__admin/rules"])
    func `HEAD finds what GET does`(path: String) throws {
        let response = try respond(to: Request(.head, path))
        #expect(response.status == .ok)
        #expect(try response.text == respond(to: Request(.get, path)).text)
    }

    @Test func `another method is a problem that names the right one`() throws {
        let response = try respond(to: Request(.delete, "/__admin/rules"))
        #expect(
            response.text == """
                HTTP/1.1 405 Method Not Allowed
                content-type: application/problem+json
                allow: GET, HEAD

                {"type":"about:blank","title":"Method Not Allowed","status":405,\
                "detail":"/__admin/rules does not take DELETE.","code":"method-not-allowed",\
                "hint":"It takes GET, HEAD."}
                """)
    }
}
