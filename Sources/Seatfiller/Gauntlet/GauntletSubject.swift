import Emulation
import HTTP
import SQLite
import StoreForBusinessAPI

/// Whose items a client walks.
struct GauntletSubject: Sendable {
    /// The user whose seats are walked; nil if it is no list of a user.
    let user: String?
    /// A user without seats; nil if there is none.
    let idleUser: String?
    /// The customer of AvePoint Elements; nil if nobody has named one.
    let customer: String?

    /// - Parameter user: nil for the user with the most seats.
    /// - Throws: `SeatfillerError` if there is no such user or customer, or nobody has seats.
    init(
        user: String?, customer: String?, in emulator: Emulator
    ) throws(SeatfillerError) {
        let users = try SeatfillerError.wording {
            try emulator.worlds.defaultWorld.transaction(.read) { store in
                (
                    busiest: try StoreForBusiness.userWithMostSeats(in: store),
                    idle: try StoreForBusiness.userWithoutSeats(in: store)
                )
            }
        }
        self.user = user ?? users.busiest
        idleUser = users.idle
        self.customer = customer
        if let user {
            let answer = emulator.respond(to: .get("/V1/Users/\(user.pathEscaped)/Seats"))
            guard answer.status == 200 else {
                throw SeatfillerError(.usage, "--user \(user): the seed has no such user")
            }
        }
        if let customer {
            let path = "/partner/external/v3/general/customers/\(customer.pathEscaped)"
            guard emulator.respond(to: .get(path)).status == 200 else {
                throw SeatfillerError(
                    .usage, "--customer \(customer): the seed has no such customer")
            }
        }
    }

    /// The domain of the user's name, by which the directory is known, too.
    var domain: String {
        user.flatMap { $0.split(separator: "@").last.map(String.init) } ?? "contoso.com"
    }

    /// The path of the token endpoint below a base URL.
    var tokenPath: String { customer == nil ? "/\(domain)/oauth2/token" : "/connect/token" }

    /// The path of a user's seat.
    ///
    /// - Parameter product: `productId/skuId`
    static func seat(of product: String, _ user: String) -> String {
        "/V1/Inventory/\(product.pathEscaped)/Seats/\(user.pathEscaped)"
    }
}

extension String {
    /// The text as a part of a path, whose slashes stay.
    fileprivate var pathEscaped: String {
        utf8.reduce(into: "") { text, byte in
            if byte.isLetterOrDigit || "-._~@/".utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
