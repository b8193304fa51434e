import Emulation
import Seatfiller
import Testing

@Suite struct `The coverage of the contract` {
    private let admin: Admin
    private static let seats = "/V1/Users/bob@contoso.com/Seats"

    init() throws {
        admin = try Admin()
    }

    private func coverage(_ world: String = "", _ query: String = "?api=catalog") -> String {
        admin.get("\(world)/__admin/coverage\(query)")
    }

    private static let nothing =
        #"200 {"met":0,"rules":0,"byOperation":[],"neverCalled":["catalog.getProducts"]}"#

    @Test func `is nothing as long as nothing was asked`() {
        #expect(coverage() == Self.nothing)
    }

    @Test func `says of each operation which rules its answers have shown, and which never`() {
        _ = admin.get("/v7.0/products")
        _ = admin.get("/v7.0/products")
        #expect(
            coverage() == """
                200 {"met":1,"rules":2,"byOperation":[{"operation":"catalog.getProducts","answers":2,"met":1,\
                "rules":2,"never":["catalog.products"]}],"neverCalled":[]}
                """)
        _ = admin.get("/v7.0/products?bigIds=9NBLGGH4R2R6")
        #expect(
            coverage() == """
                200 {"met":2,"rules":2,"byOperation":[{"operation":"catalog.getProducts","answers":3,"met":2,\
                "rules":2,"never":[]}],"neverCalled":[]}
                """)
    }

    @Test func `counts a rule for each operation by itself`() {
        _ = admin.get("/V1/Users/nobody@contoso.com/Seats")
        let text = coverage("", "?api=store")
        #expect(
            text.contains(#"{"operation":"store.listSeatsOfUser","answers":1,"met":1,"rules":8,"#))
        #expect(text.contains(#""neverCalled":["store.getInventory","#))
        #expect(text.contains(#""store.getSeat","#))
    }

    @Test func `counts an operation that only a fault has answered, and no rule`() {
        _ = admin.get("/v7.0/products?bigIds=1", [("X-Seatfiller-Fault", "status=503")])
        #expect(
            coverage() == """
                200 {"met":0,"rules":2,"byOperation":[{"operation":"catalog.getProducts","answers":1,"met":0,\
                "rules":2,"never":["catalog.products","catalog.request"]}],"neverCalled":[]}
                """)
    }

    @Test func `leaves out what is no answer to an operation`() {
        #expect(admin.get("/V1/Nothing").hasPrefix("404 "))
        #expect(admin.call("PATCH", Self.seats).hasPrefix("405 "))
        #expect(coverage("", "?api=store").hasPrefix(#"200 {"met":0,"rules":0,"byOperation":[],"#))
        #expect(answers("store.route") == 1)
        #expect(answers("store.method") == 1)
    }

    @Test func `can be of one kind of rules`() {
        _ = admin.get("/v7.0/products")
        let observed = coverage("", "?api=catalog&label=observed")
        #expect(
            observed == """
                200 {"met":0,"rules":1,"byOperation":[{"operation":"catalog.getProducts","answers":1,"met":0,\
                "rules":1,"never":["catalog.products"]}],"neverCalled":[]}
                """)
    }

    @Test(arguments: [
        ("?api=shop", "api must be one of store, catalog, elements, avepoint, entra, not 'shop'."),
        (
            "?label=guessed",
            "label must be one of documented, observed, inferred, chosen, not 'guessed'."
        ),
    ])
    func `refuses an unknown API or kind`(query: String, detail: String) {
        #expect(
            coverage("", query) == """
                400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"\(detail)",\
                "code":"bad-parameter","hint":"Leave it out for all."}
                """)
    }

    // MARK: Worlds

    /// How many answers a rule has decided.
    private func answers(_ rule: String, in world: String = "") -> Int? {
        let rules = admin.get("\(world)/__admin/rules").matches(
            of: /"id":"([^"]+)".*?"answers":([0-9]+)/)
        return rules.first { $0.1 == rule }.flatMap { Int($0.2) }
    }

    @Test func `is that of the world that the request names, or else of all worlds`() {
        _ = admin.get("/__world/a" + Self.seats)
        _ = admin.get("/__world/b" + Self.seats)
        _ = admin.get(Self.seats)
        let counts = ["", "/__world/a", "/__world/b", "/__world/c", "/__world/default"].map {
            answers("store.seats-of-user", in: $0)
        }
        #expect(counts == [3, 1, 1, 0, 1])
    }

    @Test func `outlives a reset and, in all, the world`() {
        _ = admin.get("/__world/a" + Self.seats)
        #expect(admin.call("POST", "/__world/a/__admin/reset").hasPrefix("200 "))
        #expect(answers("store.seats-of-user", in: "/__world/a") == 1)
        #expect(admin.call("DELETE", "/__admin/worlds/a").hasPrefix("204"))
        #expect(answers("store.seats-of-user", in: "/__world/a") == 0)
        #expect(answers("store.seats-of-user") == 1)
    }

    @Test func `counts remembered answers too`() {
        for _ in 1...3 { _ = admin.get(Self.seats) }
        #expect(answers("store.seats-of-user") == 3)
    }

    @Test func `begins anew on request, of one world or of all`() {
        _ = admin.get("/__world/a" + Self.seats)
        #expect(admin.call("DELETE", "/__world/a/__admin/coverage") == "204 ")
        #expect(answers("store.seats-of-user", in: "/__world/a") == 0)
        #expect(answers("store.seats-of-user") == 1)
        #expect(admin.call("DELETE", "/__admin/coverage") == "204 ")
        #expect(answers("store.seats-of-user") == 0)
    }

    // MARK: Forms

    @Test(arguments: [
        "text/markdown", "application/json;q=0.5, text/markdown;q=0.6", "image/png, text/*",
    ])
    func `is a table in Markdown for a job's summary`(accept: String) {
        #expect(
            admin.get("/__admin/coverage?api=catalog", [("Accept", accept)]) == """
                200 ## Coverage of the contract

                Met 0 of 0 rules of the 0 operations called.

                Never called: `catalog.getProducts`.

                """)
        _ = admin.get("/v7.0/products")
        #expect(
            admin.get("/__admin/coverage?api=catalog", [("Accept", accept)]) == """
                200 ## Coverage of the contract

                Met 1 of 2 rules of the 1 operation called.

                | operation | answers | met | never met |
                |---|---:|---:|---|
                | `catalog.getProducts` | 1 | 1 of 2 | `catalog.products` |

                """)
    }

    @Test func `refuses a parameter that it does not have`() {
        let answer = admin.get("/__admin/coverage?operation=store.getSeat")
        #expect(answer.hasPrefix("400 "))
        #expect(
            answer.contains(
                #"The query has the unknown parameter \"operation\"; expected api, label."#))
    }

    @Test func `is a report of Cobertura, with an operation for a class and a rule for a method`() {
        _ = admin.get("/v7.0/products")
        let text = admin.get("/__admin/coverage?api=catalog", [("Accept", "application/xml")])
        #expect(
            text.replacing(/timestamp="[0-9]+"/, with: "timestamp=\"…\"") == #"""
                200 <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
                <coverage line-rate="0.5" branch-rate="0" lines-covered="1" lines-valid="2" \#
                branches-covered="0" branches-valid="0" complexity="0" version="1" timestamp="…">
                  <sources>
                    <source>.</source>
                  </sources>
                  <packages>
                    <package name="catalog" line-rate="0.5" branch-rate="0" complexity="0">
                      <classes>
                        <class name="catalog.getProducts" filename="catalog.getProducts" complexity="0" \#
                line-rate="0.5" branch-rate="0">
                          <methods>
                            <method name="catalog.products" signature="" complexity="0" line-rate="0" branch-rate="0">
                              <lines>
                                <line number="1" hits="0"/>
                              </lines>
                            </method>
                            <method name="catalog.request" signature="" complexity="0" line-rate="1" branch-rate="0">
                              <lines>
                                <line number="2" hits="1"/>
                              </lines>
                            </method>
                          </methods>
                          <lines>
                            <line number="1" hits="0"/>
                            <line number="2" hits="1"/>
                          </lines>
                        </class>
                      </classes>
                    </package>
                  </packages>
                </coverage>

                """#)
    }

    @Test func `names the type of each form`() {
        let types = ["*/*", "text/markdown", "text/xml", "image/png"].map { accept in
            admin.emulator.respond(
                to: Emulator.Request("GET", "/__admin/coverage", headers: [("Accept", accept)])
            ).header("Content-Type")
        }
        #expect(
            types == [
                "application/json; charset=utf-8", "text/markdown; charset=utf-8",
                "application/xml; charset=utf-8", "application/json; charset=utf-8",
            ])
    }
}

@Suite struct `The rules of an API` {
    @Test func `belong to operations, except for those of other answers`() {
        let roster = Roster.standard
        let named = roster.apis.flatMap { $0.contracts }.flatMap { $0.rules.map(\.id) }
        let others = roster.apis.flatMap { $0.rules }.map(\.id).filter { !named.contains($0) }
        #expect(
            others == [
                "store.route", "store.method", "store.failure", "catalog.route", "catalog.failure",
                "elements.route", "elements.method", "elements.failure", "avepoint.route",
                "avepoint.failure", "entra.route", "entra.failure",
            ])
    }

    @Test func `belong to each operation, and stand there once`() {
        for contract in Roster.standard.apis.flatMap({ $0.contracts }) {
            let ids = contract.rules.map(\.id)
            #expect(!ids.isEmpty, "\(contract.name)")
            #expect(ids.count == Set(ids).count, "\(contract.name)")
        }
    }
}

@Suite struct `An element of XML` {
    @Test func `escapes what would end its text, and replaces what no document may hold`() {
        let element = XMLElement(
            "a", ["b": "<\"&\n\u{1}\u{FFFF}é"], [XMLElement("c", [:], text: "]]> \u{0}😀")])
        #expect(
            element.document() == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a b="&lt;&quot;&amp;&#10;\u{FFFD}\u{FFFD}é">
                  <c>]]&gt; \u{FFFD}😀</c>
                </a>

                """)
    }
}
