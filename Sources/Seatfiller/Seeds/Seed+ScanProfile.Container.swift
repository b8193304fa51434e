import JSON

extension Seed.ScanProfile {
    /// What the objects of a profile are put into.
    public struct Container: Sendable, JSONValue {
        /// The name.
        public var containersName: String?
        /// The kind of its objects, by its number in the reference; 0, if it is left out.
        public var objectType: Int?

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            containersName: String? = nil, objectType: Int? = nil
        ) {
            self.containersName = containersName
            self.objectType = objectType
        }

        var form: JSON {
            .object(given: [
                "containersName": containersName, "objectType": objectType,
            ])
        }
    }
}
