import System

/// Work that is done by several threads, and shown to a person meanwhile.
struct Jobs: Sendable {
    /// How many threads.
    let count: Int
    /// Is told how much is done, and of how much.
    let tell: @Sendable (_ done: Int, _ all: Int) -> Void

    /// - Returns: what `body` makes of each number below `count`, in their order.
    /// - Throws: the first of its errors; what has not begun by then never does.
    func results<Element: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) throws -> Element
    ) throws -> [Element] {
        let state = Monitor(State<Element>(count: count))
        tell(0, count)
        let threads = (0..<min(self.count, count)).compactMap { _ in
            Thread {
                while let index = state.change({ $0.take() }) {
                    let result = Result { try body(index) }
                    tell(state.change { $0.put(result, at: index) }, count)
                }
            }
        }
        guard !threads.isEmpty || count == 0 else {
            throw SeatfillerError(.failure, "the system gives no thread")
        }
        for thread in threads { thread.join() }
        tell(count, count)
        return try state.change { state in try state.results.compactMap { try $0?.get() } }
    }

    private struct State<Element: Sendable> {
        private(set) var results: [Result<Element, any Error>?]
        private var begun = 0
        private var done = 0

        init(count: Int) {
            results = Array(repeating: nil, count: count)
        }

        /// The next number; nil if there is none.
        mutating func take() -> Int? {
            guard begun < results.count else { return nil }
            begun += 1
            return begun - 1
        }

        /// - Returns: how many are done.
        mutating func put(_ result: Result<Element, any Error>, at index: Int) -> Int {
            results[index] = result
            // Nothing else can succeed where the machine refuses something.
            if case .failure = result { begun = results.count }
            done += 1
            return done
        }
    }
}
