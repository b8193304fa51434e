import Foundation
import FoundationNetworking

/// The client under test: what an engineer writes against the real service.
struct LicenceClient {
    let baseURL: String

    struct Seat: Decodable {
        struct ProductKey: Decodable {
            let productId: String
        }
        let productKey: ProductKey
    }

    private struct Page: Decodable {
        let seats: [Seat]
        let continuationToken: String?
    }

    struct Failure: Error {
        let status: Int
    }

    /// All seats of a user, page by page. After too many requests it waits as long as it is told.
    func seats(of user: String) async throws -> [Seat] {
        var seats: [Seat] = []
        var token = ""
        repeat {
            let url = "\(baseURL)/V1/Users/\(user)/Seats?continuationToken=\(token)"
            let (data, response) = try await URLSession.shared.data(from: URL(string: url)!)
            let answer = response as! HTTPURLResponse
            switch answer.statusCode {
            case 200:
                let page = try JSONDecoder().decode(Page.self, from: data)
                seats += page.seats
                token = page.continuationToken ?? ""
                if token.isEmpty { return seats }
            case 429:
                let seconds = answer.value(forHTTPHeaderField: "Retry-After").flatMap(Int.init) ?? 1
                try await ContinuousClock().sleep(for: .seconds(seconds))
            default: throw Failure(status: answer.statusCode)
            }
        } while true
    }
}
