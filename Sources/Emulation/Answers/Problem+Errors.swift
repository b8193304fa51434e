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
                .conflict, "world-exists", "The world \(name) is there already.",
                hint: "DELETE it first, or POST /__admin/reset in it.")
        case .unknown(let name):
            self.init(
                .notFound, "no-such-world", "There is no world \(name).",
                hint: "GET /__admin/worlds lists them.")
        case .gone(let name):
            self.init(
                .gone, "world-gone", "The world \(name) has been, and is not here.",
                hint: "PUT /__admin/worlds/\(name) makes it anew, from the seed.")
        case .noClaim(let value):
            self.init(
                .badRequest, "no-world-claim", "X-Seatfiller-World-Exists cannot be '\(value)'.",
                hint: "It is true, or left out.")
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
            "A world keeps \(Faults.most) faults; this one has \(tooMany.present), and there is no "
                + "room for so many more.", hint: "DELETE /__admin/faults makes room.")
    }

    package init(_ full: MemoryFull) {
        self.init(
            .serviceUnavailable, "memory-full", "There is no memory for this: \(full).",
            hint: "DELETE worlds, snapshots or faults, or start with more --memory.")
        retryAfterSeconds = 1
    }

    package init(_ error: DataError) {
        switch error {
        case .worldFull(let world, let growth):
            self.init(
                .registered(507), "world-full",
                "The world \(world) has no room for more than \(growth) bytes beyond its seed.",
                hint: "POST /__admin/reset takes it back; --world-bytes gives more room.")
        case .diskFull(let path):
            self.init(
                .registered(507), "disk-full",
                "The disk of the store file \(path) is full: nothing has changed.",
                hint: "Make room on it and ask again; what only reads is answered as before.")
        case .outOfDescriptors:
            self.init(
                .serviceUnavailable, "descriptors-spent",
                "The server may open no more files: connections and the store file need them.",
                hint: "Close connections, or allow it more (ulimit -n).")
            retryAfterSeconds = 1
        case .storeBusy:
            self.init(
                .serviceUnavailable, "store-busy", "Another process has the store file locked.",
                hint: "Ask again when it has ended its transaction.")
            retryAfterSeconds = 1
        case .storeLost(let reason):
            self.init(
                .serviceUnavailable, "store-lost", "It cannot be answered: \(reason).",
                hint: "Put the file back as it was, or start the server anew.")
        case .worldReplaced:
            self.init(
                .conflict, "world-replaced", "The world was reset or replaced meanwhile.",
                hint: "What was asked has changed nothing; ask again.")
        case .seededStateLost:
            self.init(
                .conflict, "seeded-state-lost",
                "The store file was too large to keep in memory what it was seeded with, and has "
                    + "been changed since.",
                hint: "PUT /__admin/snapshots/{name} keeps a state of any size to return to; a "
                    + "start with --reseed loads the seeds anew.")
        }
    }
}
