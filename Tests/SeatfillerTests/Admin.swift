import Emulation
import Seatfiller
import Testing

/// Asks an emulator for something and says what came, in one text.
struct Admin {
    let emulator: Emulator

    init(_ seed: Seatfiller.Seed = .demo, auth: Emulator.Auth = .open) throws {
        emulator = try Emulator(seed: seed, auth: auth)
    }

    init(_ settings: Settings) throws {
        emulator = try Emulator(settings)
    }

    func call(
        _ method: String, _ target: String, _ body: String = "", _ headers: [(String, String)] = []
    ) -> String {
        let answer = emulator.respond(
            to: Emulator.Request(method, target, headers: headers, body: body))
        return "\(answer.status) \(answer.body)"
    }

    func get(_ target: String, _ headers: [(String, String)] = []) -> String {
        call("GET", target, "", headers)
    }

    /// The products that Bob holds a seat of.
    func bob(_ world: String = "", _ headers: [(String, String)] = []) -> [String] {
        get("\(world)/V1/Users/bob@contoso.com/Seats", headers).matches(of: /"productId":"(\w+)"/)
            .map {
                String($0.1)
            }
    }

    /// The header for a call with the access token of an answer.
    static func bearer(in answer: String) throws -> [(String, String)] {
        let token = try #require(answer.firstMatch(of: /"access_token":"([^"]+)"/)).1
        return [("Authorization", "Bearer " + token)]
    }

    static let assign = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"
    static let one = ["9NBLGGH4R2R6"]
    static let two = ["9NBLGGH4R2R6", "CFQ7TTC0K5DR"]
}
