extension Seed.Product {
    /// A processor.
    public enum Architecture: String, CaseIterable, Sendable, JSONValue {
        /// Any.
        case neutral
        /// ARM.
        case arm
        /// x86 with 32 bits.
        case x86
        /// x86 with 64 bits.
        case x64
    }

    /// The format of a package.
    public enum PackageFormat: String, CaseIterable, Sendable, JSONValue {
        /// A package.
        case appx
        /// A bundle of packages.
        case appxBundle
        /// A package for Windows Phone 8.
        case xap
    }
}
