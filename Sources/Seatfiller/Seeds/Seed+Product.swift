import JSON

extension Seed {
    /// The details of a product, in the structures of the reference.
    public struct Product: Sendable, JSONValue {
        /// The kind of a product, of which the reference has one.
        public enum ProductType: String, CaseIterable, Sendable, JSONValue {
            /// An application.
            case application
        }

        /// Where a product comes from.
        public enum ApplicationType: String, CaseIterable, Sendable, JSONValue {
            /// An application for enterprises.
            case enterprise
            /// An application of the Store.
            case store
            /// An application of the organization itself.
            case lineOfBusiness
        }

        /// `application`, if it is left out.
        public var productType: ProductType?
        /// Languages such as `en-us`.
        public var supportedLanguages: [String]
        /// The id of the publisher.
        public var publisherId: String?
        /// The category of the Store.
        public var category: String?
        /// The ids of the product elsewhere.
        public var alternateIds: [AlternateID]
        /// The family name of its packages.
        public var packageFamilyName: String?
        /// What the product runs on.
        public var supportedPlatforms: [SupportedPlatform]
        /// Where the product comes from.
        public var applicationType: ApplicationType?
        /// Its texts, a language each. The first stands in for languages that are not
        /// there.
        public var localizedDetails: [LocalizedDetails]
        /// What a client downloads.
        public var packages: Packages?
        /// Its offline licences.
        public var offlineLicenses: [OfflineLicense]
        /// What AppLocker needs.
        public var appLockerData: AppLockerData?

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            productType: ProductType? = nil, supportedLanguages: [String] = [],
            publisherId: String? = nil, category: String? = nil, alternateIds: [AlternateID] = [],
            packageFamilyName: String? = nil, supportedPlatforms: [SupportedPlatform] = [],
            applicationType: ApplicationType? = nil, localizedDetails: [LocalizedDetails] = [],
            packages: Packages? = nil, offlineLicenses: [OfflineLicense] = [],
            appLockerData: AppLockerData? = nil
        ) {
            self.productType = productType
            self.supportedLanguages = supportedLanguages
            self.publisherId = publisherId
            self.category = category
            self.alternateIds = alternateIds
            self.packageFamilyName = packageFamilyName
            self.supportedPlatforms = supportedPlatforms
            self.applicationType = applicationType
            self.localizedDetails = localizedDetails
            self.packages = packages
            self.offlineLicenses = offlineLicenses
            self.appLockerData = appLockerData
        }

        var form: JSON {
            .object(given: [
                "productType": productType, "supportedLanguages": supportedLanguages,
                "publisherId": publisherId, "category": category, "alternateIds": alternateIds,
                "packageFamilyName": packageFamilyName, "supportedPlatforms": supportedPlatforms,
                "applicationType": applicationType, "localizedDetails": localizedDetails,
                "packages": packages, "offlineLicenses": offlineLicenses,
                "appLockerData": appLockerData,
            ])
        }
    }
}
