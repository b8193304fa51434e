/// The rules of the emulator's own that an answer of an API can rest on.
package enum WorldRule {
    package static let full = Rule(
        "world.full",
        "A world, or the disk of one, that has no room left says so in the emulator's own form.",
        .chosen, source: "The real services have no worlds.")

    package static let fault = Rule(
        "world.fault", "A fault that somebody has asked for in advance.", .chosen,
        source: "POST /__admin/faults, a seed, or the request's own header")

    package static let busy = Rule(
        "world.busy",
        "A write to a store file that another process holds for five seconds is a 503 with "
            + "Retry-After, in the API's own form.",
        .chosen, source: "The real services have no store file.")

    package static let lost = Rule(
        "world.lost",
        "While the store file is not the one that was opened, because it was removed, replaced, "
            + "cut short or damaged, everything that needs it is a 503 in the API's own form.",
        .chosen, source: "The real services have no store file.")

    package static let memory = Rule(
        "server.memory",
        "What the server has no memory left for is a 503 with Retry-After, in the API's own form.",
        .chosen, source: "--memory")

    package static let descriptors = Rule(
        "server.descriptors",
        "What the server can open no file for is a 503 with Retry-After, in the API's own form.",
        .chosen, source: "ulimit -n")

    package static let all = [full, fault, busy, lost, memory, descriptors]
}
