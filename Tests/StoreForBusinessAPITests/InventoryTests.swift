import HTTPTypes
import TestWorlds
import Testing

@Suite struct `Get inventory` {
    private func products(_ query: String, _ shop: Shop) -> [String] {
        shop.call(.get, "/V1/Inventory" + query).split(separator: #""productId":""#).dropFirst().map
        {
            String($0.prefix { $0 != "\"" })
        }
    }

    @Test(.tags(.documented)) func `each entry with its seats, in the order of the seed`() throws {
        #expect(
            try Shop().call(.get, "/V1/Inventory") == """
                200 store.inventory; documented
                {"inventoryEntries":[\
                {"productKey":{"productId":"9OPEN","skuId":"0016"},"seatCapacity":0,"availableSeats":0,\
                "lastModified":"2018-01-03T00:00:00.0000000+00:00","licenseType":"online",\
                "distributionPolicy":"open","status":"active"},\
                {"productKey":{"productId":"9SCARCE","skuId":"0016"},"seatCapacity":2,"availableSeats":1,\
                "lastModified":"2018-01-02T00:00:00.0000000+00:00","licenseType":"online",\
                "distributionPolicy":"restricted","status":"active"},\
                {"productKey":{"productId":"9OFFLINE","skuId":"0010"},"seatCapacity":0,"availableSeats":0,\
                "lastModified":"2018-01-01T00:00:00.0000000+00:00","licenseType":"offline",\
                "distributionPolicy":"open","status":"active"}]}
                """)
    }

    @Test(
        .tags(.documented, .observed),
        arguments: [
            ("?licenseTypes=online", ["9OPEN", "9SCARCE"]), ("?licenseTypes=OFFLINE", ["9OFFLINE"]),
            ("?licenseTypes=online&licenseTypes=offline", ["9OPEN", "9SCARCE", "9OFFLINE"]),
            ("?licenseTypes=", ["9OPEN", "9SCARCE", "9OFFLINE"]),
            ("?modifiedSince=2018-01-02T00%3a00%3a00.0000000%2b00%3a00", ["9OPEN", "9SCARCE"]),
            ("?modifiedSince=%222018-01-02T00%3A00%3A00Z%22", ["9OPEN", "9SCARCE"]),
            ("?modifiedSince=2018-01-02T02:00:00.0000000+02:00", ["9OPEN", "9SCARCE"]),
            ("?modifiedSince=2018-01-01T22:00:01-02:00", ["9OPEN"]),
            ("?modifiedSince=", ["9OPEN", "9SCARCE", "9OFFLINE"]),
            ("?IncludeRemoved=true", ["9OPEN", "9SCARCE", "9OFFLINE", "9GONE"]),
            ("?IncludeRemoved=false&includeSubscription=true", ["9OPEN", "9SCARCE", "9OFFLINE"]),
            ("??MaxResults=999&continuationToken=", ["9OPEN", "9SCARCE", "9OFFLINE"]),
        ])
    func `filters, in every spelling that clients use`(query: String, expected: [String]) throws {
        #expect(products(query, try Shop()) == expected)
    }

    @Test(.tags(.observed)) func `a token alone carries the filter and the size of the pages`()
        throws
    {
        let shop = try Shop()
        var found = products("?maxResults=1&IncludeRemoved=true&licenseTypes=online", shop)
        var pages = 1
        var answer = shop.call(
            .get, "/V1/Inventory?maxResults=1&IncludeRemoved=true&licenseTypes=online")
        while let token = answer.firstMatch(
            of: /^{"continuationToken":"([^"]+)"/.anchorsMatchLineEndings())
        {
            found += products("?continuationToken=\(token.1)", shop)
            answer = shop.call(.get, "/V1/Inventory?continuationToken=\(token.1)")
            pages += 1
        }
        #expect(found == ["9OPEN", "9SCARCE", "9GONE"])
        #expect(pages == 3)
    }

    @Test(
        .tags(.documented, .observed),
        arguments: [
            (
                "?maxResults=0", "store.inventory.max-results; inferred", "maxResults",
                "maxResults must be an integer from 1 to 2147483647, not '0'."
            ),
            (
                "?maxResults=x", "store.inventory.max-results; inferred", "maxResults",
                "maxResults must be an integer from 1 to 2147483647, not 'x'."
            ),
            (
                "?maxResults=2147483648", "store.inventory.max-results; inferred", "maxResults",
                "maxResults must be an integer from 1 to 2147483647, not '2147483648'."
            ),
            (
                "?licenseTypes=onlin", "store.inventory.filter; documented", "licenseTypes",
                "licenseTypes must be online or offline, not 'onlin'."
            ),
            (
                "?modifiedSince=yesterday", "store.inventory.filter; documented", "modifiedSince",
                "modifiedSince must be an ISO 8601 instant, not 'yesterday'."
            ),
            (
                "?continuationToken=x", "store.continuation-token; documented", "continuationToken",
                "continuationToken is not one that this operation issued for what is asked."
            ),
        ])
    func `a wrong parameter is a 400 naming it`(
        query: String, rule: String, name: String, details: String
    ) throws {
        let data =
            #""parameterName":"\#(name)","reason":"Invalid parameter","details":"\#(details)""#
        #expect(
            try Shop().call(.get, "/V1/Inventory" + query)
                == "400 \(rule)\n" + Shop.refusal("InvalidParameter", data, "Invalid parameters"))
    }
}
