import JSON

extension Seed {
    /// A partner's pool of licences for its customers.
    public struct Pool: Sendable, JSONValue {
        /// What the licences of a pool are for.
        public enum Resource: String, CaseIterable, Sendable, JSONValue {
            /// Cloud Backup for Microsoft 365.
            case office365Backup = "Office365Backup"
            /// A backup that the reference calls `Office365PPBackup`.
            case office365PPBackup = "Office365PPBackup"
            /// A backup that the reference calls `Office365EXODBackup`.
            case office365EXODBackup = "Office365EXODBackup"
            /// The management of tenant settings.
            case tenantSettingManagement = "PartnerTenantSettingManagement"
            /// The onboarding of workspaces.
            case workspaceOnboarding = "PartnerWorkspaceOnboarding"
            /// The management of users.
            case userManagement = "PartnerUserManagement"
            /// The optimization of storage.
            case storageOptimization = "PartnerStorageOptimization"
        }

        /// Where the licences of a pool come from.
        public enum Source: Int, CaseIterable, Sendable, JSONValue {
            /// A pool of AvePoint.
            case avePoint = 1
            /// A marketplace.
            case marketplace = 2
            /// What the reference calls LARS.
            case lars = 6
        }

        /// What the licences are for.
        public var resource: Resource
        /// Where they come from; `avePoint`, if it is left out.
        public var subscriptionSourceType: Source?
        /// How many seats there are; 0, if it is left out.
        public var userSeat: Int?
        /// The end, in ISO 8601, or `N/A`.
        public var expireTime: String?
        /// The seats that customers have already; 0, if it is left out.
        public var assignedUserSeat: Int?

        /// Only `resource` is necessary. What is left out has the default of a seed.
        public init(
            _ resource: Resource, subscriptionSourceType: Source? = nil, userSeat: Int? = nil,
            expireTime: String? = nil, assignedUserSeat: Int? = nil
        ) {
            self.resource = resource
            self.subscriptionSourceType = subscriptionSourceType
            self.userSeat = userSeat
            self.expireTime = expireTime
            self.assignedUserSeat = assignedUserSeat
        }

        var form: JSON {
            .object(given: [
                "resource": resource, "subscriptionSourceType": subscriptionSourceType,
                "userSeat": userSeat, "expireTime": expireTime,
                "assignedUserSeat": assignedUserSeat,
            ])
        }
    }
}
