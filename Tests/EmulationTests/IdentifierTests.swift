import Emulation
import Testing

@Suite struct `A supply of identifiers` {
    @Test func `are the same in the same order after every start`() {
        let one = Identifiers()
        let other = Identifiers()
        #expect(one.guid() == "e220a839-7b1d-4daf-ae78-9e6aa1b965f4")
        #expect(other.guid() == "e220a839-7b1d-4daf-ae78-9e6aa1b965f4")
        #expect(one.hexadecimal(words: 1) == "06c45d188009454f")
    }

    @Test func `are each another`() {
        let identifiers = Identifiers()
        let many = (0..<10_000).map { _ in identifiers.guid() }
        #expect(Set(many).count == many.count)
    }
}
