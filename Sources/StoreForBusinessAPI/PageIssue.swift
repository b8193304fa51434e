import Emulation

/// Issues the tokens of a page.
struct PageIssue: Sendable {
    /// What the request's token said; nil for a first page.
    let start: PageToken?
    let list: PageToken.List
    let pageSize: Int
    let subject: [String]
    let world: World

    /// Where the page begins.
    var place: PageStart { start?.start ?? .beginning }

    /// A token that leads to a place.
    ///
    /// - Parameter keys: the keys of an item.
    func token<Position>(
        to place: PagePlace<Position>, as form: TokenForm = .plain,
        keys: (Position) -> [String]
    ) -> String {
        var page = 1
        var start = PageStart.beginning
        switch place {
        case .beginning: break
        case .here: (page, start) = (next, self.place)
        case .after(let position, let count):
            page = next
            start = .after(keys(position))
            // A walk that has begun by keys goes on by keys.
            if world.quirks[StorePaging.self] == .offset, let offset = self.place.offset {
                start = .offset(offset + Int64(count))
            }
        }
        return PageToken(list: list, page: page, pageSize: pageSize, subject: subject, start: start)
            .sealed(in: world, as: form)
    }

    private var next: Int { (start?.page ?? 1) + 1 }
}
