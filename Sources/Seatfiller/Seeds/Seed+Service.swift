import JSON

extension Seed {
    /// A product that a customer of AvePoint has. Texts that are left out are `N/A`.
    public struct Service: Sendable, JSONValue {
        /// A product of AvePoint, by its number in the reference.
        public enum Product: Int, CaseIterable, Sendable, JSONValue {
            /// DocAve Online
            case docAveOnline = 1
            /// Cloud Governance
            case cloudGovernance = 4
            /// Cloud Backup for Salesforce®
            case cloudBackupForSalesforce = 32
            /// Baseline Management
            case baselineManagement = 40
            /// Risk Management
            case riskManagement = 41
            /// Workspace Management
            case workspaceManagement = 42
            /// User Management
            case userManagement = 49
            /// MyHub
            case myHub = 60
            /// Workspace Management - Storage Optimization
            case storageOptimization = 65
            /// tyGraph
            case tyGraph = 257
            /// Cloud Backup Express
            case cloudBackupExpress = 274
            /// Cloud Backup for Microsoft 365
            case cloudBackupForMicrosoft365 = 2048
            /// Cloud Management
            case cloudManagement = 4096
            /// Cloud Archiving
            case cloudArchiving = 8192
            /// Opus
            case opus = 65_536
            /// Cloud Backup for Dynamics 365
            case cloudBackupForDynamics365 = 131_072
            /// Insights
            case insights = 4_194_304
            /// Policies
            case policies = 8_388_608
            /// Fly
            case fly = 16_777_216
            /// Cloud Backup for Google Workspace
            case cloudBackupForGoogleWorkspace = 33_554_432
            /// Cense
            case cense = 67_108_864
            /// EnPower
            case enPower = 134_217_728
            /// Cloud Backup for IaaS + PaaS
            case cloudBackupForIaaSAndPaaS = 1_073_741_824
        }

        /// The product.
        public var product: Product
        /// The name; that of the reference, if it is left out.
        public var service: String?
        /// How it is paid for.
        public var subscriptionModel: String?
        /// How many seats were bought.
        public var purchasedUserSeats: String?
        /// How many units were bought.
        public var purchasedUnits: String?
        /// How many licences of Microsoft are taken.
        public var microsoftLicenseAssigned: String?
        /// How many licences of Microsoft there are.
        public var microsoftLicenseAvailable: String?
        /// How much capacity was bought.
        public var purchasedCapacity: String?
        /// How much capacity is protected.
        public var protectedCapacity: String?
        /// Where the data is kept.
        public var storage: String?
        /// How long the data is kept.
        public var retention: String?
        /// How much of the storage is taken.
        public var consumedStorage: String?
        /// The end, in ISO 8601, or `N/A`.
        public var expirationDate: String?
        /// What has changed.
        public var change: String?
        /// Where the licence comes from.
        public var source: String?
        /// When it is paid for.
        public var paymentType: String?
        /// The name of the subscription.
        public var subscriptionName: String?
        /// The package.
        public var package: String?
        /// The end of the contract.
        public var contractEndDate: String?

        /// Only `product` is necessary. What is left out has the default of a seed.
        public init(
            _ product: Product, service: String? = nil, subscriptionModel: String? = nil,
            purchasedUserSeats: String? = nil, purchasedUnits: String? = nil,
            microsoftLicenseAssigned: String? = nil, microsoftLicenseAvailable: String? = nil,
            purchasedCapacity: String? = nil, protectedCapacity: String? = nil,
            storage: String? = nil, retention: String? = nil, consumedStorage: String? = nil,
            expirationDate: String? = nil, change: String? = nil, source: String? = nil,
            paymentType: String? = nil, subscriptionName: String? = nil, package: String? = nil,
            contractEndDate: String? = nil
        ) {
            self.product = product
            self.service = service
            self.subscriptionModel = subscriptionModel
            self.purchasedUserSeats = purchasedUserSeats
            self.purchasedUnits = purchasedUnits
            self.microsoftLicenseAssigned = microsoftLicenseAssigned
            self.microsoftLicenseAvailable = microsoftLicenseAvailable
            self.purchasedCapacity = purchasedCapacity
            self.protectedCapacity = protectedCapacity
            self.storage = storage
            self.retention = retention
            self.consumedStorage = consumedStorage
            self.expirationDate = expirationDate
            self.change = change
            self.source = source
            self.paymentType = paymentType
            self.subscriptionName = subscriptionName
            self.package = package
            self.contractEndDate = contractEndDate
        }

        var form: JSON {
            .object(given: [
                "product": product, "service": service, "subscriptionModel": subscriptionModel,
                "purchasedUserSeats": purchasedUserSeats, "purchasedUnits": purchasedUnits,
                "microsoftLicenseAssigned": microsoftLicenseAssigned,
                "microsoftLicenseAvailable": microsoftLicenseAvailable,
                "purchasedCapacity": purchasedCapacity, "protectedCapacity": protectedCapacity,
                "storage": storage, "retention": retention, "consumedStorage": consumedStorage,
                "expirationDate": expirationDate, "change": change, "source": source,
                "paymentType": paymentType, "subscriptionName": subscriptionName,
                "package": package, "contractEndDate": contractEndDate,
            ])
        }
    }
}
