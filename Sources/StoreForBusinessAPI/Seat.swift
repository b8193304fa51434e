import Emulation
import HTTP
import JSON

/// A user's hold on a product: `SeatDetails`.
struct Seat {
    let assignedTo: String
    let dateAssigned: String
    let state: String
    let key: ProductKey

    var json: JSON {
        [
            "assignedTo": .string(assignedTo), "dateAssigned": .string(dateAssigned),
            "state": .string(state), "productKey": key.json,
        ]
    }

    func answer(by rule: Rule) -> Answer {
        Answer(Response(json: json), by: rule)
    }
}
