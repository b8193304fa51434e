import Emulation

extension Emulator.World {
    /// A world's time.
    public struct Clock: Sendable {
        let world: Emulator.World
        private var clock: Emulation.Clock { world.present.clock }

        /// Now, as `2018-05-01T12:00:00.0000000+00:00`.
        public var now: String { clock.now.text }

        /// Stops the time at the present instant.
        public func freeze() { clock.freeze() }

        /// Stops the time at an ISO 8601 instant.
        ///
        /// - Throws: `SeatfillerError` if the text is not an instant of the years 1 to 9999.
        public func freeze(at instant: String) throws(SeatfillerError) {
            guard let instant = Instant(instant) else {
                throw SeatfillerError(
                    .usage, "'\(instant)' is not an instant such as 2018-05-01T12:00:00Z")
            }
            clock.freeze(at: instant)
        }

        /// Moves the time forward, or back if the duration is negative. It stops at the years 1 and
        /// 9999.
        public func advance(by duration: Duration) { clock.advance(by: duration) }

        /// Lets the time run `scale` times as fast as real time. Values are limited to 0 to
        /// 1,000,000. The time stands still at the end of the year 9999.
        public func run(scale: Double) { clock.run(scale: scale) }

        /// Returns to real time.
        public func returnToReal() { clock.returnToReal() }
    }
}
