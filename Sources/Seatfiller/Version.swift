import CRelease
import HTTP

extension Emulator {
    /// The version, in the one place where it is written.
    public static let version = "0.1.0"

    /// The first seven digits of the commit that `make release` was run on; nil in other builds,
    /// and where files were changed since.
    public static var commit: String? {
        let number = seatfiller_commit()
        return number == 0 ? nil : String(number, digits: 7, radix: 16)
    }
}
