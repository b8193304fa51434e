import CLibevent
import Cryptography
import Glibc
import HTTP

/// A connection's socket, and the TLS on it where its client speaks TLS: what is read and written
/// here is always what client and server say to each other.
///
/// Plain bytes go from the socket to the reader, and from the answer to the socket, as if there was
/// no TLS; what it costs them is one comparison a read and a write.
final class Wire {
    let socket: Int32
    private var session: TLSSession?
    /// Whether nothing has come yet, so that the first byte says what the client speaks.
    private var isFresh = true
    /// What leads to a host that is stood for; nil where the client has come to this machine.
    private var tunnel: Tunnel?

    init(_ socket: Int32) {
        self.socket = socket
    }

    /// The first byte of a TLS connection: the type of a record with a handshake, RFC 8446 section
    /// 5.1. No method of HTTP begins so.
    private static let firstByteOfTLS: UInt8 = 22
    /// How much of an answer is encrypted before the socket has taken what was encrypted before.
    private static let mostAhead = 64 << 10
    /// What goes into one record.
    private static let recordBytes = 16 << 10

    // MARK: What the client is doing

    /// Whether the client speaks TLS.
    var isSecure: Bool { session != nil }

    /// Whether the client and the server have not agreed on keys yet.
    var isShakingHands: Bool {
        guard let session else { return false }
        return !session.isEstablished
    }

    /// Whether something has begun to come that is not whole, and says nothing yet.
    var isAwaitingRest: Bool {
        guard let session else { return false }
        return !session.isEstablished || !session.isBetweenRecords
    }

    /// Whether the socket has not taken what it was given.
    var isStuck: Bool {
        guard let session else { return false }
        return !session.outgoing.isEmpty
    }

    // MARK: In

    /// What has come of a read.
    enum Reading {
        case some
        /// The client sends no more.
        case ended
        /// The connection is broken.
        case broken
        /// What has come is no TLS that is spoken here; the client has been told so.
        case refused
    }

    /// Reads what has come, and gives what has become whole of what the client says by it.
    func read(
        on loop: EventLoop, into intake: inout Intake, _ give: (Intake.Item) -> Void
    ) -> Reading {
        let inbox = loop.inbox
        let count = recv(socket, inbox.baseAddress, inbox.count, 0)
        guard count > 0 else {
            return count == 0 ? .ended : isTemporary(errno) ? .some : .broken
        }
        return take(
            UnsafeRawBufferPointer(rebasing: inbox[..<count]), on: loop, into: &intake, give)
    }

    /// Takes what has come, one byte at least.
    private func take(
        _ bytes: UnsafeRawBufferPointer, on loop: EventLoop, into intake: inout Intake,
        _ give: (Intake.Item) -> Void
    ) -> Reading {
        if isFresh {
            isFresh = false
            if bytes[0] == Self.firstByteOfTLS { session = loop.newSession(on: socket, tunnel) }
            intake.isSecure = isSecure
        }
        guard let session else {
            intake.take(bytes.assumingMemoryBound(to: UInt8.self).span, give)
            return .some
        }
        let progress = session.take(bytes, through: loop.plaintext) {
            intake.take($0.assumingMemoryBound(to: UInt8.self).span, give)
        }
        if session.isDistrusted { loop.reportDistrust(on: socket) }
        guard push(session) else { return .broken }
        switch progress {
        case .open: return .some
        case .ended: return .ended
        case .failed: return .refused
        }
    }

    /// Begins anew behind the answer to CONNECT: what comes now is meant for the tunnel's host, and
    /// its first byte says what it is.
    ///
    /// A client that speaks TLS to us as its proxy is let speak plain HTTP in the tunnel alone.
    func open(
        _ tunnel: Tunnel, on loop: EventLoop, into intake: inout Intake,
        _ give: (Intake.Item) -> Void
    ) -> Reading {
        let early = intake.open(tunnel)
        self.tunnel = tunnel
        isFresh = session == nil
        guard !early.isEmpty else { return .some }
        guard session == nil else {
            intake.take(early.span, give)
            return .some
        }
        return early.withUnsafeBytes { take($0, on: loop, into: &intake, give) }
    }

    // MARK: Out

    /// How many bytes have been taken; nil where the connection is broken.
    ///
    /// - Parameter isLast: whether nothing follows them.
    func write(
        _ head: [UInt8], _ body: ArraySlice<UInt8>, isLast: Bool
    ) -> Int? {
        guard let session else { return send(head, body) }
        var rest = (head[...], body)
        while true {
            guard push(session) else { return nil }
            guard session.outgoing.isEmpty, !(rest.0.isEmpty && rest.1.isEmpty) else { break }
            // A short answer is one record, head and body.
            if !rest.0.isEmpty, rest.0.count + rest.1.count <= Self.recordBytes {
                rest = (rest.0 + rest.1, [])
            }
            let piece = (rest.0.isEmpty ? rest.1 : rest.0).prefix(Self.mostAhead)
            guard piece.withUnsafeBytes({ session.say($0) }) else { return nil }
            if rest.0.isEmpty {
                rest.1 = rest.1.dropFirst(piece.count)
            } else {
                rest.0 = rest.0.dropFirst(piece.count)
            }
            if isLast, rest.0.isEmpty, rest.1.isEmpty { session.end() }
        }
        return head.count + body.count - rest.0.count - rest.1.count
    }

    /// Gives the socket what is encrypted; whether it is not broken.
    private func push(_ session: TLSSession) -> Bool {
        while !session.outgoing.isEmpty {
            guard let count = send([], session.outgoing) else { return false }
            guard count > 0 else { return true }
            session.didSend(count)
        }
        return true
    }

    /// How many bytes the socket has taken; nil where it is broken.
    private func send(_ head: [UInt8], _ body: ArraySlice<UInt8>) -> Int? {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                var pieces = (
                    iovec(iov_base: .init(mutating: head.baseAddress), iov_len: head.count),
                    iovec(iov_base: .init(mutating: body.baseAddress), iov_len: body.count)
                )
                return withUnsafeMutablePointer(to: &pieces) { pieces in
                    var message = msghdr()
                    message.msg_iov = UnsafeMutableRawPointer(pieces)
                        .assumingMemoryBound(to: iovec.self)
                    message.msg_iovlen = 2
                    let count = sendmsg(socket, &message, Int32(MSG_NOSIGNAL))
                    return count >= 0 ? count : isTemporary(errno) ? 0 : nil
                }
            }
        }
    }

    // MARK: Ends

    /// Says that nothing more will be sent. To a client that has not said what it speaks that has
    /// been said in plain HTTP, and it does not begin to speak TLS behind it.
    func end() {
        isFresh = false
        sayGoodbye()
        shutdown(socket, Int32(SHUT_WR))
    }

    /// Closes the socket.
    func close() {
        sayGoodbye()
        Glibc.close(socket)
    }

    /// Closes the socket with a reset: what is on its way is lost.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        Glibc.close(socket)
    }

    /// Not behind half a record, where it would be taken for the rest of it.
    private func sayGoodbye() {
        guard let session, session.outgoing.isEmpty else { return }
        session.end()
        _ = push(session)
    }
}

/// Whether a call will do what it could not do now, and is to be made again.
private func isTemporary(_ code: Int32) -> Bool {
    code == EAGAIN || code == EWOULDBLOCK || code == EINTR
}
