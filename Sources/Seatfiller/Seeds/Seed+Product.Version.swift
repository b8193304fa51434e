import JSON

extension Seed.Product {
    /// A version of four numbers, each up to 2,147,483,647.
    public struct Version: Sendable, JSONValue {
        /// The first number.
        public var major: Int
        /// The second number.
        public var minor: Int
        /// The third number.
        public var build: Int
        /// The fourth number.
        public var revision: Int

        /// All are necessary.
        public init(
            _ major: Int, _ minor: Int, _ build: Int, _ revision: Int
        ) {
            self.major = major
            self.minor = minor
            self.build = build
            self.revision = revision
        }

        var form: JSON {
            .object(given: [
                "major": major, "minor": minor, "build": build, "revision": revision,
            ])
        }
    }
}
