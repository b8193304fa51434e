import CLibevent
import Glibc
import HTTP
import Synchronization

/// A queue of messages to a loop from other threads. An `eventfd` wakes the loop to read them.
final class Mailbox: Sendable {
    /// A message to a loop.
    enum Message: Sendable {
        /// Accept no more clients, finish the answers in flight, and return, after this time at
        /// the latest.
        case stop(within: Duration)
        /// Send this answer.
        case answer(Response, to: Ticket)
        /// The content of this answer has grown.
        case filled(Ticket)
    }

    /// Identifies an answer. A descriptor alone does not, because another connection can get it
    /// when the answer is over.
    struct Ticket: Sendable {
        let socket: Int32
        let number: Int
    }

    let descriptor: Int32
    private let messages = Mutex<[Message]>([])

    init() {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(descriptor >= 0, "no eventfd: \(systemError())")
    }

    deinit {
        close(descriptor)
    }

    func send(_ message: Message) {
        messages.withLock { $0.append(message) }
        eventfd_write(descriptor, 1)
    }

    /// All messages since the last call, oldest first.
    func empty() -> [Message] {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
