package import Emulation

// The data of a partner as the control plane shows it.
extension Elements {
    package static let dataKinds = [
        DataKind(
            "customers", of: "elements_customers AS c", by: ["c.number"],
            search: "c.organization COLLATE NOCASE BETWEEN ? AND ?",
            members: [
                "id": "c.id", "organization": "c.organization", "ownerEmail": "c.owner_email",
                "countryOrRegion": "c.country_or_region", "managementMode": "c.management_mode",
                "jobStatus": "c.job_status",
            ]),
        DataKind(
            "tenants", of: "elements_tenants AS t", by: ["t.number"],
            search: "t.name COLLATE NOCASE BETWEEN ? AND ?",
            members: [
                "customerId": "t.customer_id", "id": "t.id", "name": "t.name", "type": "t.type",
                "availableUserSeat": "t.available_user_seat",
                "assignedUserSeat": "t.assigned_user_seat",
            ], edits: tenantEdits),
        DataKind(
            "services", of: "elements_services AS s", by: ["s.number"],
            search: "s.customer_id COLLATE NOCASE BETWEEN ? AND ?",
            members: ["customerId": "s.customer_id", "content": "s.content"]),
    ]
}
