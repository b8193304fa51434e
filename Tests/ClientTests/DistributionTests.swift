import Foundation
import Testing

/// What `make dist` makes, as far as it can be tried without a release build: the page of the
/// manual, what is linked in and its notices, the bill of materials, archives.
/// `Tests/Kits/dist/run.sh` installs and uses the whole.
@Suite(
    .enabled(if: Tool.hasPython, "make setup-clients installs it"),
    .enabled(if: Tool.isInstalled("dpkg-query"), "this is no Debian")
)
struct `What is given away` {
    @Test func `says what help says, and names all that is linked in`() async throws {
        let output = try await Tool(Tool.python).output(
            [
                "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                Tool.root.appending(path: "Tests/Kits/dist").path,
            ],
            ["SEATFILLER": Tool.seatfiller])
        #expect(output.contains(/\b11 passed in [\d.]+s/), "\(output)")
    }
}
