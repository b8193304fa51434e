import Emulation
import HTTP
import JSON

/// The list that a client walks, as it has asked for it.
struct WalkedList: Sendable {
    let kind: ListKind
    /// The request of its first page, without what only pages.
    private let method: String
    private let target: String
    private let body: String

    private static let mostPages = 100_000

    /// - Parameter entry: a request of one of its pages.
    init(_ entry: Emulator.World.Journal.Entry, of kind: ListKind) {
        self.kind = kind
        method = entry.method
        body = entry.body
        let parts = entry.target.split(separator: "?", maxSplits: 1)
        let paging = [kind.pagingParameters.page, kind.pagingParameters.size].map {
            $0.lowercased()
        }
        let query = parts.dropFirst().flatMap { $0.split(separator: "&") }.filter { item in
            !paging.contains(item.prefix { $0 != "=" }.lowercased())
        }
        target = parts.first.map(String.init) ?? "/"
        filters = query.map(String.init)
    }

    private let filters: [String]

    /// Whether a request asks for a page of it.
    func isAskedFor(by entry: Emulator.World.Journal.Entry) -> Bool {
        Target(WalkedList(entry, of: kind).target).canonicalPath == Target(target).canonicalPath
    }

    /// What it holds now, read in a copy of the world, where nobody else sees it.
    func items(in world: Emulator.World, of emulator: Emulator) throws(SeatfillerError) -> [String]
    {
        let copy = try emulator.copy(of: world)
        defer { copy.drop() }
        copy.faults.removeAll()
        var items: [String] = []
        var page: String?
        for number in 1...Self.mostPages {
            let answer = copy.respond(to: request(for: page))
            guard answer.status == 200 else { break }
            let content: JSON
            do throws(JSONError) {
                content = try JSON(parsing: Array(answer.body.utf8))
            } catch {
                throw SeatfillerError(
                    .failure, "a page of \(kind.operation) is no JSON: \(error.message)")
            }
            let found = content[kind.items]?.elements ?? []
            items += found.compactMap(kind.identity)
            page =
                kind.isNumbered
                ? (found.isEmpty ? nil : String(number + 1)) : content["continuationToken"]?.string
            if page == nil { break }
        }
        return items
    }

    private func request(for page: String?) -> Emulator.Request {
        let (name, size) = kind.pagingParameters
        // A token needs no escape.
        let query = (filters + ["\(size)=100"] + (page.map { ["\(name)=\($0)"] } ?? []))
            .joined(separator: "&")
        return Emulator.Request(
            method, "\(target)?\(query)",
            headers: body.isEmpty ? [] : [(name: "Content-Type", value: "application/json")],
            body: body)
    }
}

extension Emulator {
    /// A world with the present state of another, which is to be dropped.
    fileprivate func copy(of world: World) throws(SeatfillerError) -> World {
        do throws(WorldRefusal) {
            let name = try WorldName("\(world.name.prefix(50)).copy")
            return World(try worlds.make(name, like: try WorldName(world.name)), of: self)
        } catch {
            throw SeatfillerError(.failure, Problem(error).detail)
        }
    }
}
