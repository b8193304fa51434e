import JSON

/// What a walk gets if one of its pages has a fault, worked out from the walk without faults.
struct ExpectedWalk {
    let plain: [[String]]
    let size: Int
    /// The number of the page with the fault.
    let page: Int
    let list: WalkedList

    private var all: [String] { plain.flatMap { $0 } }
    private var offset: Int { (page - 1) * size }
    private var isLast: Bool { page == plain.count }
    private var own: [String] { page <= plain.count ? plain[page - 1] : [] }

    /// How the walk ends.
    enum End: Equatable {
        /// The last page has no token.
        case absent
        case null, empty
        /// The API refuses the token.
        case refused
        /// It never ends.
        case never
    }

    /// The pages before the faulted one, that one, and the rest in pages of the walk's size.
    private func regrouped(_ items: ArraySlice<String>, then rest: Int) -> [[String]] {
        var pages = Array(plain[..<(page - 1)]) + [Array(items)]
        var start = rest
        while start < all.count {
            pages.append(Array(all[start..<min(start + size, all.count)]))
            start += size
        }
        return pages
    }

    /// The items of each page, and how the walk ends. A walk without an end is told for `most`
    /// pages.
    func pages(of fault: String, most: Int) -> (pages: [[String]], end: End) {
        let count = own.count
        switch fault {
        case "token-expired" where !isLast: return (Array(plain[..<page]) + [[]], .refused)
        case "token-repeats":
            let pages = Array(plain[..<page])
            return (pages + Array(repeating: own, count: most - page), .never)
        case "token-restarts" where isLast:
            return ((0..<most).map { plain[$0 % plain.count] }, .never)
        case "token-at-end" where isLast: return (plain + [[]], .absent)
        case "token-null" where isLast: return (plain, .null)
        case "token-empty" where isLast: return (plain, .empty)
        case "page-empty" where count > 0: return (regrouped([], then: offset), .absent)
        case "page-short" where count > 1:
            let end = offset + count / 2
            return (regrouped(all[offset..<end], then: end), .absent)
        case "page-long" where !isLast:
            let end = offset + size + 1
            return (regrouped(all[offset..<end], then: end), .absent)
        case "page-overlaps" where page > 1:
            let end = min(offset + max(1, size - 1), all.count)
            return (regrouped(all[(offset - 1)..<end], then: end), .absent)
        case "page-skips":
            let end = min(offset + 1 + size, all.count)
            return (regrouped(all[(offset + 1)..<end], then: end), .absent)
        default: return (plain, .absent)
        }
    }

    /// An item as `members-unknown` or `members-null` changes it.
    func changed(_ item: JSON, by fault: String) -> JSON {
        switch fault {
        case "members-unknown":
            .object(
                Self.replacing(list.enumeration[...], in: item).members + [
                    .init(name: "unknownMember", value: "unknownValue")
                ])
        case "members-null":
            .object(
                item.members.map {
                    .init(name: $0.name, value: list.optional.contains($0.name) ? .null : $0.value)
                })
        default: item
        }
    }

    private static func replacing(_ path: ArraySlice<String>, in value: JSON) -> JSON {
        guard let name = path.first else { return value.integer == nil ? "unknownValue" : 9999 }
        if !value.elements.isEmpty { return .array(value.elements.map { replacing(path, in: $0) }) }
        return .object(
            value.members.map {
                $0.name == name
                    ? .init(name: name, value: replacing(path.dropFirst(), in: $0.value)) : $0
            })
    }
}
