import JSON
import SQLite

/// A customer of the partner.
struct Customer {
    let id: String
    let organization: String
    let ownerEmail: String
    let jobStatus: Int64
    let countryOrRegion: String
    let managementMode: Int64

    /// The columns that `init` reads, in its order.
    static let columns =
        "id, organization, owner_email, job_status, country_or_region, management_mode"

    init(_ row: borrowing Row) {
        id = row.text(0)
        organization = row.text(1)
        ownerEmail = row.text(2)
        jobStatus = row.integer(3)
        countryOrRegion = row.text(4)
        managementMode = row.integer(5)
    }

    func json(tenants: [JSON]) -> JSON {
        .object(members + [JSON.Member(name: "tenants", value: .array(tenants))])
    }

    /// The members before `tenants`.
    var members: [JSON.Member] {
        let members: JSON = [
            "id": .string(id), "organization": .string(organization),
            "ownerEmail": .string(ownerEmail), "jobStatus": .integer(jobStatus),
            "countryOrRegion": .string(countryOrRegion),
            "managementMode": .integer(managementMode),
        ]
        return members.members
    }
}
