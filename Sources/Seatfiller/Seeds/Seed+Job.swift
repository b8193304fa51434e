import JSON

extension Seed {
    /// A job that has run for a customer. Texts that are left out are `N/A`.
    public struct Job: Sendable, JSONValue {
        /// What a job does, by its number in the reference.
        public enum Kind: Int, CaseIterable, Sendable, JSONValue {
            /// Scans Microsoft 365.
            case microsoft365Scan = 0
            /// Backs up Microsoft 365.
            case microsoft365 = 7
            /// Scans Google Workspace.
            case googleScan = 10
            /// Backs up Google Workspace.
            case google = 11
            /// Backs up IaaS and PaaS.
            case iaaSAndPaaS = 12
            /// Backs up Salesforce.
            case salesforce = 15
            /// Backs up Dynamics 365.
            case dynamics365 = 16
        }

        /// What the job does.
        public var jobType: Kind
        /// The module, by its number in the reference; 0, if it is left out.
        public var jobModule: Int?
        /// 0 to 14, as in the reference; 0, if it is left out.
        public var status: Int?
        /// The id.
        public var jobId: String?
        /// The name.
        public var name: String?
        /// How many objects there were.
        public var totalCount: String?
        /// How many have failed.
        public var failedCount: String?
        /// How many have not.
        public var successfulCount: String?
        /// How many were skipped.
        public var skippedCount: String?
        /// How many have a warning.
        public var warningCount: String?
        /// How much was backed up.
        public var backupSize: String?
        /// In ISO 8601, or `N/A`.
        public var startTime: String?
        /// In ISO 8601, or `N/A`.
        public var endTime: String?
        /// How long it took.
        public var jobDuration: String?
        /// In ISO 8601, or `N/A`.
        public var lastModifyTime: String?

        /// Only `jobType` is necessary. What is left out has the default of a seed.
        public init(
            _ jobType: Kind, jobModule: Int? = nil, status: Int? = nil, jobId: String? = nil,
            name: String? = nil, totalCount: String? = nil, failedCount: String? = nil,
            successfulCount: String? = nil, skippedCount: String? = nil,
            warningCount: String? = nil, backupSize: String? = nil, startTime: String? = nil,
            endTime: String? = nil, jobDuration: String? = nil, lastModifyTime: String? = nil
        ) {
            self.jobType = jobType
            self.jobModule = jobModule
            self.status = status
            self.jobId = jobId
            self.name = name
            self.totalCount = totalCount
            self.failedCount = failedCount
            self.successfulCount = successfulCount
            self.skippedCount = skippedCount
            self.warningCount = warningCount
            self.backupSize = backupSize
            self.startTime = startTime
            self.endTime = endTime
            self.jobDuration = jobDuration
            self.lastModifyTime = lastModifyTime
        }

        var form: JSON {
            .object(given: [
                "jobType": jobType, "jobModule": jobModule, "status": status, "jobId": jobId,
                "name": name, "totalCount": totalCount, "failedCount": failedCount,
                "successfulCount": successfulCount, "skippedCount": skippedCount,
                "warningCount": warningCount, "backupSize": backupSize, "startTime": startTime,
                "endTime": endTime, "jobDuration": jobDuration, "lastModifyTime": lastModifyTime,
            ])
        }
    }
}
