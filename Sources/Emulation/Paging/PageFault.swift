import JSON

/// A fault of paging that somebody has asked for, with its number.
struct PageFault: Sendable {
    let entry: PagingFault
    /// The value of the entry's parameter; nil if it has none, or if the page decides it.
    let number: Int?
    /// Decides the order of a shuffled page.
    var seed: Int64 = 0

    var name: PagingFault.Name { entry.name }

    /// What a page has to be cut from. The item that the page would begin with is number 0.
    struct Room {
        let size: Int
        /// The number of the page in its walk, or nil if nobody knows.
        let page: Int64?
        /// How many items before the page have been read.
        let before: Int
        /// How many items from the page's beginning on have been read: one more than any fault
        /// needs, if there are as many.
        let ahead: Int
        /// The number of all items of a numbered list.
        var total: Int64?

        var plain: PageCut { PageCut(start: 0, end: min(size, ahead)) }
        var isLast: Bool { ahead <= size }
    }

    /// The items of the page, or nil if the page cannot have the fault.
    func cut(from room: Room) -> PageCut? {
        let plain = room.plain
        let (count, number) = (plain.end, number ?? 1)
        switch name {
        case .tokenExpired, .tokenOneShot, .tokenNeedsEscaping, .tokenLong:
            return room.isLast ? nil : plain
        case .tokenRepeats, .totalHigh, .totalMissing, .metadataMissing: return plain
        case .tokenRestarts, .tokenNull, .tokenEmpty: return room.isLast ? plain : nil
        // The page that its token leads to has no items.
        case .tokenAtEnd: return room.isLast && (count > 0 || room.page == 1) ? plain : nil
        case .pageEmpty: return count > 0 ? PageCut(start: 0, end: 0) : nil
        case .pageShort:
            let fewer = self.number ?? (count + 1) / 2
            return count > 1 ? PageCut(start: 0, end: max(1, count - fewer)) : nil
        case .pageLong:
            let end = min(room.size + number, room.ahead)
            return room.isLast ? nil : PageCut(start: 0, end: end)
        case .pageOverlaps:
            let repeated = min(number, room.before, room.size)
            // At least one item of its own, or a walk would not get on.
            let own = min(max(1, room.size - repeated), room.ahead)
            return repeated > 0 && own > 0 ? PageCut(start: -repeated, end: own) : nil
        case .pageSkips:
            let start = min(number, room.ahead)
            return count > 0
                ? PageCut(start: start, end: min(start + room.size, room.ahead)) : nil
        case .pageShuffled: return count > 1 ? plain : nil
        case .membersUnknown, .membersNull: return count > 0 ? plain : nil
        case .totalZero, .totalLow: return room.total == 0 ? nil : plain
        case .pastEndRepeats:
            let isPastEnd = room.ahead == 0 && room.page != 1 && room.total != 0
            return isPastEnd ? plain : nil
        }
    }

    /// How many items before the page it needs.
    var back: Int { name == .pageOverlaps ? number ?? 1 : 0 }

    /// How many items more than the page has it needs.
    var more: Int { name == .pageLong || name == .pageSkips ? number ?? 1 : 0 }

    /// The form of the token that the page issues.
    var tokenForm: TokenForm {
        switch name {
        case .tokenExpired: .expired
        case .tokenOneShot: .once
        case .tokenNeedsEscaping: .escaped
        case .tokenLong: .long(kilobytes: number ?? 8)
        case .pageEmpty: .afterEmpty
        default: .plain
        }
    }

    /// Changes the items of the page that has the fault.
    func change(_ items: inout [JSON], of list: ListForm, page: Int64?) {
        switch name {
        case .pageShuffled: shuffle(&items, page: page)
        case .membersUnknown:
            items = items.map { $0.unknown(list.enumeration ?? "") }
        case .membersNull: items = items.map { $0.without(list.optional) }
        default: break
        }
    }

    private func shuffle(_ items: inout [JSON], page: Int64?) {
        var dice = Dice(seed: seed, call: page ?? 1)
        var order = Array(items.indices)
        for last in order.indices.dropFirst().reversed() {
            order.swapAt(last, Int(dice.uniform() * Double(last + 1)))
        }
        // Another order is what was asked for.
        if order == Array(items.indices) { order = Array(order.dropFirst()) + order.prefix(1) }
        items = order.map { items[$0] }
    }
}

/// The items of a page, counted from the item that it would begin with.
struct PageCut: Equatable {
    let start: Int
    let end: Int
}

extension JSON {
    /// An item with an unknown member, and an unknown value of an enumeration.
    fileprivate func unknown(_ path: String) -> JSON {
        let changed = withUnknown(path.split(separator: ".")[...])
        return .object(
            changed.members + [Member(name: "unknownMember", value: "unknownValue")])
    }

    private func withUnknown(_ path: ArraySlice<Substring>) -> JSON {
        guard let name = path.first else {
            if case .integer = self { return 9999 } else { return "unknownValue" }
        }
        if case .array(let elements) = self {
            return .array(elements.map { $0.withUnknown(path) })
        }
        return .object(
            members.map { member in
                member.name == name
                    ? Member(name: member.name, value: member.value.withUnknown(path.dropFirst()))
                    : member
            })
    }

    /// An item whose members of these names are null.
    fileprivate func without(_ names: [String]) -> JSON {
        .object(
            members.map { names.contains($0.name) ? Member(name: $0.name, value: .null) : $0 })
    }
}
