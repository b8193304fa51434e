package import HTTP
import HTTPTypes

/// A response, and the rule that decided it.
package struct Answer: Sendable {
    package var response: Response
    package let rule: Rule
    /// The operation that the request asks for, or nil.
    package var operation: String?
    package var parameters = Parameters()
    /// The id of the fault that fired. Of several faults, it is the one that had an effect.
    package var fault: String?
    /// How many faults have fired.
    package var actsOfFaults = 0
    /// Whether the answer comes from the cache.
    package var isRemembered = false
    /// Whether the same request gets the same answer until the world changes. In open mode this
    /// holds for every client.
    package var isCacheable = false
    /// The list that was asked for, if the operation has pages.
    package var list: AskedList?
    /// The page that the answer holds.
    package var page: ServedPage?
    /// The page that was asked for, if the answer holds none.
    package var asked: AskedPage?
    /// The number of the latest change of the world's data that the answer is certain to show.
    package var since = 0
    /// What has come of the faults that the page could have; nil if no fault was asked for.
    package var pageReport: PageReport?

    package init(_ response: Response, by rule: Rule) {
        self.response = response
        self.rule = rule
    }

    /// Whether the status is a success.
    package var isSuccess: Bool { response.status.kind == .successful }

    /// Notes the operation that was asked for, although a fault has given this answer.
    package mutating func concerns(_ asked: AskedOperation?) {
        operation = asked?.name
        parameters = asked?.parameters ?? Parameters()
        list = asked?.list
        page = nil
        self.asked = asked?.page
    }

    /// The answer with its rule in a header, if the world shows rules.
    package consuming func labelled(in world: World) -> Answer {
        if world.showsRules { response.headerFields[.seatfillerRule] = rule.header }
        return self
    }
}
