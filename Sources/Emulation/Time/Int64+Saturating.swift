// Sums of what a store file holds, in which anybody may have written any number.
extension Int64 {
    /// The sum, or the end of 64 bits that lies nearest to it.
    package func saturatingAdd(_ other: Int64) -> Int64 {
        Int64(clamping: Int128(self) + Int128(other))
    }

    /// The difference, or the end of 64 bits that lies nearest to it.
    package func saturatingSubtract(_ other: Int64) -> Int64 {
        Int64(clamping: Int128(self) - Int128(other))
    }
}
