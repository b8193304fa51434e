import JSON

extension Seed.Product {
    /// A platform of a product.
    public struct SupportedPlatform: Sendable, JSONValue {
        /// `Windows.Universal`
        public var platformName: String
        /// The lowest version that will do.
        public var minVersion: Version?
        /// The highest version that was tried.
        public var maxTestedVersion: Version?
        /// The processors.
        public var architectures: [Architecture]

        /// Only `platformName` is necessary. What is left out has the default of a seed.
        public init(
            _ platformName: String, minVersion: Version? = nil, maxTestedVersion: Version? = nil,
            architectures: [Architecture] = []
        ) {
            self.platformName = platformName
            self.minVersion = minVersion
            self.maxTestedVersion = maxTestedVersion
            self.architectures = architectures
        }

        var form: JSON {
            .object(given: [
                "platformName": platformName, "minVersion": minVersion,
                "maxTestedVersion": maxTestedVersion, "architectures": architectures,
            ])
        }
    }
}
