import Emulation
import JSON
import System

/// Runs a client, each time in another world of one server.
struct CaseRunner: Sendable {
    let words: [String]
    /// Where the worlds are made.
    var emulator: Emulator
    /// The base URL of its server.
    var url: String
    let trust: ClientEnvironment.Trust?
    let client: ClientFolder
    let subject: GauntletSubject
    let timeout: Duration

    /// How long a client has to end by itself when it is asked to.
    private static let grace = Duration.milliseconds(500)

    /// The same in worlds of another emulator.
    func moved(to emulator: Emulator, _ url: String) -> CaseRunner {
        var runner = self
        runner.emulator = emulator
        runner.url = url
        return runner
    }

    /// - Parameters:
    ///   - name: of the world, which is made anew.
    ///   - mostRequests: a client that asks more often hangs.
    func run(
        _ setting: CaseSetting, in name: String, atMost mostRequests: Int
    ) throws -> ClientRun {
        let world = try emulator.world(name)
        try setting.arrange(world)
        let trust = try trust(in: world)
        defer { forget(trust) }
        let asked = world.present.requestCount
        let start = ContinuousClock.now
        let process: BackgroundProcess
        do throws(FileError) {
            process = try BackgroundProcess(
                words.map { filled($0, in: world, setting) },
                changing: environment(world, trust, setting),
                keeping: ClientRun.mostBytes, client.guardian)
        } catch {
            throw Gauntlet.NotRun(description: "\(words[0]): \(error)")
        }
        let hasEnded = process.wait {
            ContinuousClock.now - start > timeout
                || world.present.requestCount - asked > mostRequests
        }
        let duration = ContinuousClock.now - start
        let requestCount = world.present.requestCount - asked
        let end = process.end(grace: Self.grace)
        return ClientRun(
            world: world, ending: end.ending, isHung: !hasEnded, hasLeftOthers: end.hasLeftOthers,
            output: process.output, errors: process.errors, requestCount: requestCount,
            duration: duration)
    }

    /// What makes a client trust the server, in a world: the script for an older Node names it.
    private func trust(
        in world: Emulator.World
    ) throws(SeatfillerError) -> ClientEnvironment.Trust? {
        guard var trust else { return nil }
        let path = "\(client.folder.path)/\(world.name).cjs"
        let script = NodeScript(
            leading: world.present.roster.hosts, to: url, in: world.name)
        try SeatfillerError.wording("\(path) cannot be written", .failure) {
            () throws(FileError) in try Files.write(Array(script.text.utf8), to: path)
        }
        trust.nodeScript = path
        return trust
    }

    /// Whatever stays goes with the folder.
    private func forget(_ trust: ClientEnvironment.Trust?) {
        do throws(FileError) {
            if let path = trust?.nodeScript { try Files.remove(path) }
        } catch {
            return
        }
    }

    private func environment(
        _ world: Emulator.World, _ trust: ClientEnvironment.Trust?, _ setting: CaseSetting
    ) -> [(name: String, value: String)] {
        let environment = ClientEnvironment(url: url, world: world.name, trust: trust)
        let base = url + world.path
        let own = [
            ("SEATFILLER_USER", setting.user ?? subject.user),
            ("SEATFILLER_CUSTOMER", subject.customer),
            ("SEATFILLER_TOKEN_URL", base + subject.tokenPath),
        ]
        return environment.variables { Variables.text(of: $0) }.map { ($0.name, $0.value) }
            + own.compactMap { name, value in value.map { (name, $0) } }
    }

    private func filled(
        _ word: String, in world: Emulator.World, _ setting: CaseSetting
    ) -> String {
        word.replacing("{url}", with: url + world.path)
            .replacing("{user}", with: setting.user ?? subject.user ?? "")
            .replacing("{customer}", with: subject.customer ?? "")
    }
}

extension CaseSetting {
    /// Makes the world what the case needs.
    fileprivate func arrange(_ world: Emulator.World) throws {
        let present = world.present
        _ = present.set(try Quirks.parse(quirks, known: present.roster.quirks))
        for path in reclaimedSeats {
            let answer = world.respond(to: Emulator.Request("DELETE", path))
            guard answer.status == 200 else {
                throw SeatfillerError(.failure, "DELETE \(path) is answered \(answer.status)")
            }
        }
        if !faults.isEmpty { try world.faults.add(Fault.list(json: JSON.array(faults).text)) }
    }
}
