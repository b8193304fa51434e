import HTTP
import HTTPTypes
package import System

// What the errors of worlds say to a client.
extension Problem {
    package init(_ refusal: WorldRefusal) {
        switch refusal {
        case .noName(let name):
            self.init(
                .badRequest, code: "no-world-name",
                detail: "'\(name)' cannot be the name of a world.",
                hint: "A name is 1 to 64 of A-Z a-z 0-9 . _ -")
        case .tooMany(let most):
            self.init(
                .serviceUnavailable, code: "too-many-worlds",
                detail: "There \(most == 1 ? "is 1 world" : "are \(most) worlds") already.",
                hint: "DELETE /__admin/worlds/{name} drops one; --max-worlds allows more.")
        case .exists(let name):
            self.init(
                .conflict, code: "world-exists", detail: "The world \(name) already exists.",
                hint: "DELETE it first, or POST /__admin/reset in it.")
        case .unknown(let name):
            self.init(
                .notFound, code: "no-such-world", detail: "There is no world \(name).",
                hint: "GET /__admin/worlds lists them.")
        case .gone(let name):
            self.init(
                .gone, code: "world-gone",
                detail: "The world \(name) has existed, but is not on this server.",
                hint: "PUT /__admin/worlds/\(name) makes it again, from the seed.")
        case .noClaim(let value):
            self.init(
                .badRequest, code: "no-world-claim",
                detail: "X-Seatfiller-World-Exists cannot be '\(value)'.",
                hint: "Its value is true, or the header is left out.")
        case .isDefault:
            self.init(
                .conflict, code: "default-world-stays",
                detail: "The world default cannot be dropped.",
                hint: "POST /__admin/reset takes it back to its seeded state.")
        case .noMemory(let reason):
            self.init(
                .serviceUnavailable, code: "no-memory-for-a-world",
                detail: "A world cannot be made: \(reason).",
                hint: "DELETE /__admin/worlds/{name} drops one; --memory allows more.")
        }
    }

    package init(_ tooMany: TooManyFaults) {
        self.init(
            .serviceUnavailable, code: "too-many-faults",
            detail: "A world keeps at most \(Faults.most) faults. This world has "
                + "\(tooMany.present), and the request adds too many.",
            hint: tooMany.present == 0
                ? "Send fewer." : "DELETE /__admin/faults makes room.")
    }

    package init(_ full: MemoryFull) {
        self.init(
            .serviceUnavailable, code: "memory-full",
            detail: "There is no memory for this: \(full).",
            hint: "DELETE worlds, snapshots or faults, or start the server with more --memory.")
        retryAfterSeconds = 1
    }

    package init(_ error: DataError) {
        switch error {
        case .worldFull(let world, let growth):
            self.init(
                .registered(507), code: "world-full",
                detail: "The world \(world) cannot grow more than \(growth) bytes beyond its seed.",
                hint: "POST /__admin/reset returns it to its seed; --world-bytes allows more.")
        case .diskFull(let path):
            self.init(
                .registered(507), code: "disk-full",
                detail: "The disk of the store file \(path) is full. Nothing has changed.",
                hint: "Make room on the disk and try again. Requests that only read still work.")
        case .outOfDescriptors:
            self.init(
                .serviceUnavailable, code: "descriptors-spent",
                detail: "The server cannot open more files for connections and the store file.",
                hint: "Close connections, or raise the limit (ulimit -n).")
            retryAfterSeconds = 1
        case .storeBusy:
            self.init(
                .serviceUnavailable, code: "store-busy",
                detail: "Another process has the store file locked.",
                hint: "Try again when that process has ended its transaction.")
            retryAfterSeconds = 1
        case .storeLost(let reason):
            self.init(
                .serviceUnavailable, code: "store-lost",
                detail: "The request cannot be answered: \(reason).",
                hint: "Put the file back, or restart the server.")
        case .worldReplaced:
            self.init(
                .conflict, code: "world-replaced",
                detail: "The world was reset or replaced during the request.",
                hint: "The request has changed nothing. Try again.")
        case .seededStateLost:
            self.init(
                .conflict, code: "seeded-state-lost",
                detail:
                    "The store file has changed, and was too large for its seeded state to be kept "
                    + "in memory.",
                hint: "PUT /__admin/snapshots/{name} keeps a state of any size; a start with "
                    + "--reseed loads the seeds again.")
        }
    }
}
