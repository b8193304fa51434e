internal import CRelease

extension Seatfiller {
    /// The version, in the one place where it is written.
    public static let version = "0.1.0"

    /// The first seven digits of the commit that `make release` was run on; nil in other builds,
    /// and where files were changed since.
    public static var commit: String? {
        let number = seatfiller_commit()
        guard number != 0 else { return nil }
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }
}
