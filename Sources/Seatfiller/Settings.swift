import ControlAPI
package import Emulation
package import HTTP
import HTTPServer
import System

/// All that can be set of a server, with the standard values.
package struct Settings: Sendable {
    /// The APIs that are emulated.
    package var roster = Roster.standard
    package var host = "127.0.0.1"
    package var port = 7328
    /// Empty for the standard seed.
    package var seeds: [SeedSource] = []
    /// What is loaded where no seed is given.
    package var standardSeed = SeedSource.demo
    /// The path of the SQLite file; nil for memory.
    package var store: String?
    /// Whether the data of a store that exists is replaced by the seeds.
    package var reseeds = false
    /// Whether the seeds are loaded anew when they change.
    package var watchesSeeds = false
    package var loops = 1
    /// When time stands still; nil for real time.
    package var clock: Instant?
    /// The bearer token that the control plane asks for; nil where it asks nobody.
    package var adminToken: String?
    /// Whether the control plane may be open on an address that is not the loopback.
    package var isAdminOpen = false
    /// The names under which the control plane answers without a token, besides those of the
    /// loopback and the address that is bound.
    package var allowedHosts: [Host] = []
    /// What ends the process; nil where it is not the emulator's to end.
    package var shutdown: (@Sendable () -> Void)?
    package var mostWorlds = 1000
    /// How many bytes everything may hold together that clients make.
    package var memory = MemoryBudget.standardLimit
    package var journal = Journal.Bounds()
    /// How many bytes a world may add to the state that it began with.
    package var worldBytes = 64 << 20
    /// What a larger store file was seeded with is not kept in memory.
    package var largestSeededFile: Int64 = 64 << 20
    /// How long continuation tokens are good; nil for ever.
    package var tokenLifeSeconds: Int64?
    package var auth = Emulator.Auth.open
    /// `name=value` each.
    package var quirks: [String] = []
    /// The key of continuation tokens; nil for a new one.
    package var tokenKey: [UInt8]?
    package var showsRules = true
    /// Whether answers may be given again while nothing has changed; tests compare both ways.
    package var remembersAnswers = true
    package var limits = Limits()
    /// Whether CONNECT opens a tunnel to an emulated host: whoever serves must know what to do with
    /// the `tunnel` of a response.
    package var opensTunnels = false

    package init() {}

    /// Who may use the control plane.
    ///
    /// - Parameter address: the one that is listened on; nil where there is none.
    func door(to address: IPAddress? = nil) -> Door {
        Door(
            token: adminToken.map(AdminToken.init),
            hosts: AllowedHosts(
                allowedHosts, boundTo: address, takesLocalNames: isAdminOpen))
    }
}
