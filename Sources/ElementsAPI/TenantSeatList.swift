import Emulation
import JSON
import SQLite

/// Builds the array of the answer, row by row.
struct TenantSeatList {
    private let asked: LicenseAssignedStatus?
    private let effect: LicenseAssignedStatusEffect
    private var isEmpty = true
    private var printer = JSONPrinter()

    init(asked: LicenseAssignedStatus?, effect: LicenseAssignedStatusEffect) {
        self.asked = asked
        self.effect = effect
        printer.beginArray()
    }

    /// Adds a tenant's row: `id`, `name`, `availableUserSeat`, `assignedUserSeat`.
    mutating func add(_ row: borrowing Row) {
        isEmpty = false
        let available = row.integer(2)
        let assigned = row.integer(3)
        if effect == .rows, let asked, (asked == .available ? available : assigned) == 0 { return }
        printer.beginObject()
        printer.name("id")
        row.withText(0) { printer.string(utf8: $0) }
        printer.name("name")
        row.withText(1) { printer.string(utf8: $0) }
        printer.name("availableUserSeat")
        print(available, isAsked: asked != .assigned)
        printer.name("assignedUserSeat")
        print(assigned, isAsked: asked != .available)
        printer.endObject()
    }

    mutating func finish() -> [UInt8] {
        printer.endArray()
        return printer.bytes
    }

    /// The rule that decided the answer.
    var rule: Rule {
        if isEmpty { return ElementsRule.noTenants }
        guard asked != nil else { return ElementsRule.userSeats }
        return switch effect {
        case .project: ElementsRule.projectedUserSeats
        case .ignore: ElementsRule.ignoredStatus
        case .null: ElementsRule.nulledUserSeats
        case .rows: ElementsRule.filteredUserSeats
        }
    }

    private mutating func print(_ number: Int64, isAsked: Bool) {
        switch effect {
        case .project where !isAsked: printer.integer(0)
        case .null where !isAsked: printer.null()
        case .project, .null, .ignore, .rows: printer.integer(number)
        }
    }
}
