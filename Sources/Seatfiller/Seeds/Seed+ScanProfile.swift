import JSON

extension Seed {
    /// A profile that scans for the objects of a customer.
    public struct ScanProfile: Sendable, JSONValue {
        /// How a profile scans.
        public enum ScanMode: Int, CaseIterable, Sendable, JSONValue {
            /// In express mode.
            case express = 0
            /// In advanced mode.
            case advanced = 1
        }

        /// The id, a GUID.
        public var profileId: String
        /// The name.
        public var profileName: String?
        /// How it scans; `express`, if it is left out.
        public var scanMode: ScanMode?
        /// In ISO 8601, or `N/A`; the time of the clock, if it is left out.
        public var modifiedTime: String?
        /// What it is for.
        public var description: String?
        /// The id of the tenant.
        public var tenantId: String?
        /// The domain of the tenant.
        public var tenantDomain: String?
        /// In ISO 8601, or `N/A`; the time of the clock, if it is left out.
        public var createdTime: String?
        /// The account that it scans with.
        public var impersonationAccount: String?
        /// Whether archived mailboxes are scanned.
        public var scanInplaceArchivedMailboxes: Bool
        /// Whether locked sites are left out.
        public var isIgnoreLockedSiteEnabled: Bool
        /// `No`, if it is left out.
        public var enableDailyScan: String?
        /// Whether a notification is sent.
        public var isSendOutOfPolicyNotification: Bool
        /// What the objects are put into.
        public var containers: [Container]
        /// What the last scan has changed; none prints, if it is left out.
        public var changes: Changes?

        /// Only `profileId` is necessary. What is left out has the default of a seed.
        public init(
            _ profileId: String, profileName: String? = nil, scanMode: ScanMode? = nil,
            modifiedTime: String? = nil, description: String? = nil, tenantId: String? = nil,
            tenantDomain: String? = nil, createdTime: String? = nil,
            impersonationAccount: String? = nil, scanInplaceArchivedMailboxes: Bool = false,
            isIgnoreLockedSiteEnabled: Bool = false, enableDailyScan: String? = nil,
            isSendOutOfPolicyNotification: Bool = false, containers: [Container] = [],
            changes: Changes? = nil
        ) {
            self.profileId = profileId
            self.profileName = profileName
            self.scanMode = scanMode
            self.modifiedTime = modifiedTime
            self.description = description
            self.tenantId = tenantId
            self.tenantDomain = tenantDomain
            self.createdTime = createdTime
            self.impersonationAccount = impersonationAccount
            self.scanInplaceArchivedMailboxes = scanInplaceArchivedMailboxes
            self.isIgnoreLockedSiteEnabled = isIgnoreLockedSiteEnabled
            self.enableDailyScan = enableDailyScan
            self.isSendOutOfPolicyNotification = isSendOutOfPolicyNotification
            self.containers = containers
            self.changes = changes
        }

        var form: JSON {
            .object(given: [
                "profileId": profileId, "profileName": profileName, "scanMode": scanMode,
                "modifiedTime": modifiedTime, "description": description, "tenantId": tenantId,
                "tenantDomain": tenantDomain, "createdTime": createdTime,
                "impersonationAccount": impersonationAccount,
                "scanInplaceArchivedMailboxes": scanInplaceArchivedMailboxes,
                "isIgnoreLockedSiteEnabled": isIgnoreLockedSiteEnabled,
                "enableDailyScan": enableDailyScan,
                "isSendOutOfPolicyNotification": isSendOutOfPolicyNotification,
                "containers": containers, "changes": changes,
            ])
        }
    }
}
