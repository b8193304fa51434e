import HTTP
import HTTPTypes
import Testing

@Suite struct `A pattern of paths` {
    @Test(
        arguments: [
            ("/V1/Users/*", "/V1/Users/ann@contoso.com/Seats", true), ("/V1/*", "/V1", false),
            ("/v1/USERS/*/seats", "/V1/Users/ann/Seats", true), ("*", "/", true),
            ("/V1/*/Seats/*@contoso.com", "/V1/Inventory/A/1/Seats/ann@contoso.com", true),
            ("/V1/*/Seats/*@contoso.com", "/V1/Inventory/A/1/Seats/ann@fabrikam.com", false),
            ("/V1/Inventory", "/V1/Inventory/A", false), ("*a*a*", "/a", false),
            ("*a*a*", "/aa", true), ("/a*a", "/a", false), ("/", "/", true), ("/", "/V1", false),
        ])
    func `means every path that has what stands between its stars`(
        pattern: String, path: String, isMeant: Bool
    ) {
        #expect(PathGlob(pattern).matches(Target(path)) == isMeant)
    }

    private static let spellings = [
        "/V1/Users/bob@contoso.com/Seats", "/V1/Users/bob%40contoso.com/Seats",
        "/V1/Users/%62ob@contoso.com/Seats", "/V1/Users/bob@contoso.com/Seats/",
        "/v1/users/BOB@contoso.com/seats", "/%56%31/Users/bob%40contoso%2Ecom/Seats/",
    ]

    @Test(arguments: spellings, spellings)
    func `and what a path says may be spelt in many ways`(pattern: String, path: String) {
        let router = Router<String>([.get("/V1/Users/{username}/Seats", "list")])
        guard case .route = router.match(Request(.get, path)) else {
            Issue.record("no route for \(path)")
            return
        }
        #expect(PathGlob(pattern).matches(Target(path)))
        #expect(PathGlob(pattern).matches(Target(path + "?x=1")))
    }

    @Test(
        arguments: [
            ("/V1/a%2Fb", "/V1/a%2Fb", true), ("/V1/a%2Fb", "/V1/a/b", false),
            ("/V1/a/b", "/V1/a%2Fb", false), ("/V1/%2A", "/V1/*", true),
            ("/V1/%2A", "/V1/x", false), ("/V1/*", "/V1/\u{301}x", true),
            ("/V1/e*", "/V1/e\u{301}", true), ("/V1/%", "/V1/%", true),
        ])
    func `keeps apart what routes keep apart`(pattern: String, path: String, isMeant: Bool) {
        #expect(PathGlob(pattern).matches(Target(path)) == isMeant)
    }
}
