import CRelease
import HTTP

extension Emulator {
    /// The version. It is written nowhere else.
    public static let version = "0.1.0"

    /// The first seven digits of the commit of a `make release`; nil in other builds, and if files
    /// had been changed since the commit.
    public static var commit: String? {
        let number = seatfiller_commit()
        return number == 0 ? nil : String(number, digits: 7, radix: 16)
    }
}
