import Foundation
import Testing

/// The kits as they stand in the sources, with the executable of this build. Their `run.sh` try the
/// packages that are made of them.
@Suite struct `A kit` {
    private static let tests = Tool.root.appending(path: "Tests/Kits")
    private static let kits = Tool.root.appending(path: "Sources/Kits")

    @Test(.enabled(if: Tool.hasPython, "make setup-clients installs it"))
    func `of Python has every call and member of the control plane`() async throws {
        let folder = Self.tests.appending(path: "python")
        let output = try await Tool(Tool.python).output(
            [
                "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "seatfiller.plugin",
                "-W", "error", folder.appending(path: "test_openapi.py").path,
                folder.appending(path: "test_world.py").path,
            ],
            [
                "PYTHONPATH": Self.kits.appending(path: "python").path,
                "SEATFILLER_EXECUTABLE": Tool.seatfiller,
            ])
        #expect(output.contains(/(?m)^\d+ passed in [\d.]+s/), "\(output)")
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `of Node has them as well`() async throws {
        let project = try Folder()
        let script = #"""
            cd "$1" && mkdir node_modules && cp -r "$2/node" node_modules/seatfiller
            mkdir node_modules/seatfiller/bin && ln -s "$0" node_modules/seatfiller/bin/seatfiller
            cp "$3"/node/*.mjs "$4" .
            node --test --test-reporter=tap openapi.test.mjs worlds.test.mjs
            """#
        let document = Tool.root.appending(path: "Sources/ControlAPI/openapi.json").path
        let output = try await Tool("sh").output([
            "-ec", script, Tool.seatfiller, project.path, Self.kits.path, Self.tests.path, document,
        ])
        #expect(output.contains(/(?m)^# pass [1-9]\d*\n# fail 0$/), "\(output)")
        withExtendedLifetime(project) {}
    }
}
