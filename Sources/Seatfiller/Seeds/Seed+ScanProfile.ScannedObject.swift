import JSON

extension Seed.ScanProfile {
    /// An object that a scan has found.
    public struct ScannedObject: Sendable, JSONValue {
        /// The name.
        public var objectName: String?
        /// The container.
        public var containerName: String?

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            objectName: String? = nil, containerName: String? = nil
        ) {
            self.objectName = objectName
            self.containerName = containerName
        }

        var form: JSON {
            .object(given: [
                "objectName": objectName, "containerName": containerName,
            ])
        }
    }
}
