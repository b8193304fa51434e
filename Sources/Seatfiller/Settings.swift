import ControlAPI
package import Emulation
package import HTTP
import HTTPServer
import System

/// The settings of a server, with their defaults.
package struct Settings: Sendable {
    /// The APIs that are emulated.
    package var roster = Roster.standard
    package var host = "127.0.0.1"
    package var port = 7328
    /// Empty for `standardSeed`.
    package var seeds: [Seed] = []
    /// The seed that is loaded if none is given.
    package var standardSeed = Seed.demo
    /// The path of the SQLite file; nil for memory.
    package var store: String?
    /// Whether the seeds replace the data of an existing store.
    package var reseeds = false
    /// Whether the seeds are loaded anew when they change.
    package var watchesSeeds = false
    package var loops = 1
    /// The instant at which time stands still; nil for real time.
    package var clock: Instant?
    /// The bearer token that the control plane requires; nil if it requires none.
    package var adminToken: String?
    /// Whether the control plane may be open on an address that is not the loopback.
    package var isAdminOpen = false
    /// More host names at which the control plane answers without a token, besides the loopback's
    /// and the bound address.
    package var allowedHosts: [Host] = []
    /// Ends the process; nil if the emulator must not end it.
    package var shutdown: (@Sendable () -> Void)?
    package var mostWorlds = 1000
    /// How many bytes everything that clients make may hold together.
    package var memory = MemoryBudget.standardLimit
    package var journal = Journal.Bounds()
    /// How long a client may be silent, by the world's clock, before it has given up a traversal.
    package var traversalIdleSeconds: Int64 = 30
    /// How many bytes a world may add to the state that it began with.
    package var worldBytes = 64 << 20
    /// The initial data of a larger store file is not kept in memory.
    package var largestSeededFile: Int64 = 64 << 20
    /// How long continuation tokens are valid; nil means for ever.
    package var tokenLifeSeconds: Int64?
    package var auth = Emulator.Auth.open
    /// `name=value` each.
    package var quirks: [String] = []
    /// The key of continuation tokens; nil for a random key.
    package var tokenKey: [UInt8]?
    package var showsRules = true
    /// Whether remembered answers may be reused; tests compare both ways.
    package var remembersAnswers = true
    package var limits = Limits()
    /// Whether the server speaks TLS beside plain HTTP, and CONNECT opens a tunnel to an emulated
    /// host. The engine must then open the `tunnel` of a response.
    package var speaksTLS = false
    /// The folder that keeps the certificate authority; nil if this process makes its own.
    package var authorityFolder: String?
    /// The certificate authority of another emulator, to be shared; nil for another one.
    var authority: CertificateAuthority?
    /// What TLS is spoken as, besides the emulated hosts and this machine.
    package var tlsNames: [Host] = []

    package init() {}

    /// Who may use the control plane.
    ///
    /// - Parameter address: the address that the server listens on; nil without a server.
    func door(to address: IPAddress? = nil) -> Door {
        Door(
            token: adminToken.map(AdminToken.init),
            hosts: AllowedHosts(
                allowedHosts, boundTo: address, takesLocalNames: isAdminOpen))
    }
}
