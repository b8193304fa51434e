import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite
import StoreForBusinessAPI

@testable import HTTPServer

/// A reader of what comes from outside, which no bytes may end.
///
/// A body traps where the reader breaks its word; what it refuses is fine.
struct FuzzTarget: Sendable {
    let name: String
    let body: @Sendable ([UInt8]) -> Void

    static let all = [
        FuzzTarget(name: "intake", body: intake),
        FuzzTarget(name: "chunked", body: chunked),
        FuzzTarget(name: "target", body: target),
        FuzzTarget(name: "form", body: form),
        FuzzTarget(name: "json", body: json),
        FuzzTarget(name: "instant", body: instant),
        FuzzTarget(name: "token", body: token),
        FuzzTarget(name: "fault", body: fault),
        FuzzTarget(name: "seed", body: { load($0, .json) }),
        FuzzTarget(name: "script", body: { load($0, .sql) }),
    ]
}

// MARK: The wire

extension FuzzTarget {
    /// The requests of a connection: the same ones wherever the pieces are cut.
    private static func intake(_ bytes: [UInt8]) {
        var limits = Limits()
        limits.headerBytes = 2048
        limits.bodyBytes = 4096
        func items(_ pieces: [ArraySlice<UInt8>]) -> [String] {
            var intake = Intake(limits)
            var items: [String] = []
            for piece in pieces {
                intake.take(Array(piece).span) { item in
                    switch item {
                    case .request(let request, let persistence, let isVersion10):
                        items.append(
                            "\(request.method) \(request.target.raw) \(request.headerFields) "
                                + "\(request.body) \(persistence) \(isVersion10) "
                                + "\(request.origin) \(request.isProxied)")
                        if request.method == .connect {
                            precondition(Tunnel(to: request.target.raw) != nil)
                        }
                    case .refusal(let refusal, _): items.append("\(refusal.status.code)")
                    }
                }
            }
            return items
        }
        let whole = items([bytes[...]])
        precondition(items(bytes.indices.map { bytes[$0...$0] }) == whole)
        let cut = bytes.count / 2
        precondition(items([bytes[..<cut], bytes[cut...]]) == whole)
    }

    private static func chunked(_ bytes: [UInt8]) {
        var body = ChunkedBody(limit: 4096)
        do throws(Refusal) {
            let end = try body.take(bytes.span, from: 0)
            precondition(end <= bytes.count && body.bytes.count <= 4096)
            precondition(body.isDone || end == bytes.count)
        } catch {
            precondition((400..<500).contains(error.status.code))
        }
    }

    /// The target of a request, and a pattern of paths: the first line, and what is behind it.
    private static func target(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let target = Target(String(decoding: lines[0], as: UTF8.self))
        _ = target.parameter("maxResults")
        _ = target.arguments("licenseTypes")
        let canonical = target.canonicalPath
        let isPath = target.raw.isEmpty || target.raw.utf8.first == UInt8(ascii: "/")
        precondition(isPath ? canonical.utf8.first == UInt8(ascii: "/") : canonical == target.raw)
        for method in [HTTPRequest.Method.get, .connect] { form(of: target.raw, method) }
        _ = PathGlob(String(decoding: lines.last ?? [], as: UTF8.self)).matches(target)
        if target.segments.count > 2 { _ = target.dropping(2) }
        _ = StoreForBusiness(in: world).operation(of: Request(.get, target.raw))
        _ = Elements(in: world).operation(of: Request(.post, target.raw))
    }

    /// What names a host names one that can be compared, and URLs can be made of.
    private static func form(of text: String, _ method: HTTPRequest.Method) {
        do throws(TargetForm.Malformed) {
            let form = try TargetForm(text, of: method)
            let request = Request(method, form, headerFields: [:], body: [])
            precondition(
                request.namesHost == (Authority(request.authority) != nil && isNamed(form)))
            precondition(!request.origin.isEmpty)
        } catch {
            precondition(!error.reason.isEmpty)
        }
    }

    private static func isNamed(_ form: TargetForm) -> Bool {
        if case .origin = form { return false }
        return true
    }

    /// A media type, and content behind the first line.
    private static func form(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let type = String(decoding: lines[0], as: UTF8.self)
        let media = MediaType(type)
        let content = Array(lines.dropFirst().last ?? [])
        _ = Charset(of: content, media).utf8(content)
        _ = Form.decoded(Substring(type))
        var request = Request(.post, "/", body: content)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        do throws(ContentError) {
            _ = try Form(request)?["client_id"]
        } catch {
            // It is refused.
        }
    }
}

// MARK: What is written in a language

extension FuzzTarget {
    /// What has been read is printed so that it reads the same.
    private static func json(_ bytes: [UInt8]) {
        let value: JSON
        do throws(JSONError) {
            value = try JSON(parsing: bytes)
        } catch {
            precondition(error.place.line > 0 && error.place.column > 0)
            return
        }
        do throws(JSONError) {
            let again = try JSON(parsing: Array(value.text.utf8))
            precondition(again == value)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func instant(_ bytes: [UInt8]) {
        guard let instant = Instant(String(decoding: bytes, as: UTF8.self)) else { return }
        precondition(Instant(instant.text) == instant && instant.text.utf8.count == 33)
        precondition(instant.dateField.utf8.count == 29)
        precondition(instant.advanced(bySeconds: .max) == .latest)
    }

    /// Tokens of three kinds.
    private static func token(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let tokens = ContinuationTokens(key: Array(repeating: 7, count: 32))
        precondition(tokens.open(text, at: .epoch) == nil)
        let living = tokens.living(60)
        precondition(living.open(living.seal(bytes, at: .epoch), at: .epoch) == bytes)
        if let decoded = Base64URL.decode(text) {
            precondition(Base64URL.decode(Base64URL.encode(decoded)) == decoded)
        }
        // Base64url is what a fuzzer does not come upon: its input is the claims.
        let parts = [Array(#"{"alg":"RS256"}"#.utf8), bytes].map { Base64URL.encode($0) }
        for text in [text, parts.joined(separator: ".") + ".AAAA"] {
            guard let token = JSONWebToken(text) else { continue }
            _ = token.audiences
            for claim in ["exp", "nbf", "iat"] {
                do throws(JSONWebToken.NoInstant) {
                    _ = try token.instant(claim)
                } catch {
                    // It is no instant.
                }
            }
        }
    }
}

// MARK: Data

extension FuzzTarget {
    private static let roster = Roster([StoreForBusiness.self, Elements.self])
    private static let world: World = {
        do {
            let store = try StoreFile.open(.memory, for: roster) { _, _ in }
            return try World(store: store, isFile: false, clock: Clock(frozen: .epoch))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// Faults are read, listed, and met by a request.
    private static func fault(_ bytes: [UInt8]) {
        let faults = Faults()
        do {
            _ = try faults.add(Fault.list(in: bytes, for: roster))
        } catch {
            precondition(error is SeedError || error is TooManyFaults)
            return
        }
        let request = Request(.get, "/V1/Users/ann@contoso.com/Seats")
        let operation = StoreForBusiness(in: world).operation(of: request)
        for now in [Instant.earliest, .epoch, .latest] {
            let question = FaultQuestion(api: "store", request, operation)
            guard let meeting = faults.outcome(for: question, asking: nil, at: now) else {
                continue
            }
            var answer = meeting.answer { Response($0) }
            meeting.mark(&answer)
        }
        _ = faults.list
    }

    /// A seed is loaded, and exported where it has no mistake; a script is given little time.
    private static func load(_ bytes: [UInt8], _ language: Seed.Language) {
        struct Undone: Error {}
        var bounds = Leash.Bounds()
        bounds.statement = .milliseconds(100)
        do {
            let store = try StoreFile.open(.memory, for: roster) { _, _ in }
            try store.limit(toBytes: 16 << 20)
            try store.transaction(.write) { store in
                try Seed.load(
                    [Seed(file: "seed", language: language, bytes: bytes)], into: store,
                    for: roster, clock: Clock(frozen: .epoch), on: Leash(bounds))
                var writer = SeedWriter { precondition(!$0.isEmpty) }
                try Seed.export(store, of: roster, to: &writer)
                throw Undone()
            }
        } catch {
            // It is refused, or has been undone.
        }
    }
}
