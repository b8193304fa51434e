/// The emulator's own rules, which the answers of every API can follow.
package enum WorldRule {
    package static let full = Rule(
        "world.full",
        "The server returns 507 with a problem document when a world, or the disk of its store "
            + "file, has no room left.",
        .chosen, source: "The real services have no worlds.")

    package static let fault = Rule(
        "world.fault", "The server returns the answer of a fault that acts on the request.",
        .chosen, source: "POST /__admin/faults, a seed, or the request's own header")

    package static let busy = Rule(
        "world.busy",
        "The server returns 503 with Retry-After, in the API's own form, for a write when another "
            + "process has locked the store file for five seconds.",
        .chosen, source: "The real services have no store file.")

    package static let lost = Rule(
        "world.lost",
        "The server returns 503, in the API's own form, for a request that needs the store file "
            + "while that file is removed, replaced, cut short or damaged.",
        .chosen, source: "The real services have no store file.")

    package static let memory = Rule(
        "server.memory",
        "The server returns 503 with Retry-After, in the API's own form, when it has no memory "
            + "left for the request.",
        .chosen, source: "--memory")

    package static let descriptors = Rule(
        "server.descriptors",
        "The server returns 503 with Retry-After, in the API's own form, when it cannot open "
            + "another file.",
        .chosen, source: "ulimit -n")

    package static let proxyRefused = Rule(
        "proxy.refused",
        "The server returns 403 when a client uses it as a proxy for a host that is not emulated, "
            + "such as the loopback. It sends nothing to that host.",
        .chosen, source: "So a test bed reaches no other host, and a test can see what was wanted.")

    package static let all = [full, fault, busy, lost, memory, descriptors, proxyRefused]
}
