import Emulation

/// A product of AvePoint, with its number and name from the reference.
struct Product {
    let number: Int64
    /// The name in *Retrieve services*, unless the seed gives another.
    var name: String { Self.names[number] ?? "" }

    static let numbers = names.keys.sorted()

    private static let names: [Int64: String] = [
        1: "DocAve Online", 4: "Cloud Governance", 32: "Cloud Backup for Salesforce®",
        40: "Baseline Management", 41: "Risk Management", 42: "Workspace Management",
        49: "User Management", 60: "MyHub",
        65: "Workspace Management - Storage Optimization", 257: "tyGraph",
        274: "Cloud Backup Express", 2048: "Cloud Backup for Microsoft 365",
        4096: "Cloud Management", 8192: "Cloud Archiving", 65_536: "Opus",
        131_072: "Cloud Backup for Dynamics 365", 4_194_304: "Insights", 8_388_608: "Policies",
        16_777_216: "Fly", 33_554_432: "Cloud Backup for Google Workspace",
        67_108_864: "Cense", 134_217_728: "EnPower",
        1_073_741_824: "Cloud Backup for IaaS + PaaS",
    ]

    init?(number: Int64) {
        guard Self.names[number] != nil else { return nil }
        self.number = number
    }

    /// The product in a path.
    ///
    /// - Throws: a 400 naming `productType`.
    init(_ text: String) throws(ElementsError) {
        guard let number = Int64(text), let product = Product(number: number) else {
            throw .invalidParameter(
                "productType",
                details:
                    "productType must be the number of a product, 2048 for Cloud Backup for "
                    + "Microsoft 365, not '\(text.prefix(100))'.",
                ElementsRule.productType)
        }
        self = product
    }
}
