import Foundation
import GRDB
import Hummingbird

struct ProductKey: Encodable {
    let productId: String
    let skuId: String
}

struct Seat: Encodable {
    let assignedTo: String
    let dateAssigned: String
    let state: String
    let productKey: ProductKey
}

struct SeatPage: ResponseEncodable {
    let seats: [Seat]
    let continuationToken: String?
}

/// A page of a user's seats, as its own reads and its own JSON make it.
func page(of name: String, size: Int, after token: String?, in database: Database) throws
    -> SeatPage?
{
    let users = try database.cachedStatement(
        sql: "SELECT id, user_name FROM store_users WHERE folded_name = ?")
    guard let user = try Row.fetchOne(users, arguments: [name.lowercased()]) else { return nil }
    // The position in clear: a yardstick has nobody to protect it from.
    let position = token?.split(separator: "~").map(String.init) ?? ["", "", ""]
    guard position.count == 3 else { throw HTTPError(.badRequest) }
    // The date without its offset, which all have: its plus would be a space in a query.
    let after = position[0].isEmpty ? "" : position[0] + "+00:00"
    let rows = try Row.fetchAll(
        database.cachedStatement(
            sql: """
                SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = ? AND state = 'active'
                    AND (date_assigned, product_id, sku_id) > (?, ?, ?)
                ORDER BY date_assigned, product_id, sku_id LIMIT ?
                """),
        arguments: [user[0] as Int64, after, position[1], position[2], size + 1])
    let owner: String = user[1]
    let seats = rows.prefix(size).map { row in
        Seat(
            assignedTo: owner, dateAssigned: row[0], state: "active",
            productKey: ProductKey(productId: row[1], skuId: row[2]))
    }
    let last = rows.count > size ? seats.last : nil
    return SeatPage(
        seats: seats,
        continuationToken: last.map {
            "\($0.dateAssigned.dropLast(6))~\($0.productKey.productId)~\($0.productKey.skuId)"
        })
}

let port = Int(CommandLine.arguments[1]) ?? 0
let pool = try DatabasePool(path: CommandLine.arguments[2])

let router = Router()
router.get("V1/Users/:user/Seats") { request, context in
    let name = try context.parameters.require("user")
    let size = request.uri.queryParameters.get("maxResults", as: Int.self) ?? 25
    let token = request.uri.queryParameters.get("continuationToken")
    guard
        let page = try await pool.read({
            try page(of: name, size: size, after: token, in: $0)
        })
    else { throw HTTPError(.notFound) }
    return page
}

let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
try await application.runService()
