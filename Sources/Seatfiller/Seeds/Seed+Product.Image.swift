import JSON

extension Seed.Product {
    /// A picture of a product. Its height and width are texts, as in the reference.
    public struct Image: Sendable, JSONValue {
        /// Its URL.
        public var location: String
        /// `logo`
        public var purpose: String?
        /// In pixels.
        public var height: String?
        /// In pixels.
        public var width: String?
        /// What stands below it.
        public var caption: String?
        /// `#0078D7`
        public var backgroundColor: String?
        /// `#FFFFFF`
        public var foregroundColor: String?
        /// In bytes.
        public var fileSize: Int?

        /// Only `location` is necessary. What is left out has the default of a seed.
        public init(
            _ location: String, purpose: String? = nil, height: String? = nil, width: String? = nil,
            caption: String? = nil, backgroundColor: String? = nil, foregroundColor: String? = nil,
            fileSize: Int? = nil
        ) {
            self.location = location
            self.purpose = purpose
            self.height = height
            self.width = width
            self.caption = caption
            self.backgroundColor = backgroundColor
            self.foregroundColor = foregroundColor
            self.fileSize = fileSize
        }

        var form: JSON {
            .object(given: [
                "location": location, "purpose": purpose, "height": height, "width": width,
                "caption": caption, "backgroundColor": backgroundColor,
                "foregroundColor": foregroundColor, "fileSize": fileSize,
            ])
        }
    }
}
