import Emulation
import JSON
import SQLite

// What the paged operations list. A filter is an array of JSON, or null for none.
//
// The reference names no member of an item optional. Those here do not name the item, and the live
// service prints them empty or as `N/A`.
extension List {
    /// `?1` the customer, `?2` the type, `?3` a filter of ids.
    static let tenants = List(
        of: "elements_tenants", identity: ["id"], order: ["number"],
        where: "customer_id = ?1 COLLATE NOCASE AND type = ?2 AND " + isIn("id", 3),
        parts: ["customer_id", "type"], pagedBy: .numbers,
        in: .init(.numbered, enumeration: "type", optional: ["tenantName"]))

    /// `?1` a filter of ids, `?2` the ids that the caller may see.
    static let customers = List(
        of: "elements_customers", identity: ["id"], order: ["number"],
        where: isIn("id", 1) + " AND " + isIn("id", 2), pagedBy: .numbers,
        in: .init(
            .numbered, enumeration: "jobStatus",
            optional: ["organization", "ownerEmail", "countryOrRegion"]))

    /// The same customers by their ids.
    static let services = List(
        of: "elements_customers", identity: ["id"],
        where: isIn("id", 1) + " AND " + isIn("id", 2), pagedBy: .numbers,
        in: .init(
            .numbered, enumeration: "products.subscriptionModel",
            optional: ["organization", "customer"]))

    /// `?1` the customer, `?2` the tenant, `?3` a filter of addresses.
    static let protectedUsers = List(
        of: "elements_protected_users", identity: named("id"),
        where: "customer_id = ?1 COLLATE NOCASE AND tenant_id = ?2 COLLATE NOCASE AND "
            + isIn("json_extract(content, '$.email')", 3),
        parts: ["customer_id", "tenant_id"], pagedBy: .numbers,
        in: .init(.numbered, enumeration: "moduleStatus.module", optional: ["displayName"]))

    /// `?1` the customer.
    static let backupModules = List(
        of: "elements_backup_modules", identity: named("serviceModule"),
        where: "customer_id = ?1 COLLATE NOCASE", parts: ["customer_id"], pagedBy: .numbers,
        in: .init(
            .numbered, enumeration: "serviceType",
            optional: ["dataSizeStoredInAvePoint", "dataSizeStoredInBYOS"]))

    /// `?1` the customer, `?2` and `?3` the type and the module, or null for all.
    static let jobs = List(
        of: "elements_jobs", identity: named("jobId"),
        where: """
            customer_id = ?1 COLLATE NOCASE
                AND (?2 IS NULL OR json_extract(content, '$.jobType') = ?2)
                AND (?3 IS NULL OR json_extract(content, '$.jobModule') = ?3)
            """, parts: ["customer_id"], pagedBy: .numbers,
        in: .init(
            .numbered, enumeration: "status",
            optional: ["name", "backupSize", "startTime", "endTime", "jobDuration"]))

    /// `?1` the customer, `?2` a filter of ids.
    static let scanProfiles = List(
        of: "elements_scan_profiles", identity: named("profileId"),
        where: "customer_id = ?1 COLLATE NOCASE AND "
            + isIn("json_extract(content, '$.profileId')", 2),
        parts: ["customer_id"], pagedBy: .numbers,
        in: .init(.numbered, enumeration: "scanMode", optional: ["profileName", "modifiedTime"]))

    /// The identity of a record: its name, and its number, because two records may have one name.
    /// A number alone is not enough: SQLite gives that of a deleted row again.
    private static func named(_ member: String) -> [String] {
        ["number", "json_extract(content, '$.\(member)')"]
    }

    private static func isIn(_ column: String, _ filter: Int) -> String {
        "(?\(filter) IS NULL OR lower(\(column)) IN (SELECT value FROM json_each(?\(filter))))"
    }
}

extension List.Paging {
    fileprivate static let numbers = List.Paging(page: "pageIndex", size: "pageSize")
}

extension Value {
    /// A filter of these texts, which are in lower case; null if there are none.
    static func filter(_ texts: some Collection<String>) -> Value {
        texts.isEmpty ? .null : .text(JSON.array(texts.map(JSON.string)).text)
    }
}

extension ApplicationScope {
    /// A filter of the ids that it covers.
    var filter: Value {
        switch self {
        case .all: .null
        case .only(let ids): .text(JSON.array(ids.sorted().map(JSON.string)).text)
        }
    }
}
