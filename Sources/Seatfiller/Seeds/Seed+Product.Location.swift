import JSON

extension Seed.Product {
    /// Where a package is downloaded.
    public struct Location: Sendable, JSONValue {
        /// The URL.
        public var url: String

        /// All are necessary.
        public init(
            _ url: String
        ) {
            self.url = url
        }

        var form: JSON {
            .object(given: [
                "url": url
            ])
        }
    }
}
