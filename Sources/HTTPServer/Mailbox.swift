import CLibevent
import Glibc
import HTTP
import Synchronization

/// How other threads reach a loop: a queue, and an `eventfd` that wakes the loop to empty it.
final class Mailbox: Sendable {
    /// What a loop can be told.
    enum Message: Sendable {
        /// Accept no more, finish what is in flight, then return; in any case after this time.
        case stop(within: Duration)
        /// Send this answer.
        case answer(Response, to: Ticket)
        /// The content of this answer has grown.
        case filled(Ticket)
    }

    /// Which answer is meant: it may be over by then, and its socket somebody else's.
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
