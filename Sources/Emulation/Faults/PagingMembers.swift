/// The members of `do` that say a fault of paging.
struct PagingMembers {
    var entry: PagingFault?
    /// Where the name stands.
    var place: Int?
    /// The numbers and where they stand.
    var numbers: [(member: String, value: Int64?, place: Int)] = []
}

extension SeedReader {
    /// Reads `paging`, or a number that a fault of paging takes.
    mutating func read(_ member: String, of paging: inout PagingMembers) throws {
        let start = try place()
        guard member != "paging" else {
            paging.place = start
            let names = PagingFault.catalogue.map(\.name.rawValue)
            paging.entry = try choice("paging", of: names).flatMap(PagingFault.named)
            return
        }
        let parameter = PagingFault.catalogue.lazy.compactMap(\.parameter)
            .first { $0.name == member }
        guard let parameter else { return try skip() }
        paging.numbers.append((member, try integer(member, in: parameter.range), start))
    }

    /// The fault that the members say.
    ///
    /// - Parameter start: where `do` starts.
    mutating func pageFault(_ paging: PagingMembers, at start: Int) -> PageFault? {
        guard let entry = paging.entry else {
            // A wrong name has been noted.
            if paging.place == nil, let number = paging.numbers.first {
                note(
                    "\"do\" has no \"paging\" for its \"\(number.member)\"", hint: "add it",
                    at: start)
            }
            return nil
        }
        for number in paging.numbers where number.member != entry.parameter?.name {
            note(
                "\(entry.name.rawValue) takes no \"\(number.member)\"", hint: "leave it out",
                at: number.place)
        }
        let number = paging.numbers.first?.value ?? entry.parameter?.standard
        return PageFault(entry: entry, number: number.map { Int($0) })
    }

    /// Notes a fault of paging that no request of the match can have.
    mutating func noteImpossible(
        _ entry: PagingFault, for match: Fault.Match, at place: Int
    ) {
        let name = entry.name.rawValue
        if entry.pages == .notFirst, match.page == 1 {
            note("page 1 cannot have \(name)", hint: "no page is before it", at: place)
        }
        let lists = roster.pagedOperations.filter { list in
            (match.operation ?? list.name) == list.name
                && (match.api.map { list.name.hasPrefix($0 + ".") } ?? true)
        }
        guard !lists.contains(where: { $0.form.canHave(entry) }) else { return }
        let matched = match.operation ?? match.api.map { "the api \"\($0)\"" } ?? "no operation"
        guard !lists.isEmpty else {
            let known = roster.pagedOperations.map(\.name).joined(separator: ", ")
            return note("\(matched) has no pages", hint: "there are \(known)", at: place)
        }
        let possible = PagingFault.catalogue.filter { entry in
            lists.contains { $0.form.canHave(entry) }
        }.map(\.name.rawValue)
        note(
            "\(matched) cannot have \(name)",
            hint: "it can have \(possible.joined(separator: ", "))", at: place)
    }
}
