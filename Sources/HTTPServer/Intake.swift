import HTTP
import HTTPTypes
import System

/// Parses the bytes of a connection into requests, RFC 9112.
///
/// The parser is our own because libevent's evhttp 2.1 accepts more than the RFC allows: a missing
/// `Host`, and two different lengths. evhttp also cuts strings at a NUL, takes the content of a
/// `DELETE` for a request, and has no absolute deadlines. Swift has no stand-alone parser of
/// HTTP/1.1: SwiftNIO's comes with an event loop that would replace libevent.
struct Intake {
    /// What a connection must answer: a request, or bytes that are refused.
    enum Item {
        case request(Request, Persistence, isVersion10: Bool)
        case refusal(Refusal, isHead: Bool)
    }

    /// What the connection waits for.
    enum Phase: Equatable {
        case idle, head, body
        /// Nothing more. Bytes that still arrive are dropped.
        case ended
    }

    private let limits: Limits
    private let memory: MemoryBudget
    /// The number of the connection; 0 for none.
    private let connection: UInt64
    /// The bytes of a head that is not complete yet.
    private var pending: [UInt8] = []
    /// The memory that the request is charged for, from its first bytes until it is answered; nil
    /// for a small request.
    private var charge: MemoryCharge?
    /// A head up to this size is not charged.
    private static let freeHeadBytes = 4096
    private var stage = Stage.head(Scan())
    private var latest = LatestHead()
    /// Whether the client waits for `100 Continue` before it sends the content.
    private(set) var wantsContinue = false
    /// Whether a part of the next request has arrived.
    private var hasBegun = false
    /// Whether requests come through TLS.
    var isSecure = false
    /// The tunnel through which requests come; nil unless CONNECT has opened one.
    private var tunnel: Tunnel?
    /// Whether the request that is arriving, or the last one, is a `HEAD`.
    private var isHead = false

    private enum Stage {
        case head(Scan)
        case sized(Head, missing: Int, [UInt8])
        case chunked(Head, ChunkedBody)
        /// CONNECT is not answered yet. Bytes that follow it are kept unread.
        case connecting
        case ended
    }

    /// How many bytes of a head have been searched for its end.
    private struct Scan {
        var count = 0
        var lineStart = 0
    }

    /// - Parameters:
    ///   - memory: requests are charged to this budget.
    ///   - connection: the number of the connection.
    init(_ limits: Limits, memory: MemoryBudget = .unbounded, connection: UInt64 = 0) {
        self.connection = connection
        self.limits = limits
        self.memory = memory
    }

    var phase: Phase {
        switch stage {
        case .head: hasBegun ? .head : .idle
        case .sized, .chunked: .body
        case .connecting, .ended: .ended
        }
    }

    /// Takes bytes that have arrived, and passes complete requests to `give`.
    mutating func take(_ bytes: borrowing Span<UInt8>, _ give: (Item) -> Void) {
        wantsContinue = false
        do throws(Refusal) {
            if pending.isEmpty {
                let used = try parse(bytes, give)
                for index in used..<bytes.count { pending.append(bytes[index]) }
            } else {
                var buffer: [UInt8] = []
                swap(&buffer, &pending)
                for index in bytes.indices { buffer.append(bytes[index]) }
                let used = try parse(buffer.span, give)
                pending = Array(buffer[used...])
            }
            if pending.count > Self.freeHeadBytes { try chargeHead(of: pending.capacity) }
        } catch {
            give(refuse(error))
        }
    }

    /// Notes that the client has been told to go on.
    mutating func didContinue() {
        wantsContinue = false
    }

    /// Ends the intake with a refusal.
    mutating func refuse(_ refusal: Refusal) -> Item {
        end()
        return .refusal(refusal, isHead: isHead)
    }

    /// Drops what arrives from now on.
    mutating func end() {
        pending = []
        charge = nil
        stage = .ended
        wantsContinue = false
    }

    /// Parses requests from the front of `bytes`.
    ///
    /// - Returns: the number of bytes that are used. The rest must be kept.
    private mutating func parse(
        _ bytes: borrowing Span<UInt8>, _ give: (Item) -> Void
    ) throws(Refusal) -> Int {
        var offset = 0
        while offset < bytes.count {
            switch stage {
            case .connecting: return offset
            case .ended: return bytes.count
            case .head(var scan):
                isHead = false
                guard let end = try endOfHead(bytes, from: &offset, &scan) else {
                    // A client may send empty lines after a request (RFC 9112, 2.2). They, or their
                    // CR, do not begin a request, so no deadline begins either.
                    hasBegun = scan.count > 1 || scan.count == 1 && bytes[offset] != .cr
                    stage = .head(scan)
                    return offset
                }
                isHead = bytes.extracting(offset..<end).starts(with: "HEAD ")
                if end - offset > Self.freeHeadBytes { try chargeHead(of: end - offset) }
                try begin(try latest.read(bytes.extracting(offset..<end)), give)
                offset = end
            case .sized(let head, var missing, var body):
                // The stage lets go of the array, so that appending does not copy it.
                stage = .ended
                let count = min(missing, bytes.count - offset)
                for index in offset..<offset + count { body.append(bytes[index]) }
                missing -= count
                offset += count
                guard hasRoom(for: body) else { return dropContent(of: head, bytes, give) }
                stage = .sized(head, missing: missing, body)
                if missing == 0 { finish(head, body, give) }
            case .chunked(let head, var body):
                stage = .ended
                offset = try body.take(bytes, from: offset)
                guard hasRoom(for: body.bytes) else { return dropContent(of: head, bytes, give) }
                stage = .chunked(head, body)
                if body.isDone { finish(head, body.bytes, give) }
            }
        }
        return offset
    }

    /// The offset after the empty line that ends the head at `start`; nil if that has not arrived.
    private func endOfHead(
        _ bytes: borrowing Span<UInt8>, from start: inout Int, _ scan: inout Scan
    ) throws(Refusal) -> Int? {
        while start + scan.count < bytes.count {
            let byte = bytes[start + scan.count]
            scan.count += 1
            if byte == 0 { throw .malformed("A NUL in the request (RFC 9110, 5.5).") }
            if scan.count > limits.headerBytes { throw .headTooLarge(limits.headerBytes) }
            guard byte == UInt8(ascii: "\n") else { continue }
            var length = scan.count - 1 - scan.lineStart
            if length > 0, bytes[start + scan.count - 2] == .cr { length -= 1 }
            if length > 0 {
                scan.lineStart = scan.count
            } else if scan.lineStart > 0 {
                return start + scan.count
            } else {
                // "A server … SHOULD ignore at least one empty line (CRLF) received prior to the
                // request-line", RFC 9112 section 2.2.
                start += scan.count
                scan = Scan()
            }
        }
        return nil
    }

    private mutating func begin(_ head: Head, _ give: (Item) -> Void) throws(Refusal) {
        if head.line.method == .connect { return try finishConnect(head, give) }
        switch head.section.framing {
        case .sized(0): finish(head, [], give)
        case .sized(let count):
            guard count <= limits.bodyBytes else { throw .bodyTooLarge(limits.bodyBytes) }
            stage = .sized(head, missing: count, [])
            wantsContinue = head.section.expectsContinue
        case .chunked:
            let body = ChunkedBody(limit: limits.bodyBytes)
            stage = .chunked(head, body)
            wantsContinue = head.section.expectsContinue
        }
    }

    /// Charges the arriving request for its head.
    private mutating func chargeHead(of byteCount: Int) throws(Refusal) {
        do throws(MemoryFull) {
            try chargeNow().reserve(byteCount)
        } catch {
            throw .noMemory(error)
        }
    }

    /// Whether there is memory for the content that has arrived so far.
    private mutating func hasRoom(for body: [UInt8]) -> Bool {
        let charge = chargeNow()
        guard body.capacity > charge.byteCount else { return true }
        do throws(MemoryFull) {
            try charge.reserve(body.capacity)
            return true
        } catch {
            return false
        }
    }

    private mutating func chargeNow() -> MemoryCharge {
        let charge = charge ?? MemoryCharge(to: memory)
        self.charge = charge
        return charge
    }

    /// Gives a request without its content, which is not read to its end.
    private mutating func dropContent(
        of head: Head, _ bytes: borrowing Span<UInt8>, _ give: (Item) -> Void
    ) -> Int {
        end()
        var request = request(head, [])
        request.isUnread = true
        give(.request(request, .close, isVersion10: head.line.isVersion10))
        return bytes.count
    }

    private mutating func finish(_ head: Head, _ body: [UInt8], _ give: (Item) -> Void) {
        var request = request(head, body)
        request.charge = charge
        charge = nil
        stage = .head(Scan())
        hasBegun = false
        wantsContinue = false
        if head.section.persistence == .close { end() }
        give(
            .request(
                request, head.section.persistence, isVersion10: head.line.isVersion10))
    }

    /// Gives CONNECT. No request is read after it until the tunnel is open, because the bytes that
    /// follow are for the tunnel's host.
    private mutating func finishConnect(
        _ head: Head, _ give: (Item) -> Void
    ) throws(Refusal) {
        guard head.section.framing == .sized(0) else {
            throw .malformed("CONNECT has no content (RFC 9110, 9.3.6).")
        }
        var request = request(head, [])
        request.charge = charge
        end()
        stage = .connecting
        give(.request(request, .close, isVersion10: head.line.isVersion10))
    }

    /// Goes on after CONNECT, with requests that come through its tunnel.
    ///
    /// - Returns: the bytes that have arrived after CONNECT already.
    mutating func open(_ tunnel: Tunnel) -> [UInt8] {
        let early = pending
        pending = []
        hasBegun = false
        stage = .head(Scan())
        self.tunnel = tunnel
        return early
    }

    private func request(_ head: Head, _ body: [UInt8]) -> Request {
        var request = Request(
            head.line.method, head.line.target, headerFields: head.section.fields, body: body)
        request.connection = connection
        if isSecure { request.isSecure = true }
        if let tunnel { request.tunnel = tunnel }
        return request
    }
}
