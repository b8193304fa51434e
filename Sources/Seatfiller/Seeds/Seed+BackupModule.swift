import JSON

extension Seed {
    /// What is backed up of a module.
    public struct BackupModule: Sendable, JSONValue {
        /// The module: `Exchange Online`.
        public var serviceModule: String
        /// `Cloud Backup for Microsoft 365`, if it is left out.
        public var serviceType: String?
        /// 0, if it is left out.
        public var totalScannedObjects: Int?
        /// 0, if it is left out.
        public var totalProtectedObjects: Int?
        /// `0 GB`, if it is left out.
        public var dataSizeStoredInAvePoint: String?
        /// The data in storage of the customer's own.
        public var dataSizeStoredInBYOS: String?

        /// Only `serviceModule` is necessary. What is left out has the default of a seed.
        public init(
            _ serviceModule: String, serviceType: String? = nil, totalScannedObjects: Int? = nil,
            totalProtectedObjects: Int? = nil, dataSizeStoredInAvePoint: String? = nil,
            dataSizeStoredInBYOS: String? = nil
        ) {
            self.serviceModule = serviceModule
            self.serviceType = serviceType
            self.totalScannedObjects = totalScannedObjects
            self.totalProtectedObjects = totalProtectedObjects
            self.dataSizeStoredInAvePoint = dataSizeStoredInAvePoint
            self.dataSizeStoredInBYOS = dataSizeStoredInBYOS
        }

        var form: JSON {
            .object(given: [
                "serviceModule": serviceModule, "serviceType": serviceType,
                "totalScannedObjects": totalScannedObjects,
                "totalProtectedObjects": totalProtectedObjects,
                "dataSizeStoredInAvePoint": dataSizeStoredInAvePoint,
                "dataSizeStoredInBYOS": dataSizeStoredInBYOS,
            ])
        }
    }
}
