package import HTTPTypes

/// An answer from a server nearby, read in pieces, so that little of it is in memory at any time.
package final class Download {
    /// Why there is no answer, or only a part of one.
    package enum Failure: Error, Equatable, Sendable {
        /// Nothing listens there.
        case unreachable
        /// The server does not speak HTTP.
        case noHTTP
        /// The content is cut off, or no more of it comes.
        case brokenOff
    }

    /// The status code.
    package let status: Int
    private let socket: ClientSocket
    private var length: Length
    /// The bytes after the head that have arrived and are not taken yet.
    private var surplus: ArraySlice<UInt8>

    private enum Length {
        case chunked(ChunkedBody)
        case bytes(Int)
        /// Up to the end of the connection.
        case open
    }

    private static let mostHeadBytes = 64 << 10
    private static let pieceByteCount = 64 << 10

    /// Sends a `GET`, or a `POST` if there is content, and reads the head of the answer.
    ///
    /// - Parameters:
    ///   - authority: a numeric address and a port, or `localhost` and a port.
    ///   - patience: how long the server may be silent.
    package init(
        _ target: String, _ fields: HTTPFields, at authority: String, patience: Duration,
        posting content: [UInt8]? = nil
    ) throws(Failure) {
        guard let socket = ClientSocket(to: authority, within: patience) else {
            throw .unreachable
        }
        let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        guard
            socket.send(
                "\(content == nil ? "GET" : "POST") \(target) HTTP/1.1\r\nHost: \(authority)\r\n"
                    + "Connection: close\r\n"
                    + (content.map { "Content-Length: \($0.count)\r\n" } ?? "")
                    + "\(lines)\r\n" + String(decoding: content ?? [], as: UTF8.self))
        else { throw .brokenOff }
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            guard let piece = socket.receive(Self.pieceByteCount) else { throw .brokenOff }
            guard !piece.isEmpty, bytes.count < Self.mostHeadBytes else { throw .noHTTP }
            let start = max(0, bytes.count - 3)
            bytes += piece
            end = Self.endOfHead(bytes, from: start)
        }
        let head = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self).split(
            separator: "\r\n", omittingEmptySubsequences: true)
        let words = head.first?.split(separator: " ") ?? []
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw .noHTTP
        }
        self.status = status
        self.socket = socket
        length = try Self.length(head.dropFirst())
        surplus = bytes[(end ?? 0)...]
    }

    /// The next piece of the content; nil at its end.
    package func next() throws(Failure) -> [UInt8]? {
        while true {
            if case .bytes(0) = length { return nil }
            let received = surplus.isEmpty ? socket.receive(Self.pieceByteCount) : Array(surplus)
            surplus = []
            guard let received else { throw .brokenOff }
            guard !received.isEmpty else {
                if case .open = length { return nil }
                throw .brokenOff
            }
            let piece = try take(received)
            if !piece.isEmpty { return piece }
        }
    }

    private func take(_ received: [UInt8]) throws(Failure) -> [UInt8] {
        switch length {
        case .open: return received
        case .bytes(let rest):
            let piece = received.prefix(rest)
            length = .bytes(rest - piece.count)
            return Array(piece)
        case .chunked(var body):
            // Otherwise each piece would be copied.
            length = .open
            do throws(Refusal) {
                _ = try body.take(received.span, from: 0)
            } catch {
                throw .noHTTP
            }
            let piece = body.drain()
            length = body.isDone ? .bytes(0) : .chunked(body)
            return piece
        }
    }

    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        guard bytes.count >= end.count else { return nil }
        return (start...(bytes.count - end.count)).first { bytes[$0..<$0 + 4].elementsEqual(end) }
            .map { $0 + end.count }
    }

    private static func length(_ lines: ArraySlice<Substring>) throws(Failure) -> Length {
        var length = Length.open
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let (name, value) = (parts[0].lowercased(), parts[1].drop { $0 == " " })
            if name == "transfer-encoding" {
                guard value.lowercased() == "chunked" else { throw .noHTTP }
                return .chunked(ChunkedBody(limit: .max))
            }
            if name == "content-length" {
                guard let count = Int(value), count >= 0 else { throw .noHTTP }
                length = .bytes(count)
            }
        }
        return length
    }
}
