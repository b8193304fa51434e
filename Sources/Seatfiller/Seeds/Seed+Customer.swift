import JSON

extension Seed {
    /// A customer of a partner of AvePoint.
    public struct Customer: Sendable, JSONValue {
        /// The id, a GUID.
        public var id: String
        /// The name.
        public var organization: String?
        /// The address of the owner.
        public var ownerEmail: String?
        /// The English name of the country.
        public var countryOrRegion: String?
        /// 0 to 2, as in the reference.
        public var managementMode: Int?
        /// 0 to 6, as in the reference.
        public var jobStatus: Int?
        /// The tenants that are backed up.
        public var tenants: [Tenant]
        /// The products that the customer has.
        public var services: [Service]
        /// What is backed up of each module.
        public var backupOverview: [BackupModule]
        /// The jobs that have run.
        public var jobs: [Job]
        /// The profiles that scan for objects.
        public var scanProfiles: [ScanProfile]

        /// Only `id` is necessary. What is left out has the default of a seed.
        public init(
            _ id: String, organization: String? = nil, ownerEmail: String? = nil,
            countryOrRegion: String? = nil, managementMode: Int? = nil, jobStatus: Int? = nil,
            tenants: [Tenant] = [], services: [Service] = [], backupOverview: [BackupModule] = [],
            jobs: [Job] = [], scanProfiles: [ScanProfile] = []
        ) {
            self.id = id
            self.organization = organization
            self.ownerEmail = ownerEmail
            self.countryOrRegion = countryOrRegion
            self.managementMode = managementMode
            self.jobStatus = jobStatus
            self.tenants = tenants
            self.services = services
            self.backupOverview = backupOverview
            self.jobs = jobs
            self.scanProfiles = scanProfiles
        }

        var form: JSON {
            .object(given: [
                "id": id, "organization": organization, "ownerEmail": ownerEmail,
                "countryOrRegion": countryOrRegion, "managementMode": managementMode,
                "jobStatus": jobStatus, "tenants": tenants, "services": services,
                "backupOverview": backupOverview, "jobs": jobs, "scanProfiles": scanProfiles,
            ])
        }
    }
}
