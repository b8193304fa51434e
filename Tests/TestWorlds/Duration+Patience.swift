extension Duration {
    /// Longer than anything takes, in a debug build and on a machine that does ten other things.
    package static let patience = Duration.seconds(60)
}
