import Emulation
import JSON

/// What goes wrong in a world, and for which requests.
///
/// ```swift
/// Fault(.status(429, retryAfter: .seconds(1)), on: .listSeatsOfUser, page: 2, times: 1)
/// Fault(.paging(.pageOverlaps(count: 3)), on: .getInventory)
/// Fault(.throttle(limit: 10, windowSeconds: 60), .delay(.milliseconds(200)), of: .elements)
/// ```
///
/// A fault is checked where it is made. One that no request can have ends the process, with a
/// message that says why: a status of 99, page 1 of an operation without pages, a number that the
/// effect does not take.
public struct Fault: Sendable {
    let checked: Emulation.Fault

    init(_ checked: Emulation.Fault) {
        self.checked = checked
    }

    /// A fault. What is left out matches all requests.
    ///
    /// - Parameters:
    ///   - effects: what the fault does. A delay, a throttle and requests go with other effects; of
    ///     two others only one could ever act, which is a mistake.
    ///   - operation: the operation that is asked for.
    ///   - api: the API that is asked.
    ///   - method: `GET`, `POST`, …
    ///   - path: of the request; `*` stands for any number of characters.
    ///   - user: the user whom the path names, in upper or lower case.
    ///   - customerId: the customer whom the path names.
    ///   - type: the type of tenants, or the number of the product, that the path names.
    ///   - page: the page that is asked for, from 1 on.
    ///   - call: the first matching request that the fault acts on, from 1 on. It acts once unless
    ///     `times` says otherwise.
    ///   - times: how often it acts; nil for always.
    ///   - probability: of acting, above 0 and up to 1.
    ///   - seed: of the dice, which fall the same for the same seed.
    ///   - file: the source file that a mistake is reported in.
    ///   - line: the line of that file.
    public init(
        _ effects: Effect..., on operation: Operation? = nil, of api: Operation.API? = nil,
        method: String? = nil, path: String? = nil, user: String? = nil,
        customerId: String? = nil, type: Int? = nil, page: Int? = nil, call: Int? = nil,
        times: Int? = nil, probability: Double? = nil, seed: Int? = nil,
        file: StaticString = #file, line: UInt = #line
    ) {
        let match = JSON.object(given: [
            "api": api, "operation": operation, "method": method, "path": path, "user": user,
            "customerId": customerId, "type": type, "page": page,
        ])
        let when = JSON.object(given: [
            "call": call, "times": times, "probability": probability, "seed": seed,
        ])
        let fault = JSON.object(given: [
            "match": match.members.isEmpty ? nil : match,
            "when": when.members.isEmpty ? nil : when,
            "do": JSON.object(effects.flatMap(\.members)),
        ])
        do throws(SeatfillerError) {
            self = try Self.list(json: fault.text)[0]
        } catch {
            preconditionFailure("\(error)", file: file, line: line)
        }
    }

    /// The faults of a JSON file: one, or a list of them, in the form that the control plane
    /// accepts.
    ///
    /// - Throws: `SeatfillerError` that says what is wrong, and where.
    public static func list(json text: String) throws(SeatfillerError) -> [Fault] {
        do {
            return try Emulation.Fault.list(in: Array(text.utf8), for: .standard).map(Fault.init)
        } catch let tooMany as TooManyFaults {
            throw SeatfillerError(.usage, Problem(tooMany).detail)
        } catch {
            throw SeatfillerError(.usage, "\(error)")
        }
    }

    /// The form in a JSON file.
    public var json: String { checked.text.text }
}

extension Fault: Hashable, CustomStringConvertible {
    /// Whether both say the same in the same words.
    public static func == (left: Fault, right: Fault) -> Bool { left.json == right.json }

    /// Hashes what the fault says.
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }

    /// The form in a JSON file.
    public var description: String { json }
}

extension Fault: JSONValue {
    var form: JSON { checked.text }
}
