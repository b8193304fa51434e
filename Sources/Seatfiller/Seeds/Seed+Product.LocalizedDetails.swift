import JSON

extension Seed.Product {
    /// The texts of a product in a language.
    public struct LocalizedDetails: Sendable, JSONValue {
        /// `en-us`
        public var language: String
        /// What the product is called.
        public var displayName: String?
        /// What the product does.
        public var description: String?
        /// Its pictures.
        public var images: [Image]
        /// Who has made it.
        public var publisher: Publisher?

        /// Only `language` is necessary. What is left out has the default of a seed.
        public init(
            _ language: String, displayName: String? = nil, description: String? = nil,
            images: [Image] = [], publisher: Publisher? = nil
        ) {
            self.language = language
            self.displayName = displayName
            self.description = description
            self.images = images
            self.publisher = publisher
        }

        var form: JSON {
            .object(given: [
                "language": language, "displayName": displayName, "description": description,
                "images": images, "publisher": publisher,
            ])
        }
    }
}
