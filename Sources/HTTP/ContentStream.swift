import System

/// Content that one thread makes while another sends it, so that little of it is in memory at a
/// time.
package enum ContentStream {
    /// The two ends of a stream.
    package static func make() -> (writer: Writer, reader: Reader) {
        let state = Monitor(State())
        return (Writer(state), Reader(state))
    }

    /// Content of a known length that repeats a block: nobody has to write it.
    package static func repeating(_ block: [UInt8], upTo length: Int) -> Reader {
        precondition(!block.isEmpty && length >= 0, "something is to be repeated")
        return Reader(Monitor(State(isEnded: true, block: block, rest: length)), length: length)
    }

    fileprivate struct State {
        var bytes: [UInt8] = []
        var isEnded = false
        var isBroken = false
        var hasReader = true
        var filled: (@Sendable () -> Void)?
        /// What is repeated, and how many bytes of it are left.
        var block: [UInt8] = []
        var rest = 0
    }

    /// With this many unread bytes the writer waits.
    fileprivate static let mostWaiting = 256 << 10

    /// The end that makes the content.
    package final class Writer: Sendable {
        private let state: Monitor<State>

        fileprivate init(_ state: Monitor<State>) {
            self.state = state
        }

        /// Adds bytes. Waits while there are many unread bytes.
        ///
        /// - Returns: false if the reader has gone.
        package func write(_ bytes: [UInt8]) -> Bool {
            let hasRoom = state.wait { state -> Bool? in
                guard state.hasReader else { return false }
                return state.bytes.count < mostWaiting ? true : nil
            }
            guard hasRoom == true else { return false }
            tell { $0.bytes += bytes }
            return true
        }

        /// Marks the content as complete.
        package func finish() {
            tell { $0.isEnded = true }
        }

        /// Marks the content as broken. The reader breaks off, so that no client takes a part for
        /// the whole.
        package func fail() {
            tell { $0.isBroken = true }
        }

        private func tell(_ change: (inout State) -> Void) {
            let filled = state.change { state -> (@Sendable () -> Void)? in
                change(&state)
                defer { state.filled = nil }
                return state.filled
            }
            filled?()
        }
    }

    /// The end that sends the content. When it is released, the writer is told.
    package final class Reader: Sendable {
        /// The result of a read.
        package enum Part: Sendable {
            case bytes([UInt8])
            /// More bytes will come; `whenFilled` tells when.
            case nothingYet
            case end
            /// The content cannot be completed.
            case broken
        }

        private let state: Monitor<State>
        /// How many bytes there are in all, where that is known before they are made.
        package let length: Int?

        fileprivate init(_ state: Monitor<State>, length: Int? = nil) {
            self.state = state
            self.length = length
        }

        deinit {
            state.change { state in
                state.hasReader = false
                state.bytes = []
                state.filled = nil
            }
        }

        /// Takes the bytes that are there.
        package func take() -> Part {
            state.change { state in
                if state.isBroken { return .broken }
                guard state.bytes.isEmpty else {
                    defer { state.bytes = [] }
                    return .bytes(state.bytes)
                }
                guard state.rest == 0 else {
                    let piece = state.block.prefix(state.rest)
                    state.rest -= piece.count
                    return .bytes(Array(piece))
                }
                return state.isEnded ? .end : .nothingYet
            }
        }

        /// Calls `body` once, as soon as there is something to take.
        package func whenFilled(_ body: @escaping @Sendable () -> Void) {
            let isFilled = state.change { state in
                let isFilled = !state.bytes.isEmpty || state.isEnded || state.isBroken
                if !isFilled { state.filled = body }
                return isFilled
            }
            if isFilled { body() }
        }

        /// Blocks the calling thread until the content is complete; nil if it broke off.
        package func collect() -> [UInt8]? {
            var content: [UInt8] = []
            while true {
                _ = state.wait { state -> Bool? in
                    state.isEnded || state.isBroken || !state.bytes.isEmpty ? true : nil
                }
                switch take() {
                case .bytes(let bytes): content += bytes
                case .nothingYet: continue
                case .end: return content
                case .broken: return nil
                }
            }
        }
    }
}
