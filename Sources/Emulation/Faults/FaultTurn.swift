/// A fault that acts on a request, unless one before it does.
struct FaultTurn: Sendable {
    /// The number of the fault in its world.
    let number: Int
    let fault: Fault
    let effect: Fault.Effect
    let dice: Dice
}

extension FaultTurn {
    /// Whether the effect changes a page.
    var isOfPage: Bool { page != nil }

    /// The fault of paging with its seed, or nil for any other effect.
    var page: PageFault? {
        guard case .paging(var page) = effect else { return nil }
        page.seed = fault.when.seed ?? Int64(number)
        return page
    }
}
