import Emulation
import Testing

private enum Colour: String, Quirk {
    case red, green

    static let name = "test.colour"
    static let says = "Which colour."
}

@Suite struct `The quirks of a world` {
    @Test func `are at their standard setting until they are set`() throws {
        #expect(Quirks()[Colour.self] == .red)
        #expect(
            try Quirks.parse(["test.colour=green"], known: [Colour.self])[Colour.self] == .green)
        #expect(
            try Quirks.parse(["test.colour=green", "test.colour=red"], known: [Colour.self])[
                Colour.self] == .red)
    }

    @Test(arguments: [
        ("test.color=red", "no quirk is named 'test.color'; there are test.colour"),
        ("test.colour=blue", "test.colour cannot be 'blue'; it can be red, green"),
        ("test.colour", "'test.colour' is not written NAME=VALUE"),
        ("", "'' is not written NAME=VALUE"),
    ])
    func `that do not exist are told with those that do`(text: String, message: String) throws {
        let error = try #require(throws: QuirkError.self) {
            try Quirks.parse([text], known: [Colour.self])
        }
        #expect(error.message == message)
    }
}
