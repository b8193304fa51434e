import JSON

extension Seed.Product {
    /// An offline licence of a product.
    public struct OfflineLicense: Sendable, JSONValue {
        /// The content that it is for.
        public var contentId: String
        /// The licence itself, in Base64.
        public var licenseBlob: String?
        /// Its id.
        public var licenseInstanceId: String?
        /// Who has asked for it.
        public var requestorId: String?

        /// Only `contentId` is necessary. What is left out has the default of a seed.
        public init(
            _ contentId: String, licenseBlob: String? = nil, licenseInstanceId: String? = nil,
            requestorId: String? = nil
        ) {
            self.contentId = contentId
            self.licenseBlob = licenseBlob
            self.licenseInstanceId = licenseInstanceId
            self.requestorId = requestorId
        }

        var form: JSON {
            .object(given: [
                "contentId": contentId, "licenseBlob": licenseBlob,
                "licenseInstanceId": licenseInstanceId, "requestorId": requestorId,
            ])
        }
    }
}
