import Emulation

/// The content of *add service*: a trial, or licences from a pool.
struct ServiceRequest: Sendable {
    let product: Product
    /// False for a trial.
    let isPooled: Bool
    let storage: Storage?
    let items: [Item]

    /// The resources that *licenseItems* may name.
    static let resources = backupResources + premiumResources

    fileprivate static let backupResources = [
        "Office365Backup", "Office365PPBackup", "Office365EXODBackup",
    ]
    fileprivate static let premiumResources = [
        "PartnerTenantSettingManagement", "PartnerWorkspaceOnboarding", "PartnerUserManagement",
        "PartnerStorageOptimization",
    ]
    private static let backup: Int64 = 2048
    private static let trials: [Int64] = [40, 42, 49, 65, 274, 2048]

    /// The place where a backup is kept.
    enum Storage: Sendable {
        /// Storage of AvePoint: type 0 Azure, 1 S3; and the years for which data is kept.
        case avePoint(type: Int64, years: Int64)
        case own(profileID: String)
    }

    /// Licences from one pool.
    struct Item: Sendable {
        let resource: String
        /// 1 AvePoint pool, 2 marketplace, 6 LARS
        let source: Int64
        /// Nil for the pool's own.
        let expireTime: Instant?
        let userSeat: Int64
        /// 0 prepaid, 1 pay as you go
        let paymentType: Int64
        let contractEndDate: Instant?
        /// 0 capacity, 1 unlimited users, 2 unlimited organization; of backups only.
        let saleType: Int64?
        /// 0 standard, 1 core, 2 flex; of backups only.
        let packageType: Int64?
    }

    /// - Throws: a 400 naming the missing or invalid member.
    init(_ content: RequestContent) throws(ElementsError) {
        let number = try content.number("product", of: Self.trials)
        guard let product = Product(number: number) else {
            preconditionFailure("what can be added is a product")
        }
        let isPooled = try content.number("licenseType", of: number == 274 ? [0] : [0, 1]) == 1
        let isBackup = number == Self.backup
        let storage = isBackup ? try Self.storage(content) : nil
        var items: [Item] = []
        for item in isPooled ? try content.objects("licenseItems") : [] {
            items.append(try Item(item, isBackup: isBackup))
        }
        self.product = product
        self.isPooled = isPooled
        self.storage = storage
        self.items = items
    }

    private static func storage(_ content: RequestContent) throws(ElementsError) -> Storage {
        if try content.bool("byos") == true {
            return .own(profileID: try content.text("storageProfileId"))
        }
        return .avePoint(
            type: try content.number("avepointStorageType", of: [0, 1]),
            years: try content.number("retentionYear", in: 0...99))
    }
}

extension ServiceRequest.Item {
    fileprivate init(_ content: RequestContent, isBackup: Bool) throws(ElementsError) {
        resource = try content.word(
            "resource",
            of: isBackup ? ServiceRequest.backupResources : ServiceRequest.premiumResources)
        source = try content.number("subscriptionSourceType", of: [1, 2, 6])
        let isSameAsPool = try content.bool("isSameAsPool") ?? false
        expireTime = isSameAsPool ? nil : try content.instant("expireTime")
        userSeat = try content.number("userSeat", in: 0...Int64(Int32.max))
        paymentType = try content.number("paymentType", of: [0, 1])
        let hasContractEnd = content["contractEndDate"] != nil
        contractEndDate = hasContractEnd ? try content.instant("contractEndDate") : nil
        saleType = isBackup ? try content.number("saleType", of: [0, 1, 2]) : nil
        packageType = isBackup ? try content.number("packageType", of: [0, 1, 2]) : nil
    }
}
