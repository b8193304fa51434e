import Emulation
import JSON
import SQLite

/// The services of customers, and the pools that they come from.
extension Ledger {
    /// The customer's services of one product or of all, in the order of declaration.
    func services(of customer: String, product: Product? = nil) throws -> [Service] {
        try records(.service, of: customer).map(Service.init)
            .filter { product == nil || $0.product.number == product?.number }
    }

    /// The `status` of *add service*, as far as data decides it.
    enum Addition: Int64 {
        case added = 1
        case noPool = 3
        case tooFewSeats = 4
        case pastPoolExpiry = 5
        case exists = 7
        case expiryInThePast = 11
        case sameSubscription = 12
        case lessThanAMonth = 18
    }

    /// Gives the customer all that is requested, or nothing.
    func add(
        _ asked: ServiceRequest, to customer: String, at now: Instant
    ) throws -> Addition {
        let present = try services(of: customer, product: asked.product)
        guard asked.isPooled else {
            guard present.isEmpty else { return .exists }
            try insert(.trial(of: asked, at: now), .service, of: customer)
            return .added
        }
        var added: [Service] = []
        // Several items may draw on one pool, so each sees what the earlier items have left.
        var taken: [Int64: Int64] = [:]
        for item in asked.items {
            guard let pool = try pool(item) else { return .noPool }
            let left = pool.freeSeats.saturatingSubtract(taken[pool.number, default: 0])
            if let problem = pool.problem(with: item, freeSeats: left, at: now) { return problem }
            let service = try Service(
                .service(of: asked, item, until: item.expireTime ?? pool.expireTime, at: now))
            guard !(present + added).contains(where: { $0.isSame(as: service) }) else {
                return .sameSubscription
            }
            taken[pool.number, default: 0] += item.userSeat
            added.append(service)
        }
        for (pool, seats) in taken {
            try store.run(
                "UPDATE elements_pools SET assigned_user_seat = assigned_user_seat + ? "
                    + "WHERE number = ?",
                .integer(seats), .integer(pool))
        }
        for service in added { try insert(service.content, .service, of: customer) }
        return .added
    }

    /// - Parameter pool: an object of `ElementsShape.pool`.
    func insert(pool: JSON) throws {
        try store.run(
            """
            INSERT INTO elements_pools
                (resource, subscription_source_type, user_seat, expire_time, assigned_user_seat)
            VALUES (?, ?, ?, ?, ?)
            """,
            .text(pool["resource"]?.string ?? ""),
            .integer(pool["subscriptionSourceType"]?.integer ?? 1),
            .integer(pool["userSeat"]?.integer ?? 0),
            .text(pool["expireTime"]?.string ?? "N/A"),
            .integer(pool["assignedUserSeat"]?.integer ?? 0))
    }

    private func pool(_ item: ServiceRequest.Item) throws -> Pool? {
        try store.row(
            """
            SELECT number, user_seat - assigned_user_seat, expire_time FROM elements_pools
            WHERE resource = ? AND subscription_source_type = ? ORDER BY number LIMIT 1
            """,
            .text(item.resource), .integer(item.source)
        ) { try Pool($0) }
    }
}

extension Service {
    fileprivate func isSame(as other: Service) -> Bool {
        ["subscriptionName", "purchasedUserSeats", "purchasedUnits", "expirationDate"]
            .allSatisfy { self[$0] == other[$0] }
    }
}

extension JSON {
    /// A trial, which lasts thirty days.
    fileprivate static func trial(of asked: ServiceRequest, at now: Instant) -> JSON {
        ElementsShape.service.object(
            with: asked.storage.members.merging([
                "product": .integer(asked.product.number), "subscriptionModel": "Trial",
                "expirationDate": .string(now.advanced(bySeconds: 30 * 86_400).secondsText),
                "source": "AvePoint subscription",
            ]) { $1 }, at: now)
    }

    /// Licences from a pool.
    fileprivate static func service(
        of asked: ServiceRequest, _ item: ServiceRequest.Item, until end: Instant?, at now: Instant
    ) -> JSON {
        func word(_ number: Int64?, _ words: String...) -> JSON {
            .string(number.map { words[Int($0)] } ?? "N/A")
        }
        // Baseline Management is sold by units, all other products by seats.
        let count = asked.product.number == 40 ? "purchasedUnits" : "purchasedUserSeats"
        return ElementsShape.service.object(
            with: asked.storage.members.merging([
                "product": .integer(asked.product.number),
                "subscriptionModel": word(
                    item.saleType, "Capacity", "Unlimited users", "Unlimited organizations"),
                count: .string(String(item.userSeat)),
                "expirationDate": .string(end?.secondsText ?? "N/A"),
                "source": item.source == 1
                    ? "AvePoint pooled subscription"
                    : item.source == 2 ? "Marketplace" : "LARS",
                "paymentType": word(item.paymentType, "Prepaid", "Pay as you go"),
                "subscriptionName": .string(item.resource),
                "package": word(item.packageType, "Standard", "Core", "Flex"),
                "contractEndDate": .string(item.contractEndDate?.secondsText ?? "N/A"),
            ]) { $1 }, at: now)
    }
}

extension ServiceRequest.Storage? {
    fileprivate var members: [String: JSON] {
        switch self {
        case nil: [:]
        case .own: ["storage": "Bring your own storage"]
        case .avePoint(let type, let years):
            [
                "storage": type == 0
                    ? "AvePoint storage (Microsoft Azure Blob)" : "AvePoint storage (Amazon S3)",
                "retention": years == 0
                    ? "Unlimited retention" : .string("Retain data for \(years) years"),
            ]
        }
    }
}
