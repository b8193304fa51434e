import Emulation
import Testing

@Suite struct `A clock` {
    @Test(arguments: [
        Double.infinity, -.infinity, .nan, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -1, 0,
        1e6, 1e18,
    ])
    func `runs at any speed, and stands still at the ends of time`(scale: Double) {
        let clock = Clock(frozen: .latest)
        clock.run(scale: scale)
        #expect(Clock.scales.contains(clock.reading.scale))
        #expect(!clock.reading.isFrozen)
        clock.advance(by: .seconds(1))
        #expect(clock.now == .latest)
        clock.advance(by: .seconds(-1e12))
        #expect(clock.now < Instant.latest)
    }

    @Test(arguments: [Int64.max, .min, 1_000_000_000_000, -1_000_000_000_000])
    func `is moved to the ends of time at most`(seconds: Int64) {
        let end = seconds < 0 ? Instant.earliest : .latest
        for start in [Instant.earliest, .epoch, .latest] {
            let clock = Clock(frozen: start)
            clock.advance(by: .seconds(seconds))
            #expect(clock.now == end)
        }
    }

    @Test func `comes to the end of time and stays there`() {
        let clock = Clock(frozen: .latest)
        clock.advance(by: .nanoseconds(-100))
        #expect(clock.now < Instant.latest)
        clock.run(scale: 1e6)
        while clock.now < Instant.latest {}
        #expect(clock.now == .latest)
        #expect(!clock.reading.isFrozen)
    }

    @Test func `does all of a change or nothing`() throws {
        let clock = Clock(frozen: .epoch)
        var change = Clock.Change()
        change.now = Instant("9999-12-31")
        change.isFrozen = false
        change.scale = 7
        change.advance = .seconds(86_400)
        #expect(!clock.apply(change))
        #expect(clock.now == .epoch)
        #expect(clock.reading.isFrozen)
        change.advance = .seconds(86_399)
        #expect(clock.apply(change))
        #expect(clock.now >= (try #require(Instant("9999-12-31T23:59:59Z"))))
        #expect(clock.reading.scale == 7)
    }
}
