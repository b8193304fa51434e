import Glibc

/// Chance that comes out the same for the same seed and call, whatever else has happened.
struct Dice: Sendable {
    private var state: UInt64

    /// - Parameter call: the number of the call that they are thrown for.
    init(seed: Int64, call: Int64) {
        let place = UInt64(bitPattern: seed) &+ UInt64(bitPattern: call) &* SplitMix.step
        // Mixed, so that the throws of a call are not those of the next call but one.
        state = SplitMix.number(of: place)
    }

    /// From 0 up to 1.
    mutating func uniform() -> Double {
        state &+= SplitMix.step
        return Double(SplitMix.number(of: state) >> 11) * 0x1p-53
    }

    /// Around 0, with a deviation of 1: Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (x, y) = (uniform() * 2 - 1, uniform() * 2 - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }
}
