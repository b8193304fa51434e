package import HTTP
import HTTPTypes

/// The page that a request asks for, in its walk along the list.
package struct PageWalk: Sendable {
    private let world: World
    private let list: ListForm
    private let page: AskedPage
    /// The walk along a numbered list; nil for a list with tokens, which say all of it themselves.
    private let id: Int?
    /// How many items later than its number says the page begins.
    private let shift: Int64
    /// Whether the page before it is empty because of a fault.
    package let isAfterEmpty: Bool

    /// Nil if the request asks for no page of a list.
    package init?(_ request: Request, for operation: AskedOperation?, in world: World) {
        guard let operation, let list = operation.list, let kind = operation.kind,
            let page = operation.page
        else { return nil }
        self.world = world
        self.list = kind.form
        self.page = page
        switch kind.form.pages {
        case .token:
            (id, shift) = (nil, 0)
            isAfterEmpty = page.token.map(world.isAfterEmpty) ?? false
        case .numbered:
            var hasher = Hasher()
            hasher.combine(list)
            hasher.combine(kind.paging.size.flatMap { request.target.argument($0) })
            hasher.combine(request.headerFields[.authorization])
            let id = hasher.finalize()
            self.id = id
            (shift, isAfterEmpty) = world.pageShifts.take(page.number ?? 1, of: id)
        }
    }

    /// What the faults of paging ask of the page; nil if it is made as always.
    package func form(for outcome: FaultOutcome?) -> PageForm? {
        let faults = outcome?.pages.compactMap(\.page) ?? []
        guard !faults.isEmpty || shift != 0 else { return nil }
        return PageForm(faults: faults, list: list, page: page.number, shift: shift)
    }

    /// Notes where the pages behind an answered page begin.
    package func note(_ report: PageReport?) {
        guard let id, let report, report.shift != 0 || report.isEmptied else { return }
        world.pageShifts.note(
            page.number ?? 1, shift: shift.saturatingAdd(report.shift),
            isEmptied: report.isEmptied, of: id)
    }
}
