import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

@Suite struct `The identifiers of an answer` {
    private static let vector = HTTPField.Name("MS-CV")!
    private static let names = ["MS-CorrelationId", "MS-RequestId", "MS-CV"]

    private static func identifiers(_ response: Response) -> [String?] {
        names.map { HTTPField.Name($0).flatMap { response.headerFields[$0] } }
    }

    @Test(.tags(.inferred)) func `are two GUIDs and a vector, the same after every start`() throws {
        let expected = """
            HTTP/1.1 200 OK
            content-type: application/json; charset=utf-8
            ms-correlationid: e220a839-7b1d-4daf-ae78-9e6aa1b965f4
            ms-requestid: 06c45d18-8009-454f-b88b-b8a8724c81ec
            ms-cv: bSHqRpWi5sqLqf0x.0

            {"seats":[]}
            """
        for _ in 1...2 {
            let answer = try Store().whole(.get, "/V1/Users/bob@contoso.com/Seats")
            #expect(answer.response.text == expected)
        }
    }

    @Test(
        .tags(.inferred),
        arguments: [
            (HTTPRequest.Method.get, "/V1/Users/ann/Seats", 400),
            (.get, "/V1/Users/a@b/Seats", 404),
            (.get, "/V1", 404), (.head, "/V1/Inventory", 405), (.get, "/V1/Inventory", 200),
            (.get, "/V1/public/catalog/Retail/Products/9X/applockerdata", 404),
        ])
    func `stand on every answer, and are others in each`(
        method: HTTPRequest.Method, target: String, status: Int
    ) throws {
        let store = try Store()
        let answers = (1...3).map { _ in store.whole(method, target).response }
        #expect(answers.allSatisfy { $0.status.code == status })
        let identifiers = answers.flatMap(Self.identifiers)
        #expect(!identifiers.contains(nil))
        #expect(Set(identifiers).count == 9)
    }

    @Test(.tags(.inferred), arguments: [501, 503, 429, 401])
    func `stand on what a fault asks for`(status: Int) throws {
        let api = StoreForBusiness(in: try Store().world)
        let request = Request(.get, "/V1/Inventory", headerFields: [Self.vector: "x.1"])
        let response = api.identifiedFailure(HTTPResponse.Status(code: status), to: request)
        #expect(response.headerFields[Self.vector] == "x.1.0")
        #expect(!Self.identifiers(response).contains(nil))
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "tul4NUsfs9Cl7mOf.1", "KZY+dsX2jEaZesgCPjJ2Ng.1.12", "x",
            String(repeating: "a", count: 125),
        ])
    func `extend the vector of the request`(vector: String) throws {
        let answer = try Store().whole(.get, "/V1/Inventory", [Self.vector: vector])
        #expect(answer.response.headerFields[Self.vector] == vector + ".0")
    }

    @Test(
        .tags(.chosen),
        arguments: [
            "", "a b", "a,b", "a\tb", "größe", "a.0.", ".0", "a..0", ".",
            String(repeating: "a", count: 126),
        ])
    func `have a new vector for one that cannot be extended`(vector: String) throws {
        let answer = try Store().whole(.get, "/V1/Inventory", [Self.vector: vector])
        let new = try #require(answer.response.headerFields[Self.vector])
        #expect(new.wholeMatch(of: /[A-Za-z0-9+\/]{16}\.0/) != nil, "\(new)")
    }
}
