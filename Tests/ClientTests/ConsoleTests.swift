import Foundation
import Seatfiller
import Testing

/// The console as a person meets it, in a browser.
@Suite(
    .enabled(
        if: Tool.hasPython && Tool.isInstalled("chromium"), "make setup-clients installs chromium"))
struct `The console in a browser` {
    @Test func `shows what the control plane says, and does what its buttons say`() async throws {
        var settings = Settings()
        settings.adminToken = "hush"
        let emulator = try Emulator(settings)
        let found = try await emulator.serving { url in
            try await Tool(Tool.python).output([Tool.file("console.py").path, url, "hush"])
        }
        #expect(
            found == """
                light at 1600: walked
                dark at 360: walked
                nothing is wrong

                """)
    }
}
