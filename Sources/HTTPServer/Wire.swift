import CLibevent
import Cryptography
import Glibc
import HTTP

/// A connection's socket, with TLS on it if the client speaks TLS. The connection reads and writes
/// plain bytes in both cases.
///
/// Without TLS, bytes are not copied. Each read and each write only checks whether there is TLS.
final class Wire {
    let socket: Int32
    private var session: TLSSession?
    /// The address of a client that speaks TLS. The socket no longer tells it once a client that
    /// rejects the certificate has closed its end.
    private var client: IPAddress?
    /// Whether the next byte is the client's first, which shows whether the client speaks TLS.
    private var isFresh = true
    /// The tunnel that CONNECT has opened; nil if the client has connected directly.
    private var tunnel: Tunnel?

    init(_ socket: Int32) {
        self.socket = socket
    }

    /// The first byte of a TLS connection: the type of a handshake record, RFC 8446 section 5.1. No
    /// HTTP method begins with it.
    private static let firstByteOfTLS: UInt8 = 22
    /// The most bytes of an answer to encrypt before the socket has taken all earlier ones.
    private static let mostAhead = 64 << 10
    /// The most bytes in a TLS record.
    private static let recordBytes = 16 << 10

    // MARK: What the client is doing

    /// Whether the client speaks TLS.
    var isSecure: Bool { session != nil }

    /// Whether the TLS handshake is under way.
    var isShakingHands: Bool {
        guard let session else { return false }
        return !session.isEstablished
    }

    /// Whether a part of a handshake or of a record has arrived, which cannot be read yet.
    var isAwaitingRest: Bool {
        guard let session else { return false }
        return !session.isEstablished || !session.isBetweenRecords
    }

    /// Whether the socket has not taken all encrypted bytes.
    var isStuck: Bool {
        guard let session else { return false }
        return !session.outgoing.isEmpty
    }

    // MARK: In

    /// The result of a read.
    enum Reading {
        case some
        /// The client sends no more.
        case ended
        /// The connection is broken.
        case broken
        /// The TLS session has failed, and the client has got an alert.
        case refused
    }

    /// Reads the bytes that have arrived, and passes complete requests to `give`.
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

    /// Takes the bytes that have arrived, of which there is at least one.
    private func take(
        _ bytes: UnsafeRawBufferPointer, on loop: EventLoop, into intake: inout Intake,
        _ give: (Intake.Item) -> Void
    ) -> Reading {
        if isFresh {
            isFresh = false
            if bytes[0] == Self.firstByteOfTLS {
                session = loop.newSession(on: socket, tunnel)
                client = clientAddress(of: socket)
            }
            intake.isSecure = isSecure
        }
        guard let session else {
            intake.take(bytes.assumingMemoryBound(to: UInt8.self).span, give)
            return .some
        }
        let progress = session.take(bytes, through: loop.plaintext) {
            intake.take($0.assumingMemoryBound(to: UInt8.self).span, give)
        }
        if session.isDistrusted { loop.reportDistrust(by: client) }
        guard push(session) else { return .broken }
        switch progress {
        case .open: return .some
        case .ended: return .ended
        case .failed: return .refused
        }
    }

    /// Begins again after the answer to CONNECT. The bytes from now on are for the tunnel's host,
    /// and the first of them shows whether the client speaks TLS in the tunnel.
    ///
    /// A client that speaks TLS with the proxy itself can only speak plain HTTP in the tunnel.
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

    /// Sends a part of an answer, as far as the socket takes it.
    ///
    /// - Parameter isLast: whether no bytes follow these on the connection.
    /// - Returns: how many bytes were taken; nil if the connection is broken.
    func write(
        _ head: [UInt8], _ body: ArraySlice<UInt8>, isLast: Bool
    ) -> Int? {
        guard let session else { return send(head, body) }
        var rest = (head[...], body)
        while true {
            guard push(session) else { return nil }
            guard session.outgoing.isEmpty, !(rest.0.isEmpty && rest.1.isEmpty) else { break }
            // Head and body of a short answer go into one record.
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

    /// Sends encrypted bytes, as far as the socket takes them.
    ///
    /// - Returns: false if the connection is broken.
    private func push(_ session: TLSSession) -> Bool {
        while !session.outgoing.isEmpty {
            guard let count = send([], session.outgoing) else { return false }
            guard count > 0 else { return true }
            session.didSend(count)
        }
        return true
    }

    /// Sends bytes to the socket as they are.
    ///
    /// - Returns: how many bytes the socket has taken; nil if the connection is broken.
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

    /// Tells the client that the server sends no more.
    func end() {
        // A client that has not sent a byte has been answered in plain HTTP. It cannot begin TLS
        // after that.
        isFresh = false
        sayGoodbye()
        shutdown(socket, Int32(SHUT_WR))
    }

    /// Closes the socket.
    func close() {
        sayGoodbye()
        Glibc.close(socket)
    }

    /// Closes the socket with a reset. Bytes that are on their way are lost.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        Glibc.close(socket)
    }

    /// Ends the TLS session, unless a part of a record is still to be sent. The client would take
    /// the alert for the rest of that record.
    private func sayGoodbye() {
        guard let session, session.outgoing.isEmpty else { return }
        session.end()
        _ = push(session)
    }
}

/// Whether a call that has failed with this error may be repeated later.
private func isTemporary(_ code: Int32) -> Bool {
    code == EAGAIN || code == EWOULDBLOCK || code == EINTR
}
