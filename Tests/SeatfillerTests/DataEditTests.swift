import Seatfiller
import Testing

@Suite struct `A row of a world's data` {
    private let admin: Admin

    init() throws {
        admin = try Admin()
    }

    private static let contoso = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
    private static let seats = "/__admin/data/seats?productId=CFQ7TTC0K5DR&skuId=0002"
    private static let tenants =
        "/__admin/data/tenants?customerId=6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"

    /// An answer whose dates are left out.
    private func call(_ method: String, _ target: String, _ body: String = "") -> String {
        admin.call(method, target, body).replacing(
            /"dateAssigned":"[^"]+"/, with: #""dateAssigned":"…""#)
    }

    @Test func `is a seat that is assigned and reclaimed, which the API shows`() {
        #expect(
            call("PUT", Self.seats + "&assignedTo=BOB@contoso.com")
                == #"200 {"assignedTo":"bob@contoso.com","tenantId":"\#(Self.contoso)","#
                + #""productId":"CFQ7TTC0K5DR","skuId":"0002","state":"active","#
                + #""dateAssigned":"…"}"#)
        #expect(admin.bob() == Admin.two)
        #expect(
            call("DELETE", Self.seats + "&assignedTo=bob@contoso.com&tenantId=contoso.com")
                .contains(#""state":"revoked""#))
        #expect(admin.bob() == Admin.one)
    }

    @Test func `is a user who is added, leaves the directory, and returns`() {
        let name = "/__admin/data/users?userName=Eve@contoso.com"
        let id = "0d6f2a3c-5b1e-4f7a-8c9d-000000000001"
        #expect(admin.get("/V1/Users/eve@contoso.com/Seats").hasPrefix("404 "))
        #expect(
            call("PUT", name)
                == #"200 {"userName":"Eve@contoso.com","tenantId":"\#(Self.contoso)","#
                + #""objectId":null,"isDeleted":false}"#)
        #expect(admin.get("/V1/Users/eve@contoso.com/Seats") == #"200 {"seats":[]}"#)
        #expect(
            call("PUT", name, #"{"objectId":"\#(id)"}"#).contains(#""objectId":"\#(id)""#))
        #expect(call("DELETE", name).contains(#""objectId":"\#(id)","isDeleted":true}"#))
        #expect(admin.get("/V1/Users/eve@contoso.com/Seats").hasPrefix("404 "))
        #expect(call("PUT", name).contains(#""objectId":"\#(id)","isDeleted":false}"#))
        #expect(admin.get("/V1/Users/eve@contoso.com/Seats") == #"200 {"seats":[]}"#)
    }

    @Test func `of a domain that nobody has yet belongs to the first organization`() {
        #expect(
            call("PUT", "/__admin/data/users?userName=new@fabrikam.example")
                .contains(Self.contoso))
        #expect(
            call("PUT", "/__admin/data/users?userName=newer@fabrikam.example")
                .hasPrefix("200 "))
        #expect(admin.get("/V1/Users/newer@fabrikam.example/Seats").hasPrefix("200 "))
        _ = admin.call("PUT", "/__admin/seed", "{}")
        #expect(
            call("PUT", "/__admin/data/users?userName=new@fabrikam.example")
                .contains("There is no organization to which the user could belong."))
    }

    @Test func `is an entry whose seats run out`() {
        let key = "productId=9NBLGGH4R2R6&skuId=0016"
        let full = call("PATCH", "/__admin/data/inventory?" + key, #"{"seatCapacity":0}"#)
        #expect(full.contains(#""seatCapacity":0,"availableSeats":0,"#))
        #expect(
            admin.call("POST", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/carol@contoso.com")
                .contains("No seats available"))
        #expect(
            call("PUT", "/__admin/data/seats?assignedTo=carol@contoso.com&" + key)
                .contains(#""detail":"The Store refuses this: No seats available.","#))
    }

    @Test func `is a tenant with other numbers, which the API shows`() {
        let tenant = Self.tenants + "&id=5e2a9a44-7c0d-4a52-9a70-3b1c2d4e5f60"
        #expect(
            call("PATCH", tenant, #"{"assignedUserSeat":7}"#).hasSuffix(
                #""name":"contoso-crm","type":3,"availableUserSeat":10,"assignedUserSeat":7}"#))
        #expect(
            admin.call(
                "POST",
                "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
                    + "/3rd-party-products/type/3/users"
            ).contains(#""availableUserSeat":10,"assignedUserSeat":7"#))
        #expect(
            call("PATCH", tenant + "&type=3", #"{"availableUserSeat":9223372036854775807}"#)
                .contains(#""availableUserSeat":9223372036854775807,"assignedUserSeat":7"#))
    }

    @Test func `named by what several tenants share is asked for by type`() {
        let customer = #"{"id":"6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11","tenants":["#
        #expect(
            admin.call(
                "PUT", "/__admin/seed",
                #"{"elements":{"customers":[\#(customer){"id":"t","type":1},"#
                    + #"{"id":"t","type":2}]}]}}"#
            ).hasPrefix("200 "))
        let change = #"{"availableUserSeat":5}"#
        #expect(
            call("PATCH", Self.tenants + "&id=t", change)
                .contains("The customer has tenants of several types with this id: give type."))
        #expect(
            call("PATCH", Self.tenants + "&id=t&type=2", change)
                .contains(#""type":2,"availableUserSeat":5"#))
    }

    @Test(arguments: [
        ("PATCH", "users?userName=a@b.c", "", "405", "It takes GET, HEAD, PUT, DELETE."),
        ("PUT", "customers?id=1", "", "405", "It takes GET, HEAD."),
        ("PUT", "persons?id=1", "", "404", "There are no data of the kind persons."),
        ("PUT", "users", "", "400", "does not name the row: it lacks userName of userName"),
        ("PUT", "users?userName=", "", "400", "it lacks userName"),
        ("PUT", "users?userName=a@b.c&id=1", "", "400", #"has the unknown parameter \"id\""#),
        ("PUT", "users?userName=a", "", "400", "userName must be a user principal name"),
        ("PUT", "users?userName=a@b.c&tenantId=x", "", "404", "no organization of the tenant 'x'"),
        ("PUT", "users?userName=a@b.c", #"{"objectId":"x"}"#, "400", "objectId"),
        ("PUT", "users?userName=a@b.c", #"{"isDeleted":1}"#, "400", "isDeleted"),
        ("PUT", "users?userName=a@b.c", #"{"name":1}"#, "400", "name"),
        ("PUT", "users?userName=a@b.c", "{", "400", "is not JSON"),
        ("DELETE", "users?userName=nobody@b.c", "", "404", "There is no user 'nobody@b.c'."),
        ("DELETE", "users?userName=bob@contoso.com", "{}", "400", "must be empty for this call"),
        (
            "PUT", "seats?assignedTo=bob@contoso.com&productId=x&skuId=y", "", "404",
            "There is no inventory 'x/y'."
        ),
        (
            "DELETE", "seats?assignedTo=bob@contoso.com&productId=CFQ7TTC0K5DR&skuId=0002", "",
            "404", "There is no seat 'CFQ7TTC0K5DR/0002/bob@contoso.com'."
        ),
        (
            "PATCH", "inventory?productId=CFQ7TTC0K5DR&skuId=0002", "{}", "400", "seatCapacity"
        ),
        (
            "PATCH", "inventory?productId=CFQ7TTC0K5DR&skuId=0002", #"{"seatCapacity":-1}"#,
            "400", "seatCapacity"
        ),
        ("PATCH", "tenants?customerId=x&id=y", "{}", "404", "The customer has no tenant 'y'."),
        ("PATCH", "tenants?customerId=x&id=y&type=z", "{}", "400", "type must be 0, 1, 2 or 3."),
    ])
    func `is left as it is where a change is refused`(
        method: String, path: String, body: String, status: String, reason: String
    ) {
        let before = admin.get("/__admin/export")
        let answer = call(method, "/__admin/data/\(path)", body)
        #expect(answer.hasPrefix(status), "\(answer)")
        #expect(answer.contains(reason), "\(answer)")
        #expect(admin.get("/__admin/export") == before)
    }

    @Test func `makes its world, unless the change is refused`() {
        let world = "/__world/changed"
        let nobody = world + "/__admin/data/users?userName=nobody@contoso.com"
        #expect(call("DELETE", nobody).hasPrefix("404 "))
        #expect(!admin.get("/__admin/worlds").contains(#""changed""#))
        #expect(call("PUT", nobody).hasPrefix("200 "))
        #expect(admin.get("/__admin/worlds").contains(#""changed""#))
        #expect(admin.get("/V1/Users/nobody@contoso.com/Seats").hasPrefix("404 "))
        #expect(admin.get(world + "/V1/Users/nobody@contoso.com/Seats").hasPrefix("200 "))
    }

    @Test func `that changes between two pages is no seat that a client has missed`() {
        let path = "/V1/Users/max@contoso.com/Seats"
        let first = admin.get(path + "?maxResults=100")
        let token = first.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1 ?? ""
        let last = admin.get("/__admin/data/seats?search=max&limit=1000")
            .matches(of: /"productId":"(\w+)","skuId":"(\w+)"/).last
        _ = call(
            "DELETE",
            "/__admin/data/seats?assignedTo=max@contoso.com"
                + "&productId=\(last?.1 ?? "")&skuId=\(last?.2 ?? "")")
        let rest = "?maxResults=100&continuationToken=" + DescribedOperation.escaped(String(token))
        let second = admin.get(path + rest)
        let next = second.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1 ?? ""
        _ = admin.get(
            path + "?maxResults=100&continuationToken=" + DescribedOperation.escaped(String(next)))
        #expect(
            admin.call("POST", "/__admin/traversals/verify", "{}").hasPrefix("200 "),
            "\(admin.get("/__admin/traversals"))")
    }
}
