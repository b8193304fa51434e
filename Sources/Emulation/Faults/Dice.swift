import Glibc

/// Random numbers that depend only on a seed and the number of a call.
struct Dice: Sendable {
    private var state: UInt64

    /// - Parameter call: the number of the call, from 1 on.
    init(seed: Int64, call: Int64) {
        let place = UInt64(bitPattern: seed) &+ UInt64(bitPattern: call) &* SplitMix.step
        // Mixed, because the plain state of a call would soon be that of another call.
        state = SplitMix.number(of: place)
    }

    /// From 0 up to, but not including, 1.
    mutating func uniform() -> Double {
        state &+= SplitMix.step
        return Double(SplitMix.number(of: state) >> 11) * 0x1p-53
    }

    /// With the mean 0 and the deviation 1, by Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (x, y) = (uniform() * 2 - 1, uniform() * 2 - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }
}
