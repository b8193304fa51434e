package import JSON

/// The rows of a page by its number. Counts all rows of the list, and makes those of the page.
package struct NumberedRows: Sendable {
    package typealias Row = (json: JSON, item: Item)

    private let offset: Int64
    private let size: Int64
    private let form: PageForm?
    private let first: Int64
    private let wanted: Int
    private var rows: [Row] = []
    /// The latest rows, if the page may have to repeat the last one.
    private var latest: [Row] = []
    private let repeatsLast: Bool
    private var count: Int64 = 0

    /// - Parameters:
    ///   - offset: the number of rows before the page.
    ///   - size: the number of rows of the page, from 1 to 1000.
    ///   - form: what faults ask of the page; nil if no fault acts.
    package init(offset: Int64, size: Int64, in form: PageForm? = nil) {
        self.size = size
        self.form = form
        guard let form else {
            (self.offset, first, wanted, repeatsLast) = (offset, offset, Int(size), false)
            return
        }
        self.offset = max(0, offset.saturatingAdd(form.shift))
        first = max(0, self.offset - Int64(form.back))
        wanted = Int(self.offset - first) + Int(size) + form.more + 1
        repeatsLast = form.faults.contains { $0.name == .pastEndRepeats }
    }

    /// Counts a row, and makes it if it is wanted.
    package mutating func add(_ row: () throws -> Row) rethrows {
        count += 1
        let isWanted = count > first && rows.count < wanted
        guard repeatsLast else {
            if isWanted { rows.append(try row()) }
            return
        }
        let row = try row()
        if isWanted { rows.append(row) }
        // A page ends where the count is a multiple of its size.
        if (count - 1) % size == 0 { latest = [] }
        latest.append(row)
    }

    /// The page after all rows have been added.
    package var made: Made {
        guard let form else {
            return Made(rows: rows.map(\.json), items: rows.map(\.item), total: count)
        }
        let before = Int(min(self.offset, count) - min(first, count))
        let room = PageFault.Room(
            size: Int(size), page: form.page, before: before, ahead: rows.count - before,
            total: count)
        let (fault, cut, index) = form.choose(from: room)
        let kept = rows[(before + cut.start)..<(before + cut.end)]
        var made = Made(rows: kept.map(\.json), items: kept.map(\.item), total: count)
        made.report = PageReport(
            fault: index, shift: fault?.shifts == true ? Int64(cut.end) - size : 0,
            isEmptied: fault?.name == .pageEmpty)
        made.left = max(0, -form.shift.saturatingAdd(made.report?.shift ?? 0))
        guard let fault else { return made }
        fault.change(&made.rows, of: form.list, page: form.page)
        switch fault.name {
        case .totalZero: made.total = 0
        case .totalHigh: made.total = count.saturatingAdd(size)
        case .totalLow: made.total = max(0, count - size)
        case .totalMissing: made.total = nil
        case .metadataMissing: made.hasMetadata = false
        case .pastEndRepeats:
            (made.rows, made.items) = (latest.map(\.json), latest.map(\.item))
        default: break
        }
        return made
    }

    /// The rows of a page, and what it says of the list.
    package struct Made: Sendable {
        package fileprivate(set) var rows: [JSON]
        /// What the rows are, in the order of the list.
        package fileprivate(set) var items: [Item]
        /// The number of all rows that the page leads its client to.
        package var told: Int64 { (hasMetadata ? total ?? count : count).saturatingAdd(left) }
        private let count: Int64
        /// Whether the page says how many rows there are, and says it rightly.
        package var tellsTotal: Bool { hasMetadata && total == count }
        /// How many rows more than its number says the page leaves to later pages.
        fileprivate var left: Int64 = 0
        /// The number of all rows; nil if the page does not say it.
        package fileprivate(set) var total: Int64?
        package fileprivate(set) var hasMetadata = true
        /// For the answer; nil if no fault was asked for.
        package fileprivate(set) var report: PageReport?

        fileprivate init(rows: [JSON], items: [Item], total: Int64) {
            self.rows = rows
            self.items = items
            self.total = total
            count = total
        }
    }
}

extension PageFault {
    /// Whether later pages of a numbered list begin elsewhere than their numbers say.
    fileprivate var shifts: Bool {
        switch name {
        case .pageEmpty, .pageShort, .pageLong, .pageOverlaps, .pageSkips: true
        default: false
        }
    }
}
