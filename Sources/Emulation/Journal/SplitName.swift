import HTTP

/// The letters and digits of a name, capitals as small letters, and where its words begin.
///
/// `client_secret`, `Client-Secret` and `clientSecret` are the same two words.
struct SplitName {
    private(set) var bytes: [UInt8] = []
    /// For each offset, the end included, whether a word begins or ends there.
    private var isEdge: [Bool] = []
    /// Most words lack a letter in most names.
    private let letters: UInt32

    init(_ name: borrowing Span<UInt8>) {
        letters = Word.letters(in: name)
        bytes.reserveCapacity(name.count)
        isEdge.reserveCapacity(name.count + 1)
        var last: UInt8 = 0
        for index in name.indices {
            let byte = name[index]
            if byte.isLetterOrDigit {
                let next = index + 1 < name.count ? name[index + 1] : 0
                bytes.append(byte.lowercased)
                isEdge.append(Self.isEdge(last, byte, next))
            }
            last = byte
        }
        isEdge.append(true)
    }

    /// Whether a word begins with a byte: behind a separator, at a hump, at either end of digits.
    private static func isEdge(_ last: UInt8, _ byte: UInt8, _ next: UInt8) -> Bool {
        !last.isLetterOrDigit || last.isDigit != byte.isDigit
            // The `P` of `userPin` and of `SMSPin`, but no other capital of `SMS`.
            || byte.isCapital && (!last.isCapital || next.isSmall)
    }

    /// The first word, and the last one.
    var first: ArraySlice<UInt8> {
        bytes[..<(isEdge.dropFirst().firstIndex(of: true) ?? bytes.endIndex)]
    }
    var last: ArraySlice<UInt8> { bytes[(isEdge.dropLast().lastIndex(of: true) ?? 0)...] }

    /// Whether a word stands in the name, also in another one.
    func holds(_ word: Word) -> Bool {
        word.canStand(among: letters) && word.stands(in: bytes)
    }

    /// Whether a word is one of the name's, or several of them together.
    func has(_ word: Word) -> Bool {
        word.canStand(among: letters)
            && bytes.indices.contains {
                isEdge[$0] && word.stands(in: bytes, at: $0) && isEdge[$0 + word.bytes.count]
            }
    }

    func ends(with word: Word) -> Bool {
        word.canStand(among: letters) && word.ends(bytes)
            && isEdge[bytes.count - word.bytes.count]
    }

    /// Without a word, wherever it stands, also in another one.
    mutating func remove(_ word: Word) {
        guard holds(word) else { return }
        let name = (bytes: bytes, isEdge: isEdge)
        bytes.removeAll(keepingCapacity: true)
        isEdge.removeAll(keepingCapacity: true)
        for (byte, edge) in zip(name.bytes, name.isEdge) {
            bytes.append(byte)
            isEdge.append(edge)
            guard word.ends(bytes) else { continue }
            bytes.removeLast(word.bytes.count)
            isEdge.removeLast(word.bytes.count)
        }
        isEdge.append(true)
    }
}

extension UInt8 {
    fileprivate var isCapital: Bool { lowercased != self }
    fileprivate var isSmall: Bool { isLetterOrDigit && !isDigit && !isCapital }
}
