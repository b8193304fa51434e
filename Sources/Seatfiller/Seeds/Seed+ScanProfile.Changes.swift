import JSON

extension Seed.ScanProfile {
    /// What the last scan of a profile has changed.
    public struct Changes: Sendable, JSONValue {
        /// In ISO 8601, or `N/A`.
        public var lastUpdateTime: String?
        /// 0 to 14, as in the reference; 0, if it is left out.
        public var lastScanStatus: Int?
        /// How many objects are new.
        public var newRegisteredContentCount: Int?
        /// How many objects were moved.
        public var movedToAnotherContainer: Int?
        /// How many objects have gone.
        public var removedFromMicrosoft365OrOutofPolicy: Int?
        /// The new objects.
        public var newRegisteredContent: [ScannedObject]
        /// The objects that have gone.
        public var removedFromMicrosoft365OrOutOfPolicyObjects: [String]
        /// The objects that were moved.
        public var movedToAnotherContainerObjects: [ScannedObject]

        /// Nothing is necessary. What is left out has the default of a seed.
        public init(
            lastUpdateTime: String? = nil, lastScanStatus: Int? = nil,
            newRegisteredContentCount: Int? = nil, movedToAnotherContainer: Int? = nil,
            removedFromMicrosoft365OrOutofPolicy: Int? = nil,
            newRegisteredContent: [ScannedObject] = [],
            removedFromMicrosoft365OrOutOfPolicyObjects: [String] = [],
            movedToAnotherContainerObjects: [ScannedObject] = []
        ) {
            self.lastUpdateTime = lastUpdateTime
            self.lastScanStatus = lastScanStatus
            self.newRegisteredContentCount = newRegisteredContentCount
            self.movedToAnotherContainer = movedToAnotherContainer
            self.removedFromMicrosoft365OrOutofPolicy = removedFromMicrosoft365OrOutofPolicy
            self.newRegisteredContent = newRegisteredContent
            self.removedFromMicrosoft365OrOutOfPolicyObjects =
                removedFromMicrosoft365OrOutOfPolicyObjects
            self.movedToAnotherContainerObjects = movedToAnotherContainerObjects
        }

        var form: JSON {
            .object(given: [
                "lastUpdateTime": lastUpdateTime, "lastScanStatus": lastScanStatus,
                "newRegisteredContentCount": newRegisteredContentCount,
                "movedToAnotherContainer": movedToAnotherContainer,
                "removedFromMicrosoft365OrOutofPolicy": removedFromMicrosoft365OrOutofPolicy,
                "newRegisteredContent": newRegisteredContent,
                "removedFromMicrosoft365OrOutOfPolicyObjects":
                    removedFromMicrosoft365OrOutOfPolicyObjects,
                "movedToAnotherContainerObjects": movedToAnotherContainerObjects,
            ])
        }
    }
}
