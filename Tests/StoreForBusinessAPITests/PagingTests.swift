import Emulation
import HTTP
import HTTPTypes
import SQLite
import StoreForBusinessAPI
import TestWorlds
import Testing

private let seatsOfAnn = "/V1/Users/ann@contoso.com/Seats"

@Suite struct `The pages of a user's seats` {
    @Test(.tags(.documented), arguments: [0, 1, 24, 25, 26, 50, 51, 99, 100, 101, 200, 260])
    func `each seat stands on one page, whatever the size of the pages`(count: Int) throws {
        let store = try Store(count == 0 ? "" : Store.seats(count))
        let expected = store.world.products(of: "ann@contoso.com")
        #expect(expected.count == count)
        for size in [1, 7, 25, 100] where size > 1 || count < 60 {
            var products: [String] = []
            var pages = 0
            var query = "?maxResults=\(size)"
            while true {
                let page = store.page(seatsOfAnn + query)
                products += page.products
                pages += 1
                guard let next = page.next else { break }
                #expect(page.products.count == size)
                query = "?maxResults=\(size)&continuationToken=\(next)"
            }
            #expect(products == expected)
            #expect(pages == max(1, (count + size - 1) / size))
        }
    }

    @Test(.tags(.inferred)) func `a page is one walk along the key, wherever it starts`() throws {
        let plan = try Store().world.transaction(.read) { store in
            var steps: [String] = []
            try store.rows(
                """
                EXPLAIN QUERY PLAN SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = 1 AND state = 'active'
                    AND (date_assigned, product_id, sku_id) > ('a', 'b', 'c')
                ORDER BY date_assigned, product_id, sku_id
                """
            ) {
                steps.append($0.text(3))
                return true
            }
            return steps
        }
        #expect(
            plan == [
                "SEARCH store_seats USING PRIMARY KEY (user_id=? AND state=? AND "
                    + "(date_assigned,product_id,sku_id)>(?,?,?))"
            ])
    }

    @Test(.tags(.documented)) func `25 seats unless maxResults says otherwise`() throws {
        let store = try Store(Store.seats(101))
        #expect(store.page(seatsOfAnn).products.count == 25)
        #expect(store.page(seatsOfAnn + "?maxResults=100").products.count == 100)
        #expect(store.page(seatsOfAnn + "?maxResults=1").products.count == 1)
    }

    @Test(.tags(.observed)) func `a token alone keeps the size of the pages before`() throws {
        let store = try Store(Store.seats(20))
        let first = store.page(seatsOfAnn + "?maxResults=7")
        let second = store.page(seatsOfAnn + "?continuationToken=\(first.next ?? "")")
        #expect(second.products.count == 7)
        let third = store.page(
            seatsOfAnn + "?maxResults=3&continuationToken=\(second.next ?? "")")
        #expect(third.products.count == 3)
        #expect(Set(first.products + second.products + third.products).count == 17)
    }

    @Test(.tags(.observed)) func `a double question mark still pages`() throws {
        let store = try Store(Store.seats(10))
        let first = store.page(seatsOfAnn + "??maxResults=4")
        #expect(first.products.count == 4)
        let second = store.page(
            seatsOfAnn + "??continuationToken=\(first.next ?? "")&maxResults=4")
        #expect(second.products.first == "P0005")
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "0", "-1", "101", "2147483647", "2147483648", "-2147483649", "1.5", "1e1", "ten",
            "%205", "0x10", "5%00", "%00", "%E2%80%8B", "%20%CC%81",
        ])
    func `maxResults out of its bounds is a 400 naming it`(text: String) throws {
        let answer = try Store().answer(.get, "\(seatsOfAnn)?maxResults=\(text)")
        #expect(answer.rule.header == "store.seats-of-user.max-results; inferred")
        let given = Target("/?x=\(text)").parameter("x") ?? ""
        let printed = given.replacing("\0", with: #"\u0000"#)
        #expect(
            answer.response.text == """
                HTTP/1.1 400 Bad Request
                content-type: application/json; charset=utf-8

                {"code":"InvalidParameter","data":{"parameterName":"maxResults",\
                "reason":"Invalid parameter",\
                "details":"maxResults must be an integer from 1 to 100, not '\(printed)'."},\
                "details":[],"message":"Invalid parameters","source":"MTS"}
                """)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "continuationToken=&maxResults=", "maxResults", "maxResults=%20",
            "maxResults=+%09%0D%0A",
            "maxResults=%C2%A0", "maxResults=%E3%80%80&continuationToken=%20", "?maxResults=",
            "continuationToken=+&MAXRESULTS=+",
        ])
    func `a blank parameter is an absent one`(query: String) throws {
        let store = try Store(Store.seats(30))
        let answer = store.answer(.get, "\(seatsOfAnn)?\(query)")
        #expect(answer.rule.header == "store.seats-of-user; documented")
        #expect(answer.response.text == store.get(seatsOfAnn))
        #expect(answer.page?.items.count == 25)
        let product = "/V1/Inventory/P0001/1/Seats"
        #expect(store.get("\(product)?\(query)") == store.get(product))
    }

    @Test(.tags(.chosen)) func `with a quirk a maxResults too large gives the largest page`() throws
    {
        let store = try Store(Store.seats(101), quirks: ["store.maxResults=clamp"])
        #expect(store.page(seatsOfAnn + "?maxResults=999").products.count == 100)
        #expect(
            store.answer(.get, seatsOfAnn + "?maxResults=999").rule.header
                == "store.seats-of-user.max-results.clamped; chosen")
        #expect(store.get(seatsOfAnn + "?maxResults=0").hasPrefix("HTTP/1.1 400 "))
        #expect(store.get(seatsOfAnn + "?maxResults=2147483648").hasPrefix("HTTP/1.1 400 "))
    }

    @Test(.tags(.inferred))
    func `seats that come and go between two pages neither repeat nor hide others`()
        throws
    {
        let store = try Store(Store.seats(40))
        let all = store.world.products(of: "ann@contoso.com")
        var page = store.page(seatsOfAnn + "?maxResults=10")
        var served = page.products
        // The last one served, one served before, one to come; and two new ones, early and late.
        let gone = [all[9], all[3], all[15]]
        try store.world.reclaim(gone)
        try store.world.assign("EARLY", at: "2016-01-01T00:00:00.0000000+00:00")
        try store.world.assign("LATE", at: "2019-01-01T00:00:00.0000000+00:00")
        while let next = page.next {
            page = store.page(seatsOfAnn + "?continuationToken=\(next)")
            served += page.products
        }
        #expect(Set(served).count == served.count)
        #expect(served == all[..<10] + all[10...].filter { $0 != all[15] } + ["LATE"])
    }
}

@Suite struct `A token of a page` {
    private let store: Store
    private let token: String

    init() throws {
        store = try Store(Store.seats(30))
        token = store.page(seatsOfAnn).next ?? ""
    }

    private static let refusal = """
        HTTP/1.1 400 Bad Request
        content-type: application/json; charset=utf-8

        {"code":"InvalidParameter","data":{"parameterName":"continuationToken",\
        "reason":"Invalid parameter",\
        "details":"continuationToken is not one that this operation issued for what is asked."},\
        "details":[],"message":"Invalid parameters","source":"MTS"}
        """

    @Test(.tags(.observed)) func `is the user's in upper and lower case alike`() {
        let answer = store.page("/V1/Users/ANN@contoso.COM/Seats?continuationToken=\(token)")
        #expect(answer.products.count == 5)
    }

    @Test(.tags(.documented)) func `is a 400 for another user`() {
        let answer = store.answer(
            .get, "/V1/Users/bob@contoso.com/Seats?continuationToken=\(token)")
        #expect(answer.rule.header == "store.continuation-token; documented")
        #expect(answer.response.text == Self.refusal)
    }

    @Test(.tags(.documented)) func `is a 400 when any character is changed, cut or added`() {
        let characters = Array(token)
        var changed: [String] = [
            "x", "AAAA", token + "A", "%20\(token)", token + "=", token + "%00",
        ]
        for index in characters.indices {
            var other = characters
            other[index] = other[index] == "A" ? "B" : "A"
            changed.append(String(other))
            changed.append(String(characters[..<index] + characters[(index + 1)...]))
        }
        for token in changed {
            #expect(store.get("\(seatsOfAnn)?continuationToken=\(token)") == Self.refusal)
        }
    }

    @Test(.tags(.inferred)) func `is a 400 at a server with another key`() throws {
        let key = [UInt8](repeating: 9, count: 32)
        let content = ContinuationTokens(key: [UInt8](repeating: 7, count: 32)).open(token) ?? []
        let forged = ContinuationTokens(key: key).seal(content)
        #expect(store.get("\(seatsOfAnn)?continuationToken=\(forged)") == Self.refusal)
    }

    @Test(.tags(.inferred)) func `is a 400 when it was issued by another operation`() {
        let tokens = ContinuationTokens(key: [UInt8](repeating: 7, count: 32))
        var content = tokens.open(token) ?? []
        content[1] = UInt8(ascii: "I")
        #expect(
            store.get("\(seatsOfAnn)?continuationToken=\(tokens.seal(content))") == Self.refusal)
        #expect(store.get("\(seatsOfAnn)?continuationToken=\(tokens.seal([1]))") == Self.refusal)
    }
}

extension World {
    /// The products of the user's active seats in the documented order, by a query of the test's own.
    fileprivate func products(of name: String) -> [String] {
        let found = try? transaction(.read) { store in
            var products: [String] = []
            try store.rows(
                """
                SELECT product_id FROM store_seats JOIN store_users ON id = user_id
                WHERE folded_name = ? AND state = 'active' ORDER BY date_assigned, product_id, sku_id
                """, .text(name)
            ) {
                products.append($0.text(0))
                return true
            }
            return products
        }
        return found ?? []
    }

    fileprivate func reclaim(_ products: [String]) throws {
        try transaction(.write) { store in
            for product in products {
                try store.run(
                    "UPDATE store_seats SET state = 'revoked' WHERE product_id = ?", .text(product))
            }
        }
    }

    fileprivate func assign(_ product: String, at date: String) throws {
        try transaction(.write) { store in
            try store.run(
                "INSERT INTO store_seats (user_id, date_assigned, product_id, sku_id) "
                    + "SELECT id, ?, ?, '1' FROM store_users WHERE folded_name = 'ann@contoso.com'",
                .text(date), .text(product))
        }
    }
}
