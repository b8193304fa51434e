/// An IP address. An IPv4 address that is mapped into IPv6 equals the IPv4 address.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes in network order.
    package let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 bytes in network order; the result is nil for any other number.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let isMapped = bytes.count == 16 && bytes.starts(with: Self.mappedPrefix)
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// Reads `127.0.0.1` and `fe80::1%eth0`, RFC 4291 section 2.2; the zone is ignored.
    package init?(_ text: Substring) {
        let isVersion6 = text.utf8.contains(UInt8(ascii: ":"))
        let bytes = isVersion6 ? Self.version6(text) : Self.version4(text)
        guard let bytes else { return nil }
        self.init(bytes)
    }

    private static let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Whether it is an address of the loopback.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// Whether it stands for all addresses of the machine.
    package var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    /// Four decimal numbers, as browsers write them.
    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ $0.allSatisfy(\.isDigit) }) else { return nil }
        let bytes = parts.compactMap { UInt8(Substring($0)) }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        let text = text.prefix { $0 != "%" }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count == 2 else {
            let bytes = halves.count == 1 ? groups(text) : nil
            return bytes?.count == 16 ? bytes : nil
        }
        guard !halves[0].contains("."), let start = groups(halves[0]), let end = groups(halves[1]),
            start.count + end.count <= 14
        else { return nil }
        return start + [UInt8](repeating: 0, count: 16 - start.count - end.count) + end
    }

    /// The bytes of the groups between colons. The last group may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, group) in groups.enumerated() {
            if index == groups.count - 1, let last = version4(group) {
                bytes += last
            } else if (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit),
                let number = UInt16(group, radix: 16)
            {
                bytes += [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]
            } else {
                return nil
            }
        }
        return bytes
    }
}
