import Emulation

extension Emulator.World.Traversal {
    /// Something that a client did and should not have.
    public struct Finding: Equatable, Sendable {
        /// What it did.
        public let code: Code
        /// The page at which it did so first; nil if nobody knows its number.
        public let page: Int?
        /// A sentence for people.
        public let detail: String

        /// What a client can do and should not.
        public enum Code: String, CaseIterable, Sendable {
            /// It has asked for no more before the end.
            case abandoned
            /// It has begun again before the end.
            case restarted
            /// It has asked for a page twice.
            case repeatedPage = "repeated-page"
            /// It has asked for pages at the same time.
            case parallel
            /// It has used a token of another list.
            case foreignToken = "foreign-token"
            /// It has made the number of a page itself.
            case handBuiltPage = "hand-built-page"
            /// It has changed the size of pages on its way.
            case sizeChanged = "size-changed"
            /// It has gone on behind the end.
            case askedOn = "asked-on"
            /// It has come back before `Retry-After` was over.
            case retriedEarly = "retried-early"
            /// It has not come back after an error that passes.
            case neverRetried = "never-retried"
            /// It has come back after an error that stays.
            case retriedRefusal = "retried-refusal"
            /// It has gone in a circle.
            case looped
            /// It has signed in for each page.
            case tokenPerPage = "token-per-page"
        }
    }
}

extension Emulator.World.Traversal.Finding {
    init(_ finding: Emulation.Finding) {
        self.init(
            code: Code(finding.code), page: finding.page.map { Int($0) }, detail: finding.detail)
    }
}

extension Emulator.World.Traversal.Finding.Code {
    init(_ code: Emulation.Finding.Code) {
        self =
            switch code {
            case .abandoned: .abandoned
            case .restarted: .restarted
            case .repeatedPage: .repeatedPage
            case .parallel: .parallel
            case .foreignToken: .foreignToken
            case .handBuiltPage: .handBuiltPage
            case .sizeChanged: .sizeChanged
            case .askedOn: .askedOn
            case .retriedEarly: .retriedEarly
            case .neverRetried: .neverRetried
            case .retriedRefusal: .retriedRefusal
            case .looped: .looped
            case .tokenPerPage: .tokenPerPage
            }
    }
}
