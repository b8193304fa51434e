import Seatfiller
import Testing

@Suite struct `A mistake in a JSON seed` {
    @Test func `every one of them is found, where it stands, with what to do`() {
        let seed = """
            {
              "storeForBusines": [],
              "storeForBusiness": [ {
                "tenantId": "t", "nmae": "x",
                "users": [ { "userNmae": "ann@contoso.com" }, { "userName": "ann" }, 7,
                           { "userName": "bob@contoso.com" }, { "userName": "BOB@contoso.com" } ],
                "inventory": [ { "productKey": { "productId": "P", "skuId": "1" }, "seatCapacity": -1,
                                 "licenseType": "onlin", "lastModified": "yesterday" },
                               { "productKey": { "productId": "P", "skuId": "1" } },
                               { "productKey": { "productId": "Q" }, "status": "gone" } ],
                "seats": [ { "assignedTo": "eve@contoso.com", "productKey": { "productId": "P", "skuId": "1" } },
                           { "assignedTo": "bob@contoso.com", "productKey": { "productId": "R", "skuId": "1" } },
                           { "assignedTo": "bob@contoso.com", "productKey": { "productId": "P", "skuId": "1" } },
                           { "assignedTo": "bob@contoso.com", "productKey": { "productId": "P", "skuId": "1" } } ] },
                { "name": "no tenant" }, { "tenantId": "T" } ],
              "elements": { "customers": [
                { "id": "x", "managementMode": 3, "tenants": [ { "type": 4, "availableUserSeat": 1.5 } ] },
                { "id": "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11", "tenants": [ { "id": "a" }, { "id": "a" } ] },
                { "id": "6F0C2F6E-5B1D-4B7F-9A51-0D1F8A2F7C11" } ] },
              "applications": [ { "clientId": "a", "customers": 7 }, { "clientId": "A" } ],
              "implicit": 1,
              "elements": {}
            }
            """
        #expect(
            mistakes(.json(seed)) == """
                seed:2:3: unknown member "storeForBusines" in a seed; did you mean "storeForBusiness"?
                seed:4:22: unknown member "nmae" in an organization; did you mean "name"?
                seed:5:18: unknown member "userNmae" in a user; did you mean "userName"?
                seed:5:16: a user has no "userName"; add it
                seed:5:65: userName "ann" is not a user principal name; write user@domain
                seed:5:74: a user must be an object, not a number
                seed:6:51: the user BOB@contoso.com is declared twice
                seed:7:88: seatCapacity must be an integer, 0 or more
                seed:8:37: licenseType cannot be "onlin"; did you mean "online"?
                seed:8:62: lastModified "yesterday" is not an instant; write it 2017-08-01T13:31:32.146Z
                seed:9:20: the product P/1 is declared twice
                seed:10:36: a productKey has no "skuId"; add it
                seed:10:68: status cannot be "gone"; expected active, removed
                seed:11:16: the seat's user eve@contoso.com is not among the organization's users; \
                declare it, or set "implicit": true
                seed:12:16: the seat's product R/1 is not in the organization's inventory; \
                declare it, or set "implicit": true
                seed:14:16: the seat of bob@contoso.com on P/1 is declared twice
                seed:15:5: an organization has no "tenantId"; add it
                seed:15:44: the tenant T is declared twice
                seed:17:13: id "x" is not a GUID; write it 6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11
                seed:17:36: managementMode must be an integer, from 0 to 2
                seed:17:62: type must be an integer, from 0 to 3
                seed:17:86: availableUserSeat must be an integer, 0 or more
                seed:17:52: a tenant has no "id"; add it
                seed:18:81: the tenant a of this type is declared twice
                seed:19:5: the customer 6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11 is declared twice
                seed:20:53: customers must be "all" or a list of ids, not a number
                seed:20:58: the application A is declared twice
                seed:21:15: implicit must be a Boolean, not a number
                seed:22:3: member "elements" is given twice in a seed
                """)
    }

    @Test(arguments: [
        ("{", "seed:1:2: the text ends too early"),
        ("[]", "seed:1:1: a seed must be an object, not an array"),
        ("{} {}", "seed:1:4: expected the end of the text, found '{'"),
        (
            "{\n  \"elements\": {\n    \"customers\": [ x ]\n",
            "seed:3:20: expected a value, found 'x'"
        ),
        (
            "{\"storeForBusiness\": {}}",
            "seed:1:22: storeForBusiness must be an array, not an object"
        ),
        ("{\"implicit\": 1}", "seed:1:14: implicit must be a Boolean, not a number"),
        ("{\"elements\": {\"customers\": [{\"id\": \"\"}]}}", "seed:1:36: id is empty"),
    ])
    func `also where the text breaks off`(seed: String, expected: String) {
        #expect(mistakes(.json(seed)) == expected)
    }

    @Test func `changes nothing, also not what was right before it`() throws {
        let right = Seatfiller.Seed.json(#"{"storeForBusiness":[{"tenantId":"t"}]}"#)
        #expect(mistakes(right, .json(#"{"x":1}"#)).hasPrefix("seed:1:2: unknown member \"x\""))
    }

    @Test func `comments, last commas and any order of members are none`() {
        #expect(
            mistakes(
                .json(
                    """
                    { // an organization
                      "storeForBusiness": [ {
                        "seats": [ { "assignedTo": "a@b", "productKey": { "skuId": "1", "productId": "P" } }, ],
                        "inventory": [ { "productKey": { "productId": "P", "skuId": "1" } } ],
                        "users": [ { "userName": "a@b" } ], /* the tenant last */
                        "tenantId": "t",
                      } ],
                    }
                    """)) == "")
    }

    @Test func `more seats assigned than available are none`() {
        #expect(
            mistakes(
                .json(
                    """
                    {"elements":{"customers":[{"id":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11","tenants":[
                      {"id":"a","availableUserSeat":0,"assignedUserSeat":148}]}]}}
                    """)) == "")
    }

    @Test func `a product that a seat declares is as old as the seat`() throws {
        let emulator = try Emulator(
            seed: .json(
                """
                {"implicit":true,"storeForBusiness":[{"tenantId":"t","seats":[
                  {"assignedTo":"a@b","productKey":{"productId":"P","skuId":"1"},"dateAssigned":"2018-01-01"},
                  {"assignedTo":"c@d","productKey":{"productId":"P","skuId":"1"},"dateAssigned":"2019-01-01"}]}]}
                """))
        #expect(
            emulator.respond(to: .get("/V1/Inventory")).body == """
                {"inventoryEntries":[{"productKey":{"productId":"P","skuId":"1"},"seatCapacity":0,\
                "availableSeats":0,"lastModified":"2018-01-01T00:00:00.0000000+00:00",\
                "licenseType":"online","distributionPolicy":"open","status":"active"}]}
                """)
    }

    @Test func `a second file may add to an organization and to a customer`() throws {
        let first = Seatfiller.Seed.json(
            """
            {"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b"}]}],
             "elements":{"customers":[{"id":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"}]}}
            """)
        let second = Seatfiller.Seed.json(
            """
            {"implicit":true,
             "storeForBusiness":[{"tenantId":"T","seats":[
               {"assignedTo":"A@B","productKey":{"productId":"P","skuId":"1"},"dateAssigned":"2018-01-01"}]}],
             "elements":{"customers":[{"id":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11","tenants":[{"id":"x"}]}]}}
            """)
        let emulator = try Emulator(seed: first, second)
        #expect(
            emulator.respond(to: .get("/V1/Users/a@b/Seats")).body == """
                {"seats":[{"assignedTo":"a@b","dateAssigned":"2018-01-01T00:00:00.0000000+00:00",\
                "state":"active","productKey":{"productId":"P","skuId":"1"}}]}
                """)
    }
}

@Suite struct `A mistake in a product, a customer's records or an application` {
    @Test func `is found where it stands, however deep`() {
        let seed = """
            { "storeForBusiness": [ { "tenantId": "t", "inventory": [
                { "productKey": { "productId": "P", "skuId": "1" }, "product": {
                    "productType": "app", "supportedLanguages": [7],
                    "localizedDetails": [ { "displayName": "x", "images": [ { "height": 300 } ] } ],
                    "packages": { "productPackages": [ { "packageId": "p", "packageRank": 9999999999,
                        "version": { "major": -1 }, "locaton": {} } ] } } },
                { "productKey": { "productId": "Q", "skuId": "1" }, "product": [] } ] } ],
              "elements": {
                "pools": [ { "resource": "Office365Backups", "userSeat": -1, "subscriptionSourceType": 3 } ],
                "onboarding": [ { "registrationAccount": "a@b", "status": 1 } ],
                "customers": [ { "id": "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11",
                  "services": [ { "product": 3 }, { "product": 40, "expirationDate": "soon" } ],
                  "tenants": [ { "id": "x", "type": 1, "protectedUsers": [ { "id": "u", "email": "e" } ] } ] } ] },
              "applications": [ { "clientId": "a", "permissions": ["elements.licence.read.all"],
                                  "certificates": ["-----BEGIN CERTIFICATE-----", 7] } ] }
            """
        #expect(
            mistakes(.json(seed)) == """
                seed:3:24: productType cannot be "app"; expected application
                seed:3:54: an element of supportedLanguages must be a string, not a number
                seed:4:77: height must be a string, not a number
                seed:4:65: an image has no "location"; add it
                seed:4:31: localized details has no "language"; add it
                seed:5:79: packageRank must be an integer, from -2147483648 to 2147483647
                seed:6:35: major must be an integer, from 0 to 2147483647
                seed:6:41: unknown member "locaton" in a package; did you mean "location"?
                seed:7:68: a product must be an object, not an array
                seed:9:30: resource cannot be "Office365Backups"; did you mean "Office365Backup"?
                seed:9:62: userSeat must be an integer, 0 or more
                seed:9:92: subscriptionSourceType cannot be 3; expected 1, 2, 6
                seed:10:63: status must be an integer, from 2 to 7
                seed:12:34: product cannot be 3; expected 1, 4, 32, 40, 41, 42, 49, 60, 65, 257, 274, 2048, \
                4096, 8192, 65536, 131072, 4194304, 8388608, 16777216, 33554432, 67108864, 134217728, 1073741824
                seed:12:74: expirationDate "soon" is not an instant; write it 2017-08-01T13:31:32.146Z
                seed:13:20: only a Microsoft 365 tenant, type 0, has protectedUsers
                seed:14:56: an element of permissions cannot be "elements.licence.read.all"; did you mean \
                "elements.license.read.all"?
                seed:15:40: an element of certificates is neither an RSA certificate nor a public key; write the PEM \
                text in one string, its lines separated by \\n
                seed:15:71: an element of certificates must be a string, not a number
                """)
    }
}

@Suite struct `A domain in a seed` {
    @Test func `is one organization's, and written as a host is`() {
        let seed = """
            { "storeForBusiness": [
              { "tenantId": "a", "users": [ { "userName": "u@same.example", "password": "" } ],
                "domains": ["a.example", "A.example", "same.example", "a b", "", 7] },
              { "tenantId": "b", "users": [ { "userName": "u@same.example", "password": 7 } ],
                "domains": ["a.example"] } ] }
            """
        #expect(
            mistakes(.json(seed)) == """
                seed:2:77: password is empty
                seed:3:30: the domain A.example is declared twice
                seed:3:59: a domain "a b" is no name of a host; write contoso.onmicrosoft.com
                seed:3:66: a domain is empty
                seed:3:70: a domain must be a string, not a number
                seed:4:77: password must be a string, not a number
                seed:5:17: the domain a.example is declared twice
                """)
    }

    private static let seed = """
        { "storeForBusiness": [
          { "tenantId": "one", "users": [ { "userName": "u@shared.example", "password": "p" } ] },
          { "tenantId": "two", "domains": ["Two.example", "shared.org"],
            "users": [ { "userName": "v@shared.example" }, { "userName": "w@SHARED.org" } ] } ] }
        """

    /// Whose tenant each domain names.
    private func tenants(_ admin: Admin) -> [String] {
        ["two.example", "SHARED.org", "shared.example", "none.example"].map { domain in
            let document = admin.get("/\(domain)/.well-known/openid-configuration")
            return document.firstMatch(of: /sts.windows.net\/([^\/]+)\//).map { String($0.1) } ?? ""
        }
    }

    @Test func `comes back from an export, and with it whose users have it`() throws {
        let admin = try Admin(.json(Self.seed), auth: .enforced)
        #expect(tenants(admin) == ["two", "two", "one", ""])
        let export = String(admin.get("/__admin/export").dropFirst("200 ".count))
        #expect(export.contains(#""domains":["shared.org","Two.example"],"users":"#))
        #expect(export.contains(#"{"userName":"u@shared.example","password":"p"}"#))
        let other = try Admin(.json(export), auth: .enforced)
        #expect(tenants(other) == ["two", "two", "one", ""])
        #expect(other.get("/__admin/export") == "200 " + export)
    }

    @Test func `follows what SQL does to users`() throws {
        let admin = try Admin(.json(Self.seed), auth: .enforced)
        func run(_ sql: String) -> String {
            admin.call("POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
        }
        #expect(
            run("UPDATE store_users SET user_name = 'u@none.example' WHERE id = 1").hasPrefix(
                "200 "))
        #expect(tenants(admin) == ["two", "two", "two", "one"])
        #expect(
            run("INSERT INTO store_domains (domain, organization_id) VALUES ('shared.example', 1)")
                .hasPrefix("200 "))
        #expect(tenants(admin) == ["two", "two", "one", "one"])
        for (sql, mistake) in [
            (
                "INSERT INTO store_domains (domain, organization_id) VALUES ('shared.example', 2)",
                "UNIQUE constraint failed: "
            ),
            (
                "INSERT INTO store_domains (domain, organization_id) VALUES ('a b', 2)",
                "CHECK constraint failed: domain is letters, digits, hyphens and dots"
            ),
            (
                "UPDATE store_users SET password = ''",
                "CHECK constraint failed: password is not empty"
            ),
        ] {
            let answer = run(sql)
            #expect(answer.hasPrefix("422 ") && answer.contains(mistake), "\(answer)")
        }
    }
}

@Suite struct `A mistake in an SQL seed` {
    private static let organization = """
        INSERT INTO store_organizations (id, tenant_id) VALUES (1, 't');
        INSERT INTO store_users (id, organization_id, user_name) VALUES (1, 1, 'Ä@b');

        """

    @Test(arguments: [
        ("INSERT INTO store_seat VALUES (1);", "seed:3:1: no such table: store_seat"),
        (
            "INSERT INTO store_users (id) VALUES (2);",
            "seed:3:1: NOT NULL constraint failed: store_users.organization_id"
        ),
        (
            "\n  -- a user\n  INSERT INTO store_users (organization_id, user_name) VALUES (1, 'x');",
            "seed:5:3: CHECK constraint failed: user_name is written user@domain"
        ),
        (
            "INSERT INTO store_seats (user_id, product_id, sku_id) VALUES (9, 'P', '1');",
            "seed:3:1: the seat's user_id is not in store_users"
        ),
        (
            "INSERT INTO store_seats (user_id, product_id, sku_id) VALUES (1, 'P', '1');",
            "seed:3:1: the seat's product is not in the inventory of its user's organization"
        ),
        (
            """
            INSERT INTO store_inventory (organization_id, product_id, sku_id) VALUES (1, 'P', '1');
            INSERT INTO store_seats (user_id, product_id, sku_id, date_assigned)
            VALUES (1, 'P', '1', '2018-01-01');
            """,
            "seed:4:1: CHECK constraint failed: date_assigned is written "
                + "2017-08-01T13:31:32.1460000+00:00"
        ),
        (
            "INSERT INTO store_users (organization_id, user_name) VALUES (1, 'ä@B');",
            "seed:1:1: the user ä@B is declared twice"
        ),
        (
            "INSERT INTO elements_tenants (customer_id, id) VALUES ('x', 'y');",
            "seed:3:1: the tenant's customer_id is not in elements_customers"
        ),
        (
            """
            INSERT INTO store_inventory (organization_id, product_id, sku_id, product)
            VALUES (1, 'P', '1', '{"category":7,"x":1}');
            """,
            """
            seed:1:1: the product of P/1: category must be a string, not a number
            seed:1:1: the product of P/1: unknown member "x" in a product
            """
        ),
        (
            """
            INSERT INTO elements_customers (id) VALUES ('\(anyGUID)');
            INSERT INTO elements_jobs (customer_id, content)
            VALUES ('\(anyGUID)', '{"jobType":1}'), ('\(anyGUID)', '{');
            """,
            """
            seed:1:1: row 1 of elements_jobs: jobType cannot be 1
            seed:1:1: row 2 of elements_jobs: a job is not JSON: the text ends too early
            """
        ),
        (
            """
            INSERT INTO elements_customers (id) VALUES ('\(anyGUID)');
            INSERT INTO elements_protected_users (customer_id, tenant_id, content) VALUES ('\(anyGUID)', 't', '{}');
            """,
            "seed:4:1: the user's tenant_id is no Microsoft 365 tenant of the customer"
        ),
        (
            "SELECT name FROM sqlite_schema;",
            "seed:3:1: a seed may not touch the table sqlite_master"
        ),
        (
            "ATTACH 'other.db' AS other;",
            "seed:3:1: a seed may only SELECT, INSERT, UPDATE and DELETE"
        ),
    ])
    func `is found where it stands`(sql: String, expected: String) {
        #expect(mistakes(.sql(Self.organization + sql)) == expected)
    }

    @Test func `what a product and a job leave out is completed`() throws {
        let emulator = try Emulator(
            seed: .sql(
                Self.organization + """
                    INSERT INTO store_inventory (organization_id, product_id, sku_id, product)
                    VALUES (1, 'P', '1', '{"category":"Games"}');
                    INSERT INTO elements_customers (id) VALUES ('\(anyGUID)');
                    INSERT INTO elements_services (customer_id, content) VALUES ('\(anyGUID)', '{"product":60}');
                    """))
        #expect(
            emulator.respond(to: .get("/V1/Products/P/1")).body.contains(
                #""publisherId":"","category":"Games","alternateIds":[]"#))
        let services = emulator.respond(
            to: .post("/partner/external/v3/general/customers/services/batch"))
        #expect(
            services.body.contains(#""products":[{"service":"MyHub","subscriptionModel":"N/A","#))
    }

    @Test func `what it leaves out is completed`() throws {
        let emulator = try Emulator(
            seed: .sql(
                Self.organization + """
                    INSERT INTO store_inventory (organization_id, product_id, sku_id)
                    VALUES (1, 'P', '1');
                    INSERT INTO store_seats (user_id, product_id, sku_id) VALUES (1, 'P', '1');
                    """))
        let body = emulator.respond(to: .get("/V1/Users/%C3%A4@B/Seats")).body
        #expect(body.hasPrefix(#"{"seats":[{"assignedTo":"Ä@b","dateAssigned":"20"#))
        #expect(
            body.hasSuffix(
                #"+00:00","state":"active","productKey":{"productId":"P","skuId":"1"}}]}"#))
    }
}
