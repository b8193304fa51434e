import JSON

/// What faults ask of the page that answers a request.
package struct PageForm: Sendable {
    /// The faults in the order in which they may act. The first that the page can have acts.
    let faults: [PageFault]
    let list: ListForm
    /// The number of the page in its walk, or nil if nobody knows.
    let page: Int64?
    /// For a numbered list, how many items later than its number says the page begins, because of
    /// faults of the pages before it.
    var shift: Int64 = 0

    /// How many items before the page are needed.
    package var back: Int { faults.map(\.back).max() ?? 0 }

    /// How many items more than the page has are needed.
    var more: Int { faults.map(\.more).max() ?? 0 }

    /// The first fault that the page can have.
    func choose(from room: PageFault.Room) -> (fault: PageFault?, cut: PageCut, index: Int?) {
        for (index, fault) in faults.enumerated() {
            if let cut = fault.cut(from: room) { return (fault, cut, index) }
        }
        return (nil, room.plain, nil)
    }
}

/// What has come of the faults that an answer's page could have.
package struct PageReport: Sendable {
    /// Which of the faults has acted, or nil.
    package let fault: Int?
    /// For a numbered list, how many items later the pages behind this one begin because of it.
    var shift: Int64 = 0
    /// Whether the page is empty because of the fault.
    var isEmptied = false
}
