internal import Emulation

/// What the next page of a list needs: some clients send nothing but the token, so all of it.
internal struct PageToken {
    /// The lists that have pages; a token of one is none of another.
    enum Operation: UInt8 {
        case seatsOfUser = 1
        case seatsOfProduct = 2
        case inventory = 3

        /// How many texts its subject and its position have.
        fileprivate var counts: (subject: Int, position: Int) {
            switch self {
            case .seatsOfUser: (1, 3)
            case .seatsOfProduct: (2, 1)
            case .inventory: (5, 1)
            }
        }
    }

    let operation: Operation
    let pageSize: Int
    /// What is listed: a user, a product, a filter.
    let subject: [String]
    /// The keys of the last element served.
    let position: [String]

    // A token holds: its form, the operation, the page size, how many texts are the subject, and
    // the texts, each behind its length.
    private static let form: UInt8 = 1

    func sealed(in world: World) -> String {
        var content: [UInt8] = []
        // With its authentication most tokens fit in this.
        content.reserveCapacity(224)
        content.append(Self.form)
        content.append(operation.rawValue)
        content.append(UInt8(pageSize))
        content.append(UInt8(subject.count))
        for text in subject { Self.add(text, to: &content) }
        for text in position { Self.add(text, to: &content) }
        return world.seal(content)
    }

    private static func add(_ text: String, to content: inout [UInt8]) {
        content.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
        content.append(UInt8(truncatingIfNeeded: text.utf8.count))
        content.append(contentsOf: text.utf8)
    }

    init(_ operation: Operation, pageSize: Int, subject: [String], position: [String]) {
        self.operation = operation
        self.pageSize = pageSize
        self.subject = subject
        self.position = position
    }

    /// Reads a token; nil for an absent one, which means the first page.
    ///
    /// - Parameter subject: what is asked for now; nil where the token alone says it.
    /// - Throws: a 400 naming `continuationToken` for a token that was not issued by this operation
    ///   for this subject, or that was changed.
    init?(
        _ token: String?, of operation: Operation, subject: [String]?, in world: World
    ) throws(StoreError) {
        guard let token else { return nil }
        guard let content = world.open(token), content.count >= 4, content[0] == Self.form,
            content[1] == operation.rawValue
        else { throw Self.refusal }
        var texts: [String] = []
        var rest = content.dropFirst(4)
        while rest.count >= 2 {
            let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            texts.append(String(decoding: rest.dropFirst(2).prefix(count), as: UTF8.self))
            rest = rest.dropFirst(2 + count)
        }
        // A store file may hold texts too long for a token, which then reads as other ones.
        let (subjectCount, positionCount) = operation.counts
        guard content[3] == subjectCount, texts.count == subjectCount + positionCount else {
            throw Self.refusal
        }
        self.init(
            operation, pageSize: Int(content[2]), subject: Array(texts.prefix(subjectCount)),
            position: Array(texts.dropFirst(subjectCount)))
        guard subject == nil || self.subject == subject else { throw Self.refusal }
    }

    private static let refusal = StoreError.invalidParameter(
        "continuationToken",
        details: "continuationToken is not one that this operation issued for what is asked.",
        StoreRule.continuationToken)
}
