import JSON

extension Seed.Product {
    /// A platform of a package.
    public struct Platform: Sendable, JSONValue {
        /// `Windows.Universal`
        public var platformName: String
        /// The lowest version that will do.
        public var minVersion: Version?
        /// The highest version that was tried.
        public var maxTestedVersion: Version?

        /// Only `platformName` is necessary. What is left out has the default of a seed.
        public init(
            _ platformName: String, minVersion: Version? = nil, maxTestedVersion: Version? = nil
        ) {
            self.platformName = platformName
            self.minVersion = minVersion
            self.maxTestedVersion = maxTestedVersion
        }

        var form: JSON {
            .object(given: [
                "platformName": platformName, "minVersion": minVersion,
                "maxTestedVersion": maxTestedVersion,
            ])
        }
    }
}
