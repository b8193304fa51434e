extension Seatfiller {
    /// The version, in the one place where it is written.
    public static let version = "0.1.0"
}
