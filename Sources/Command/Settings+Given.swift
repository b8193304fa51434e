import Emulation
import Seatfiller
import System

extension Settings {
    /// What the options of serve say.
    init(_ given: Given<ServeCommand>) {
        self.init()
        host = given.address.host ?? host
        port = given.address.port ?? port
        seeds = given.seed.map(Seatfiller.Seed.named)
        standardSeed = given.defaultSeed.map(Seatfiller.Seed.pathOrDemo) ?? standardSeed
        store = given.store
        reseeds = given.reseed
        watchesSeeds = given.watch
        loops = given.loops ?? min(Processors.count, 4)
        auth = given.auth ?? auth
        quirks = given.quirk
        tokenKey = given.tokenKey?.bytes
        adminToken = given.adminToken?.text
        isAdminOpen = given.adminOpen
        allowedHosts = given.allowHost
        tokenLifeSeconds = given.tokenLife
        clock = given.clock
        showsRules = !given.noRuleHeader
        speaksTLS = given.security.tls != .off
        authorityFolder = given.security.ca
        tlsNames = given.security.tlsName
        apply(given.limits)
    }
}
