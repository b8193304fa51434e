import Emulation
import HTTP
import HTTPTypes
import SQLite
import StoreForBusinessAPI
import TestWorlds
import Testing

@Suite struct `The catalogue of titles` {
    @Test(.tags(.observed)) func `has those of the products that are asked for, in the language`()
        throws
    {
        #expect(
            try Catalogue().get(
                "/v7.0/products?bigIds=9PLAN,9none,9bare&market=DE&languages=de-de,neutral")
                    == """
                    200 catalog.products; observed
                    {"Products":[{"LocalizedProperties":[{"ProductTitle":"Planer","Language":"de-de"}],\
                    "ProductId":"9PLAN"},\
                    {"LocalizedProperties":[{"ProductTitle":"9BARE","Language":"de-de"}],"ProductId":"9BARE"}]}
                    """)
        #expect(
            try Catalogue().get("/v7.0/products?bigIds=9plan").contains(
                #""ProductTitle":"Planner","Language":"en-us""#))
        #expect(
            try Catalogue().get("/V7.0/Products?bigIds=9none")
                == "200 catalog.products; observed\n{\"Products\":[]}")
    }

    @Test(.tags(.chosen), arguments: ["", "?bigIds=", "?market=US"])
    func `wants to know of which`(query: String) throws {
        #expect(
            try Catalogue().get("/v7.0/products\(query)") == """
                400 catalog.request; chosen
                {"code":"InvalidParameter","data":{"parameterName":"bigIds","reason":"Missing parameter",\
                "details":"bigIds is missing."},"details":[],"message":"Invalid parameters","source":"MTS"}
                """)
    }

    @Test(.tags(.chosen)) func `has no other paths and methods`() throws {
        #expect(try Catalogue().call(.post, "/v7.0/products") == "405 catalog.route; chosen\n")
        #expect(try Catalogue().get("/v7.0/products/9PLAN") == "404 catalog.route; chosen\n")
    }

    @Test(.tags(.chosen)) func `cannot read its store and says so`() throws {
        let world = try World(StoreForBusiness.self, seed: "{}")
        try world.transaction(.write) { try $0.run("DROP TABLE store_inventory") }
        let answer = DisplayCatalog(in: world).answer(to: Request(.get, "/v7.0/products?bigIds=a"))
        #expect(answer.response.status == .internalServerError)
        #expect(answer.rule.header == "catalog.failure; chosen")
    }
}
