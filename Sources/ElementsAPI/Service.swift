import Emulation
import HTTP
import JSON

/// A service of a customer: an element of `products`.
struct Service {
    let product: Product
    /// An object of `ElementsShape.service`.
    let content: JSON

    /// - Throws: a 500 if an edited store file holds an invalid service.
    init(_ content: JSON) throws(ElementsError) {
        guard let product = content["product"]?.integer.flatMap(Product.init(number:)) else {
            throw .failure("a row of elements_services has no product")
        }
        self.product = product
        self.content = content
    }

    /// The number of seats or units; 0 if neither is a number.
    var purchasedSeats: Int64 {
        func number(_ name: String) -> Int64? { content[name]?.string.flatMap { Int64($0) } }
        return number("purchasedUserSeats") ?? number("purchasedUnits") ?? 0
    }

    subscript(name: String) -> String { content[name]?.string ?? "" }

    /// The form of *Retrieve services*, in the order that was observed at the live service.
    func json(_ form: ExpirationDateForm) -> JSON {
        json { name in
            guard name == "expirationDate", form == .monthFirst else { return nil }
            return Instant(self[name])?.monthFirstText
        }
    }

    /// The form of the withdrawn operation on one customer.
    var withdrawnJSON: JSON {
        json { name in
            switch name {
            case "expirationDate": Instant(self[name])?.slashedDate
            case "purchasedCapacity": protectedOfPurchasedCapacity
            default: nil
            }
        }
    }

    /// - Parameter text: the text that a member prints; nil for the seed's text.
    private func json(_ text: (_ member: String) -> String?) -> JSON {
        let name = content["service"] ?? .string(product.name)
        let members = content.members.filter { !["product", "service"].contains($0.name) }
        return .object(
            [JSON.Member(name: "service", value: name)]
                + members.map { member in
                    text(member.name).map { JSON.Member(name: member.name, value: .string($0)) }
                        ?? member
                })
    }

    /// `0/1 GB`: the protected part of the purchased capacity; nil if the purchased capacity is not
    /// an amount with a unit, or the two units differ.
    private var protectedOfPurchasedCapacity: String? {
        let purchased = self["purchasedCapacity"].split(separator: " ")
        guard purchased.count == 2, !purchased[0].contains("/") else { return nil }
        let protected = self["protectedCapacity"].split(separator: " ")
        guard protected.count == 2 else { return "0/\(self["purchasedCapacity"])" }
        return protected[1] == purchased[1]
            ? "\(protected[0])/\(self["purchasedCapacity"])" : nil
    }
}

extension Instant {
    /// `2026/03/14`
    fileprivate var slashedDate: String {
        String(secondsText.prefix { $0 != "T" }.replacing("-", with: "/"))
    }

    /// `03-14-2026T12:00:00Z`: the month first and the hour on a clock of twelve hours, so that
    /// midnight prints as the live service prints it.
    fileprivate var monthFirstText: String {
        func digits(_ number: Int64, _ count: Int = 2) -> String { String(number, digits: count) }
        let fields = fields
        let hour = (fields.hour + 11) % 12 + 1
        return "\(digits(fields.month))-\(digits(fields.day))-\(digits(fields.year, 4))"
            + "T\(digits(hour)):\(digits(fields.minute)):\(digits(fields.second))Z"
    }
}
