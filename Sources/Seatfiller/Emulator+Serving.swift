extension Emulator {
    /// Serves on a free port of the loopback while `body` runs. `body` receives the base URL.
    ///
    /// ```swift
    /// try await emulator.serving { url in
    ///     let (data, _) = try await URLSession.shared.data(from: URL(string: url + "/V1/…")!)
    /// }
    /// ```
    public func serving<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        var settings = settings
        settings.port = 0
        let service = try Service(self, settings)
        defer { service.stop() }
        return try await body(service.url)
    }
}
