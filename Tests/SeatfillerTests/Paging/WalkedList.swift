import Emulation
import JSON
import Seatfiller
import Testing

/// A list that a test walks along, by tokens or by numbers.
struct WalkedList: Sendable, CustomTestStringConvertible {
    let operation: String
    let method: String
    let path: String
    let member: String
    let isNumbered: Bool
    /// The member that an unknown value takes the place of.
    let enumeration: [String]
    let optional: [String]

    var testDescription: String { operation }

    /// A page as a client sees it.
    struct Page: Equatable {
        var status = 200
        var items: [JSON] = []
        /// The member for the token; nil if the page has none.
        var token: JSON?
        var metadata: JSON?

        var texts: [String] { items.map(\.text) }
    }

    /// A world of a test, and the walks in it.
    struct Client {
        let emulator: Emulator
        var world = ""

        func call(_ method: String, _ path: String, _ body: String = "") -> Emulator.Response {
            emulator.respond(to: Emulator.Request(method, world + path, body: body))
        }

        /// Adds a fault; fails the test if it is refused.
        func add(_ fault: String) {
            let answer = call("POST", "/__admin/faults", fault)
            #expect(answer.status == 201, "\(answer.body)")
        }

        func page(of list: WalkedList, _ query: String) throws -> Page {
            let answer = call(list.method, list.path + "?" + query)
            let content = try JSON(parsing: Array(answer.body.utf8))
            return Page(
                status: answer.status, items: content[list.member]?.elements ?? [],
                token: content["continuationToken"], metadata: content["metadata"])
        }

        /// The pages from the first on, as a right client reads them: it goes on while there is a
        /// token. Of a numbered list, as many pages as it may.
        func walk(_ list: WalkedList, size: Int, atMost most: Int) throws -> [Page] {
            var pages: [Page] = []
            var query = list.isNumbered ? "pageIndex=1&pageSize=\(size)" : "maxResults=\(size)"
            while pages.count < most {
                let page = try page(of: list, query)
                pages.append(page)
                guard !list.isNumbered else {
                    query = "pageIndex=\(pages.count + 1)&pageSize=\(size)"
                    continue
                }
                guard let token = page.token?.string, !token.isEmpty else { break }
                query = "continuationToken=\(Self.escaped(token))"
            }
            return pages
        }

        /// Percent-encoded, except for what a query takes as it is.
        static func escaped(_ token: String) -> String {
            token.utf8.map { byte in
                let isPlain =
                    Character(UnicodeScalar(byte)).isLetter
                    || Character(UnicodeScalar(byte)).isNumber || byte == 0x2D || byte == 0x5F
                if byte < 0x80, isPlain { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }.joined()
        }
    }

    private static let customer = "c0000000-0000-0000-0000-000000000000"
    private static let general = "/partner/external/v3/general/customers"

    static let tokens = [
        WalkedList(
            "store.listSeatsOfUser", "GET", "/V1/Users/u0@contoso.com/Seats", member: "seats",
            "state", ["dateAssigned", "state"]),
        WalkedList(
            "store.listSeats", "GET", "/V1/Inventory/P000/1/Seats", member: "seats",
            "state", ["dateAssigned", "state"]),
        WalkedList(
            "store.getInventory", "GET", "/V1/Inventory", member: "inventoryEntries", "licenseType",
            ["lastModified", "distributionPolicy"]),
    ]

    static let numbered = [
        WalkedList(
            "elements.retrieveTenantSeats", "POST",
            "\(general)/\(customer)/3rd-party-products/type/0/tenants/batch", "type", ["tenantName"]
        ),
        WalkedList(
            "elements.retrieveServices", "POST", "\(general)/services/batch",
            "products.subscriptionModel", ["organization", "customer"]),
        WalkedList(
            "elements.retrieveCustomers", "POST", "\(general)/batch", "jobStatus",
            ["organization", "ownerEmail", "countryOrRegion"]),
        WalkedList(
            "elements.retrieveProtectedUsers", "POST",
            "\(general)/\(customer)/tenants/t-0/cloud-backup-m365/users/batch",
            "moduleStatus.module", ["displayName"]),
        WalkedList(
            "elements.retrieveBackupOverview", "GET",
            "\(general)/\(customer)/cloud-backup-m365/overview", "serviceType",
            ["dataSizeStoredInAvePoint", "dataSizeStoredInBYOS"]),
        WalkedList(
            "elements.retrieveJobs", "POST", "\(general)/\(customer)/avpt-products/jobs/batch",
            "status", ["name", "backupSize", "startTime", "endTime", "jobDuration"]),
        WalkedList(
            "elements.retrieveScanProfiles", "POST", "\(general)/\(customer)/scan-profiles/batch",
            "scanMode", ["profileName", "modifiedTime"]),
    ]

    private init(
        _ operation: String, _ method: String, _ path: String, member: String = "data",
        _ enumeration: String, _ optional: [String]
    ) {
        self.operation = operation
        self.method = method
        self.path = path
        self.member = member
        self.enumeration = enumeration.split(separator: ".").map(String.init)
        self.optional = optional
        isNumbered = operation.hasPrefix("elements.")
    }

    /// An emulator of which each list has this many items.
    static func emulator(of count: Int, _ settings: Settings = Settings()) throws -> Emulator {
        var settings = settings
        settings.clock = .init("2018-05-01T12:00:00Z")
        settings.tokenKey = Array(repeating: 7, count: 32)
        let store = store(count)
        let elements = elements(count)
        settings.seeds.append(.json("{\(store),\(elements)}"))
        return try Emulator(settings)
    }

    private static func digits(_ number: Int) -> String {
        String(repeating: "0", count: 3 - String(number).count) + String(number)
    }

    private static func list(_ numbers: Range<Int>, _ item: (Int) -> String) -> String {
        "[" + numbers.map(item).joined(separator: ",") + "]"
    }

    /// The first user has a seat of each product, and each user one of the first product.
    private static func store(_ count: Int) -> String {
        let users = list(0..<count) { #"{"userName":"u\#($0)@contoso.com"}"# }
        let inventory = list(0..<count) {
            #"{"productKey":{"productId":"P\#(digits($0))","skuId":"1"},"seatCapacity":1000}"#
        }
        let seats = list(0..<(2 * count - 1)) { number in
            let (user, product) = number < count ? (0, number) : (number - count + 1, 0)
            return #"{"assignedTo":"u\#(user)@contoso.com","#
                + #""productKey":{"productId":"P\#(digits(product))","skuId":"1"}}"#
        }
        return #""storeForBusiness":[{"tenantId":"t","users":\#(users),"#
            + #""inventory":\#(inventory),"seats":\#(seats)}]"#
    }

    /// The first customer has all of everything.
    private static func elements(_ count: Int) -> String {
        let protected = list(0..<count) {
            #"{"id":"u-\#($0)","email":"u\#($0)@x.com","moduleStatus":[{"module":0}]}"#
        }
        let tenants = list(0..<count) { number in
            #"{"id":"t-\#(number)","name":"T\#(number)","type":0"#
                + (number == 0 ? #","protectedUsers":"# + protected + "}" : "}")
        }
        let modules = list(0..<count) { #"{"serviceModule":"M\#($0)"}"# }
        let jobs = list(0..<count) { #"{"jobType":7,"jobId":"J\#($0)"}"# }
        let profiles = list(0..<count) {
            #"{"profileId":"d0000000-0000-0000-0000-000000000\#(digits($0))"}"#
        }
        let all =
            #","tenants":\#(tenants),"backupOverview":\#(modules),"jobs":\#(jobs),"#
            + #""scanProfiles":\#(profiles)"#
        let customers = list(0..<count) { number in
            #"{"id":"c0000000-0000-0000-0000-000000000\#(digits(number))","#
                + #""services":[{"product":2048}]"# + (number == 0 ? all : "") + "}"
        }
        return #""elements":{"customers":\#(customers)}"#
    }
}
