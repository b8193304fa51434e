import Emulation
import Synchronization
import System
import TestWorlds
import Testing

@Suite struct `A turnstile` {
    @Test func `lets requests pass while it is open`() {
        let turnstile = Turnstile()
        let order = Monitor<[String]>([])
        #expect(turnstile.isOpen)
        turnstile.hold { order.change { $0.append("passed") } }
        #expect(order.change { $0 } == ["passed"])
    }

    @Test func `keeps them until long work is done, in their order`() {
        let turnstile = Turnstile()
        let order = Monitor<[String]>([])
        turnstile.close {
            #expect(!turnstile.isOpen)
            for name in ["first", "second"] {
                turnstile.hold { order.change { $0.append(name) } }
            }
            order.change { $0.append("work") }
        }
        #expect(turnstile.isOpen)
        #expect(order.change { $0 } == ["work", "first", "second"])
    }

    @Test func `opens also where the work fails, and does one work after another`() {
        struct Failure: Error {}
        let turnstile = Turnstile()
        #expect(throws: Failure.self) { try turnstile.close { throw Failure() } }
        let order = Monitor<[String]>([])
        let workers = Workers(most: 2)
        turnstile.close {
            _ = workers.run { turnstile.close { order.change { $0.append("second work") } } }
            order.change { $0.append("first work") }
        }
        order.wait { $0.count == 2 ? true : nil }
        #expect(order.change { $0 } == ["first work", "second work"])
    }
}

@Suite struct `Workers who do what takes long` {
    @Test func `do so much at once and the rest in its order`() {
        let workers = Workers(most: 1, waiting: 2)
        let (gate, order) = (Monitor(false), Monitor<[Int]>([]))
        #expect(workers.run { gate.wait { $0 ? true : nil } })
        for number in 1...2 { #expect(workers.run { order.change { $0.append(number) } }) }
        #expect(!workers.run { order.change { $0.append(3) } })
        gate.change { $0 = true }
        order.wait { $0.count == 2 ? true : nil }
        #expect(order.change { $0 } == [1, 2])
    }
}
