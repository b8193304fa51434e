import JSON

extension Seed.Product {
    /// What AppLocker needs to know of a product.
    public struct AppLockerData: Sendable, JSONValue {
        /// The id at the Windows Phone Store.
        public var windowsPhoneLegacyId: String?
        /// The subject of the certificate of the publisher.
        public var publisherCertificateName: String?

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            windowsPhoneLegacyId: String? = nil, publisherCertificateName: String? = nil
        ) {
            self.windowsPhoneLegacyId = windowsPhoneLegacyId
            self.publisherCertificateName = publisherCertificateName
        }

        var form: JSON {
            .object(given: [
                "windowsPhoneLegacyId": windowsPhoneLegacyId,
                "publisherCertificateName": publisherCertificateName,
            ])
        }
    }
}
