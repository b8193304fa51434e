import HTTP
import Synchronization

/// A world's supply of identifiers for requests and traces.
///
/// Every identifier is different, and every start gives the same sequence, so that two runs can be
/// compared.
package final class Identifiers: Sendable {
    private let state = Atomic<UInt64>(0)

    package init() {}

    /// Lower-case hexadecimal digits, 16 a word.
    package func hexadecimal(words: Int) -> String {
        var text = ""
        for _ in 0..<words { text += String(next(), digits: 16, radix: 16) }
        return text
    }

    /// A lower-case, hyphenated GUID.
    package func guid() -> String {
        let high = next()
        return GUID.text(high: high, low: next())
    }

    /// The beginning of a correlation vector: sixteen characters of Base64.
    package func correlationBase() -> String {
        let characters = Self.base64.utf8.span
        var words = [next(), next()]
        let bytes = (0..<16).map { place in
            defer { words[place / 10] >>= 6 }
            return characters[Int(words[place / 10] & 63)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    private func next() -> UInt64 {
        SplitMix.number(of: state.wrappingAdd(SplitMix.step, ordering: .relaxed).newValue)
    }
}
