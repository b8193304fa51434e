/// The runs of one client whose plain walk is known.
struct GauntletRuns: Sendable {
    let open: CaseRunner
    /// Where access tokens are checked; nil for a client that asks for none.
    let enforced: CaseRunner?
    let judge: CaseJudge
    /// A client that asks more often hangs.
    let mostRequests: Int

    func result(
        of gauntletCase: GauntletCase, in setting: CaseSetting, world: String
    ) throws -> CaseResult {
        guard let runner = setting.auth == .open ? open : enforced else {
            return CaseResult(unmet: gauntletCase, because: "the client asks for no access token")
        }
        let run = try runner.run(setting, in: world, atMost: mostRequests)
        defer { run.world.drop() }
        return try judge.result(of: gauntletCase, in: setting, run)
    }
}
