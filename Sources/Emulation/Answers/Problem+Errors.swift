import HTTP
import HTTPTypes
package import System

// What the errors of worlds say to a client.
extension Problem {
    package init(_ refusal: WorldRefusal) {
        switch refusal {
        case .noName(let name):
            self.init(
                .badRequest, "no-world-name", "'\(name)' cannot be the name of a world.",
                hint: "A name is 1 to 64 of A-Z a-z 0-9 . _ -")
        case .tooMany(let most):
            self.init(
                .serviceUnavailable, "too-many-worlds", "There are \(most) worlds already.",
                hint: "DELETE /__admin/worlds/{name} drops one; --max-worlds allows more.")
        case .exists(let name):
            self.init(
                .conflict, "world-exists", "The world \(name) already exists.",
                hint: "DELETE it first, or POST /__admin/reset in it.")
        case .unknown(let name):
            self.init(
                .notFound, "no-such-world", "There is no world \(name).",
                hint: "GET /__admin/worlds lists them.")
        case .gone(let name):
            self.init(
                .gone, "world-gone", "The world \(name) has existed, but is not on this server.",
                hint: "PUT /__admin/worlds/\(name) makes it again, from the seed.")
        case .noClaim(let value):
            self.init(
                .badRequest, "no-world-claim", "X-Seatfiller-World-Exists cannot be '\(value)'.",
                hint: "Its value is true, or the header is left out.")
        case .isDefault:
            self.init(
                .conflict, "default-world-stays", "The world default cannot be dropped.",
                hint: "POST /__admin/reset takes it back to its seeded state.")
        case .noMemory(let reason):
            self.init(
                .serviceUnavailable, "no-memory-for-a-world", "A world cannot be made: \(reason).",
                hint: "DELETE /__admin/worlds/{name} drops one; --memory allows more.")
        }
    }

    package init(_ tooMany: TooManyFaults) {
        self.init(
            .serviceUnavailable, "too-many-faults",
            "A world keeps at most \(Faults.most) faults. This world has \(tooMany.present), and "
                + "the request adds too many.", hint: "DELETE /__admin/faults makes room.")
    }

    package init(_ full: MemoryFull) {
        self.init(
            .serviceUnavailable, "memory-full", "There is no memory for this: \(full).",
            hint: "DELETE worlds, snapshots or faults, or start the server with more --memory.")
        retryAfterSeconds = 1
    }

    package init(_ error: DataError) {
        switch error {
        case .worldFull(let world, let growth):
            self.init(
                .registered(507), "world-full",
                "The world \(world) cannot grow more than \(growth) bytes beyond its seed.",
                hint: "POST /__admin/reset returns it to its seed; --world-bytes allows more.")
        case .diskFull(let path):
            self.init(
                .registered(507), "disk-full",
                "The disk of the store file \(path) is full. Nothing has changed.",
                hint: "Make room on the disk and try again. Requests that only read still work.")
        case .outOfDescriptors:
            self.init(
                .serviceUnavailable, "descriptors-spent",
                "The server cannot open more files for connections and the store file.",
                hint: "Close connections, or raise the limit (ulimit -n).")
            retryAfterSeconds = 1
        case .storeBusy:
            self.init(
                .serviceUnavailable, "store-busy", "Another process has the store file locked.",
                hint: "Try again when that process has ended its transaction.")
            retryAfterSeconds = 1
        case .storeLost(let reason):
            self.init(
                .serviceUnavailable, "store-lost", "The request cannot be answered: \(reason).",
                hint: "Put the file back, or restart the server.")
        case .worldReplaced:
            self.init(
                .conflict, "world-replaced", "The world was reset or replaced during the request.",
                hint: "The request has changed nothing. Try again.")
        case .seededStateLost:
            self.init(
                .conflict, "seeded-state-lost",
                "The store file has changed, and was too large for its seeded state to be kept "
                    + "in memory.",
                hint: "PUT /__admin/snapshots/{name} keeps a state of any size; a start with "
                    + "--reseed loads the seeds again.")
        }
    }
}
