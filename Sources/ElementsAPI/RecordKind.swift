import Emulation

/// The kinds of records of a customer. Each record is a JSON object in a row of its kind's table.
enum RecordKind: CaseIterable {
    case service, backupModule, job, scanProfile, protectedUser

    /// The member of the customer in a seed; for protected users, of the tenant.
    var member: String {
        switch self {
        case .service: "services"
        case .backupModule: "backupOverview"
        case .job: "jobs"
        case .scanProfile: "scanProfiles"
        case .protectedUser: "protectedUsers"
        }
    }

    var table: String {
        switch self {
        case .service: "elements_services"
        case .backupModule: "elements_backup_modules"
        case .job: "elements_jobs"
        case .scanProfile: "elements_scan_profiles"
        case .protectedUser: "elements_protected_users"
        }
    }

    var shape: Shape {
        switch self {
        case .service: ElementsShape.service
        case .backupModule: ElementsShape.backupModule
        case .job: ElementsShape.job
        case .scanProfile: ElementsShape.scanProfile
        case .protectedUser: ElementsShape.protectedUser
        }
    }

    var noun: String {
        switch self {
        case .service: "a service"
        case .backupModule: "a backup module"
        case .job: "a job"
        case .scanProfile: "a scan profile"
        case .protectedUser: "a protected user"
        }
    }
}
