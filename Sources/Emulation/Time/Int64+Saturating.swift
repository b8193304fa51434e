// A store file may contain any number, so its sums must not overflow.
extension Int64 {
    /// The sum, or the nearest number of 64 bits.
    package func saturatingAdd(_ other: Int64) -> Int64 {
        Int64(clamping: Int128(self) + Int128(other))
    }

    /// The difference, or the nearest number of 64 bits.
    package func saturatingSubtract(_ other: Int64) -> Int64 {
        Int64(clamping: Int128(self) - Int128(other))
    }
}
