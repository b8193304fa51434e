import Emulation
import JSON
import Seatfiller
import TestWorlds
import Testing

/// Every number and every instant that can be sent, as the OpenAPI documents list them.
@Suite struct `A number or an instant of a request` {
    static let documents = ["store", "elements", "admin"]

    /// Whether an answer is one: a status that the emulator means, and content that reads.
    static func isWellFormed(_ answer: String) -> Bool {
        guard let status = Int(answer.prefix(3)), (200..<600).contains(status) else { return false }
        let content = Array(answer.dropFirst(4).utf8)
        guard let first = content.first, "{[".utf8.contains(first) else { return true }
        do throws(JSONError) {
            _ = try JSON(parsing: content)
            return true
        } catch {
            return false
        }
    }

    /// - Parameter filler: anew for each operation, so that what it leaves hides nothing.
    private static func check(
        _ admin: Admin, _ operation: DescribedOperation, _ answer: String, _ sent: String
    ) {
        #expect(
            isWellFormed(answer) && !answer.hasPrefix("500"), "\(operation) \(sent): \(answer)")
    }

    @Test(arguments: documents)
    func `is taken or refused in a path and a query`(document: String) throws {
        var count = 0
        for operation in try DescribedOperation.all(document) {
            let admin = try Admin()
            for (name, _) in operation.parameters {
                for text in Extremes.numbers + Extremes.words + Extremes.instants {
                    let target = operation.target(name, text)
                    let headers = operation.mediaType.map { [("Content-Type", $0)] } ?? []
                    let body = operation.sample?.text ?? ""
                    let answer = admin.call(operation.method, target, body, headers)
                    Self.check(admin, operation, answer, target)
                    count += 1
                }
            }
            #expect(admin.get("/__admin/health").hasPrefix("200 "), "\(operation)")
        }
        #expect(count > 1000)
    }

    @Test(arguments: documents)
    func `is taken or refused in content`(document: String) throws {
        func values(_ kind: DescribedOperation.Kind) -> [JSON] {
            switch kind {
            case .number: Extremes.values + ["NaN", "-9223372036854775808", "1e309"]
            case .instant: Extremes.instants.map(JSON.string) + [.integer(.min), -1]
            // A number where something else is wanted.
            case .other: [.integer(.min)]
            }
        }
        var paths: Set<String> = []
        for operation in try DescribedOperation.all(document) {
            guard let mediaType = operation.mediaType, mediaType == "application/json" else {
                continue
            }
            let admin = try Admin()
            for (path, content) in operation.samples(replacing: values) {
                let answer = admin.call(
                    operation.method, operation.target(), content.text,
                    [("Content-Type", mediaType)])
                Self.check(admin, operation, answer, "\(path) \(content.text.suffix(2000))")
                paths.insert("\(operation) \(path)")
            }
            #expect(admin.get("/__admin/health").hasPrefix("200 "), "\(operation)")
            #expect(Self.isWellFormed(admin.get("/__admin/clock")), "\(operation)")
            #expect(Self.isWellFormed(admin.get("/__admin/export")), "\(operation)")
        }
        let isAdmin = document == "admin"
        #expect(paths.count > (document == "store" ? 0 : isAdmin ? 80 : 20))
        #expect(!isAdmin || paths.contains("PUT /__admin/clock /advanceSeconds"))
        #expect(!isAdmin || paths.contains("PUT /__admin/seed /elements/pools/userSeat"))
        #expect(!isAdmin || paths.contains { $0.hasSuffix("/do/throttle/limit") })
    }

    @Test func `is taken or refused in a header that asks for a fault`() throws {
        let admin = try Admin()
        for name in ["status", "delay"] {
            for text in Extremes.numbers
                + Extremes.words.filter({ $0.utf8.allSatisfy { $0 < 128 } })
            {
                let answer = admin.get("/V1/Inventory", [("X-Seatfiller-Fault", "\(name)=\(text)")])
                #expect(Self.isWellFormed(answer), "\(name)=\(text)")
            }
        }
    }
}
