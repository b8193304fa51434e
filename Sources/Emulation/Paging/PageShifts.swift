import Synchronization

/// Where the pages of numbered lists begin whose walks have met a fault.
///
/// The number of a page says where it begins. After a page that was too short, too long or empty,
/// the pages behind it begin elsewhere, until the client asks for that page or an earlier one
/// again.
package final class PageShifts: Sendable {
    /// What a walk has met on its pages.
    private struct Walk {
        /// The pages with faults, in their order, and how many items later the pages behind each
        /// begin.
        var steps: [(page: Int64, shift: Int64, isEmptied: Bool)] = []
    }

    private struct State {
        var walks: [Int: Walk] = [:]
        /// The walks, oldest first, so that the oldest can be forgotten.
        var order: ArraySlice<Int> = []
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    /// The largest number of walks, and of pages of a walk. The oldest are forgotten.
    private static let (mostWalks, mostPages) = (1000, 1000)

    /// Most worlds have none.
    package var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    /// Where a page begins, now that it is asked for. What is known of it and of later pages is
    /// forgotten.
    ///
    /// - Returns: how many items later than its number says, and whether the page before it was
    ///   emptied.
    func take(_ page: Int64, of walk: Int) -> (shift: Int64, isAfterEmpty: Bool) {
        guard !isEmpty else { return (0, false) }
        return state.withLock { state in
            guard var known = state.walks[walk] else { return (0, false) }
            while let last = known.steps.last, last.page >= page { known.steps.removeLast() }
            state.walks[walk] = known
            guard let last = known.steps.last else { return (0, false) }
            return (last.shift, last.isEmptied && last.page == page - 1)
        }
    }

    /// Notes what a page was.
    ///
    /// - Parameter shift: how many items later the pages behind it begin.
    func note(_ page: Int64, shift: Int64, isEmptied: Bool, of walk: Int) {
        state.withLock { state in
            if state.walks[walk] == nil {
                state.order.append(walk)
                if state.order.count > Self.mostWalks, let oldest = state.order.popFirst() {
                    state.walks[oldest] = nil
                }
            }
            state.walks[walk, default: Walk()].steps.append((page, shift, isEmptied))
            // The last one knows what all of them have added up to.
            if state.walks[walk, default: Walk()].steps.count > Self.mostPages {
                state.walks[walk]?.steps.removeFirst()
            }
            count.store(state.walks.count, ordering: .relaxed)
        }
    }
}
