package import HTTP
import HTTPTypes

/// A response, and the rule that decided it.
package struct Answer: Sendable {
    package var response: Response
    package let rule: Rule
    /// The operation that was asked for, where it is one.
    package var operation: String?
    package var parameters = Parameters()
    /// The id of the fault that fired, of several the one that had an effect.
    package var fault: String?
    /// How many faults have fired.
    package var actsOfFaults = 0
    /// Whether it was given before, and nothing had changed.
    package var isRemembered = false
    /// Whether the same request is answered alike as long as the world does not change, whenever it
    /// comes and whoever asks in open mode.
    package var isCacheable = false
    /// For a page: what it was asked for by, and what the next one will be; nil for none.
    package var page: (key: String?, next: String?)?

    package init(_ response: Response, by rule: Rule) {
        self.response = response
        self.rule = rule
    }

    /// Whether what was asked for was done.
    package var isSuccess: Bool { response.status.kind == .successful }

    /// Notes what has been asked, though something else than the operation has answered.
    package mutating func concerns(_ asked: AskedOperation?) {
        operation = asked?.name
        parameters = asked?.parameters ?? Parameters()
        page = asked?.page.map { ($0.key, nil) }
    }

    /// With the rule in its header, where the world's answers have that.
    package consuming func labelled(in world: World) -> Answer {
        if world.showsRules { response.headerFields[.seatfillerRule] = rule.header }
        return self
    }
}
