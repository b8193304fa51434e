import HTTP
import HTTPTypes

/// A response's status line and fields as bytes, RFC 9112 sections 4 and 5.
struct ResponseHead {
    /// Ends with the empty line once `end` has been called.
    private(set) var bytes: [UInt8] = []

    /// The line, and the fields that the response has of itself, but for those that say where its
    /// content ends: only the engine knows what it sends.
    init(_ response: Response) {
        bytes.reserveCapacity(512)
        let status = response.status
        bytes.append(contentsOf: "HTTP/1.1 ".utf8)
        add(status.code)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: status.reasonPhrase.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
        for field in response.headerFields where !field.name.isFraming {
            add(field.name.rawName, field.value)
        }
    }

    mutating func add(_ name: String, _ value: String) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
    }

    mutating func addDate(_ date: [UInt8]) {
        bytes.append(contentsOf: "Date: ".utf8)
        bytes.append(contentsOf: date)
        bytes.append(contentsOf: "\r\n".utf8)
    }

    mutating func addLength(_ count: Int) {
        bytes.append(contentsOf: "Content-Length: ".utf8)
        add(count)
        bytes.append(contentsOf: "\r\n".utf8)
    }

    mutating func end() {
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func add(_ number: Int) {
        var unit = 1
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
    }
}

extension HTTPField.Name {
    fileprivate var isFraming: Bool { self == .contentLength || self == .transferEncoding }
}
