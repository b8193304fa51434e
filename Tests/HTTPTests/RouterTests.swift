import HTTP
import HTTPTypes
import Testing

@Suite struct `A route table` {
    private let router = Router<String>([
        .get("/V1/Users/{username}/Seats", "list"),
        .post("/V1/Seats/{id}", "assign"),
        .delete("/V1/Seats/{id}", "reclaim"),
    ])

    private func outcome(
        _ method: HTTPRequest.Method, _ target: String, takingHead: Bool = false
    ) -> String {
        switch (takingHead ? router.takingHead() : router).match(Request(method, target)) {
        case .route(let route, _): route.action
        case .otherMethods(let allowed): "405 \(allowed)"
        case .none: "404"
        }
    }

    @Test func `literals match in upper and lower case alike`() {
        #expect(outcome(.get, "/v1/USERS/x/seats?y") == "list")
    }

    @Test func `HEAD matches where GET does, if the table takes it`() {
        #expect(outcome(.head, "/V1/Users/x/Seats", takingHead: true) == "list")
        #expect(outcome(.head, "/V1/Seats/x", takingHead: true) == "405 POST, DELETE")
        #expect(outcome(.head, "/V1/Users/x/Seats") == "405 GET")
        #expect(outcome(.head, "/V1/Seats/x") == "405 POST, DELETE")
    }

    @Test func `one trailing slash is passed over`() {
        #expect(outcome(.get, "/V1/Users/x/Seats/") == "list")
        #expect(outcome(.get, "/V1/Users/x/Seats//") == "404")
    }

    @Test func `an empty segment is no parameter`() {
        #expect(outcome(.get, "/V1/Users//Seats") == "404")
    }

    @Test func `a known path with another method tells which it takes`() {
        #expect(outcome(.put, "/V1/Users/x/Seats") == "405 GET")
        #expect(outcome(.put, "/V1/Users/x/Seats", takingHead: true) == "405 GET, HEAD")
    }

    @Test func `parameters come decoded`() throws {
        guard case .route(_, let parameters) = router.match(Request(.get, "/V1/Users/a%40b/Seats"))
        else { throw Missing() }
        #expect(parameters["username"] == "a@b")
    }

    private struct Missing: Error {}
}
