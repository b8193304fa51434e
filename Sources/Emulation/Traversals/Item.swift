package import SQLite
import System

/// An element of a list, by what stands for its identity: 64 bits, of which millions are held.
package struct Item: Hashable, Comparable, Sendable {
    private let fingerprint: Fingerprint

    /// The item that a row is.
    ///
    /// - Parameter columns: of its identity, in the order in which the list names them.
    package init(_ row: borrowing Row, columns: Range<Int32>) {
        fingerprint = row.fingerprint(of: columns)
    }

    /// The item whose identity is one text.
    package init(_ text: String) {
        var fingerprint = Fingerprint()
        fingerprint.combine(text)
        self.fingerprint = fingerprint
    }

    /// The item whose identity is a number, and texts if there are any.
    package init(_ number: Int64, _ texts: String...) {
        var fingerprint = Fingerprint()
        fingerprint.combine(number)
        for text in texts { fingerprint.combine(text) }
        self.fingerprint = fingerprint
    }

    package static func < (one: Self, other: Self) -> Bool { one.fingerprint < other.fingerprint }
}
