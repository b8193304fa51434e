import Emulation
import HTTP
import JSON

// A world's clock.
extension Control {
    /// `GET /__admin/clock`
    func showClock(_ call: Call) throws -> Response {
        let clock = try call.world.clock.reading
        return Response(json: [
            "now": .string(clock.now.text), "frozen": .bool(clock.isFrozen),
            "scale": .number(clock.scale),
        ])
    }

    /// `PUT /__admin/clock`: `{"now":"…","frozen":true}`, `{"advanceSeconds":3600}`,
    /// `{"scale":60}`, or several of them, which are applied in this order.
    func setClock(_ call: Call) throws -> Response {
        let content = try call.content(of: ["now", "frozen", "advanceSeconds", "scale"])
        var change = Clock.Change()
        change.now = try Self.instant(content["now"])
        change.isFrozen = try Self.bool(content["frozen"], "frozen")
        change.advance = try Self.number(
            content["advanceSeconds"], "advanceSeconds", -1e10...1e10
        ).map { .seconds($0) }
        change.scale = try Self.number(content["scale"], "scale", Clock.scales)
        // A refused change makes no world.
        let isPossible = try Clock(like: call.present.clock).apply(change)
        guard isPossible, try call.world.clock.apply(change) else {
            throw Problem.content("leaves the years 1 to 9999 by advanceSeconds")
        }
        return try showClock(call)
    }

    /// `DELETE /__admin/clock`: back to real time.
    func returnClock(_ call: Call) throws -> Response {
        try call.world.clock.returnToReal()
        return try showClock(call)
    }

    private static func instant(_ value: JSON?) throws(Problem) -> Instant? {
        guard let value else { return nil }
        guard let instant = value.string.flatMap(Instant.init) else {
            throw .content(
                "must have an instant of the years 1 to 9999 in now, such as 2018-05-01T12:00:00Z")
        }
        return instant
    }

    static func bool(_ value: JSON?, _ name: String) throws(Problem) -> Bool? {
        switch value {
        case nil: return nil
        case .bool(let bool): return bool
        default: throw .content("must have true or false in \(name)")
        }
    }

    private static func number(
        _ value: JSON?, _ name: String, _ range: ClosedRange<Double>
    ) throws(Problem) -> Double? {
        let number: Double
        switch value {
        case nil: return nil
        case .integer(let integer): number = Double(integer)
        case .number(let double): number = double
        default: throw .content("must have a number in \(name)")
        }
        guard range.contains(number) else {
            throw .content(
                "must have a number from \(range.lowerBound) to \(range.upperBound) in \(name)")
        }
        return number
    }
}
