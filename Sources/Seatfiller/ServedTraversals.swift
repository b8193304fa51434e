package import Emulation
import HTTPServer
import HTTPTypes
import JSON
import System

/// The traversals of a server that runs, as `seatfiller verify` asks for them.
package struct ServedTraversals {
    private let url: String
    private let world: WorldName?
    private let adminToken: String?
    private let content: JSON
    private static let patience = Duration.seconds(60)
    private static let mostBytes = 64 << 20

    /// - Parameters:
    ///   - url: the base URL: `http://`, an address or `localhost`, and a port.
    ///   - world: nil for the one that the URL names, or `default`.
    ///   - operation: which lists; nil for all.
    ///   - allowed: findings that are no fault.
    ///   - least: how many traversals there must be.
    package init(
        of url: String, in world: WorldName?, adminToken: String?, operation: String?,
        allowing allowed: [String], least: Int64?
    ) {
        self.url = url
        self.world = world
        self.adminToken = adminToken
        var members = [JSON.Member(name: "allow", value: .array(allowed.map(JSON.string)))]
        if let operation {
            members.append(JSON.Member(name: "operation", value: .string(operation)))
        }
        if let least { members.append(JSON.Member(name: "least", value: .integer(least))) }
        content = .object(members)
    }

    /// Checks that every list was read whole.
    ///
    /// - Parameter path: of a file in JUnit's form, which is written whatever comes out; nil for
    ///   none.
    /// - Returns: how many traversals were judged.
    /// - Throws: `SeatfillerError` with every reason why it does not hold.
    package func verify(junit path: String?) throws(SeatfillerError) -> Int64 {
        if let path {
            let (status, bytes) = try ask([.accept: "application/xml"])
            if status != 200, status != 409 { try refuse(status, bytes) }
            try SeatfillerError.wording("\(path) cannot be written") { () throws(FileError) in
                let file = try NewFile(path)
                try file.write(bytes)
                try file.finish()
            }
        }
        let (status, bytes) = try ask([:])
        let answer = Self.json(bytes)
        if status == 409, let reasons = answer?["reasons"]?.elements, !reasons.isEmpty {
            let lines = reasons.compactMap(\.string).joined(separator: "\n")
            throw SeatfillerError(.failure, lines)
        }
        guard status == 200, let judged = answer?["judged"]?.integer else {
            try refuse(status, bytes)
            return 0
        }
        return judged
    }

    private static func json(_ bytes: [UInt8]) -> JSON? {
        do throws(JSONError) { return try JSON(parsing: bytes) } catch { return nil }
    }

    private func ask(_ more: HTTPFields) throws(SeatfillerError) -> (Int, [UInt8]) {
        // After `http://`: the authority, and a path such as that of a world.
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let base = rest[authority.endIndex...].split(separator: "/").map { "/\($0)" }.joined()
        // A verification makes no world.
        var fields: HTTPFields = [
            .seatfillerWorldExists: "true", .contentType: "application/json",
        ]
        if let world { fields[.seatfillerWorld] = world.description }
        if let adminToken { fields[.authorization] = "Bearer \(adminToken)" }
        for field in more { fields.append(field) }
        do throws(Download.Failure) {
            let answer = try Download(
                base + "/__admin/traversals/verify", fields, at: String(authority),
                patience: Self.patience, posting: Array(content.text.utf8))
            var bytes: [UInt8] = []
            while bytes.count < Self.mostBytes, let piece = try answer.next() { bytes += piece }
            return (answer.status, bytes)
        } catch {
            throw SeatfillerError(.failure, Export.words(for: error, url))
        }
    }

    private func refuse(_ status: Int, _ bytes: [UInt8]) throws(SeatfillerError) {
        try Export.refuse(status, bytes, url, world)
    }
}
