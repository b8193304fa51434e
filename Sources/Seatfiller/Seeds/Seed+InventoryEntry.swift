import JSON

extension Seed {
    /// A product that an organization has.
    public struct InventoryEntry: Sendable, JSONValue {
        /// How a licence is checked.
        public enum LicenseType: String, CaseIterable, Sendable, JSONValue {
            /// The device asks the Store.
            case online
            /// The device has a licence file.
            case offline
        }

        /// Who may get a product.
        public enum DistributionPolicy: String, CaseIterable, Sendable, JSONValue {
            /// Everyone in the organization.
            case open
            /// Whoever has been assigned a seat.
            case restricted
        }

        /// Whether a product is there.
        public enum Status: String, CaseIterable, Sendable, JSONValue {
            /// The product is there.
            case active
            /// The organization has removed it.
            case removed
        }

        /// The product.
        public var productKey: ProductKey
        /// How many seats there are; 0, if it is left out.
        public var seatCapacity: Int?
        /// How the licence is checked; `online`, if it is left out.
        public var licenseType: LicenseType?
        /// Who may get the product; `open`, if it is left out.
        public var distributionPolicy: DistributionPolicy?
        /// Whether the product is there; `active`, if it is left out.
        public var status: Status?
        /// In ISO 8601; the time of the clock, if it is left out.
        public var lastModified: String?
        /// The kind of the product, as the display catalogue says it: `Application`.
        public var productKind: String?
        /// What the operations on products answer.
        public var product: Product?

        /// Only `productKey` is necessary. What is left out has the default of a seed.
        public init(
            _ productKey: ProductKey, seatCapacity: Int? = nil, licenseType: LicenseType? = nil,
            distributionPolicy: DistributionPolicy? = nil, status: Status? = nil,
            lastModified: String? = nil, productKind: String? = nil, product: Product? = nil
        ) {
            self.productKey = productKey
            self.seatCapacity = seatCapacity
            self.licenseType = licenseType
            self.distributionPolicy = distributionPolicy
            self.status = status
            self.lastModified = lastModified
            self.productKind = productKind
            self.product = product
        }

        var form: JSON {
            .object(given: [
                "productKey": productKey, "seatCapacity": seatCapacity, "licenseType": licenseType,
                "distributionPolicy": distributionPolicy, "status": status,
                "lastModified": lastModified, "productKind": productKind, "product": product,
            ])
        }
    }
}
