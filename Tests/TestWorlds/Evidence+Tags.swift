package import Testing

extension Tag {
    /// The service's own reference says it.
    @Tag package static var documented: Self
    /// Software that talked to the live service shows it.
    @Tag package static var observed: Self
    /// Concluded from either.
    @Tag package static var inferred: Self
    /// Our choice.
    @Tag package static var chosen: Self
}
