import Emulation
import Testing

@Suite struct `An instant` {
    @Test(arguments: [
        ("2017-08-01T13:31:32.146Z", "2017-08-01T13:31:32.1460000+00:00"),
        ("2017-08-01t13:31:32z", "2017-08-01T13:31:32.0000000+00:00"),
        ("2017-08-01 13:31:32.12345678+02:00", "2017-08-01T11:31:32.1234567+00:00"),
        ("2017-01-01T00:30:00-01:30", "2017-01-01T02:00:00.0000000+00:00"),
        ("2017-01-01T00:30:00+01:00", "2016-12-31T23:30:00.0000000+00:00"),
        ("2016-02-29", "2016-02-29T00:00:00.0000000+00:00"),
        ("1969-12-31T23:59:59.9999999", "1969-12-31T23:59:59.9999999+00:00"),
        ("1900-03-01T00:00:00Z", "1900-03-01T00:00:00.0000000+00:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.0000000+00:00"),
        ("9999-12-31T23:59:59.99999999Z", "9999-12-31T23:59:59.9999999+00:00"),
        ("9999-12-31T22:59:59-01:00", "9999-12-31T23:59:59.0000000+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00"),
        ("0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00.0000000+00:00"),
    ])
    func `is printed in one form whatever the form it was read in`(text: String, printed: String) {
        #expect(Instant(text)?.text == printed)
    }

    @Test(arguments: [
        "", "2017", "2017-13-01", "2017-02-29", "1900-02-29", "2017-04-31", "2017-00-10",
        "2017-01-00", "0000-01-01", "2017-01-01T24:00:00Z", "2017-01-01T00:60:00Z",
        "2017-01-01T00:00:60Z", "2017-01-01T00:00Z", "2017-01-01T00:00:00.Z",
        "2017-01-01T00:00:00+1", "2017-01-01T00:00:00+25:00", "2017-01-01T00:00:00Zx",
        "17-01-01", "2017/01/01", " 2017-01-01", "10000-01-01", "-0001-01-01",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01",
    ])
    func `is nothing that a calendar or a clock does not have`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `sorts as its text does`() {
        let texts = ["2016-12-31T23:59:59.9999999Z", "2017-01-01", "2017-01-01T00:00:00.0000001Z"]
        let instants = texts.compactMap(Instant.init)
        #expect(instants.sorted() == instants)
        #expect(instants.map(\.text).sorted() == instants.map(\.text))
    }

    @Test func `is never outside of the years 1 to 9999`() {
        #expect(Instant.earliest.text == "0001-01-01T00:00:00.0000000+00:00")
        #expect(Instant.latest.text == "9999-12-31T23:59:59.9999999+00:00")
        #expect(Instant.earliest.dateField == "Mon, 01 Jan 0001 00:00:00 GMT")
        #expect(Instant.latest.dateField == "Fri, 31 Dec 9999 23:59:59 GMT")
        for instant in [Instant.earliest, .epoch, .latest] {
            for seconds: Int64 in [.max, .max - 1, 1 << 40] {
                #expect(instant.advanced(bySeconds: seconds) == .latest)
                #expect(instant.advanced(bySeconds: -seconds) == .earliest)
                #expect(instant.advanced(by: .seconds(seconds)) == .latest)
                #expect(instant.advanced(by: .seconds(-seconds)) == .earliest)
                #expect(instant.advanced(exactlyBy: .seconds(seconds)) == nil)
                #expect(instant.advanced(exactlyBy: .seconds(-seconds)) == nil)
            }
            #expect(instant.advanced(bySeconds: .min) == .earliest)
            #expect(Instant(exactly: Int128(instant.ticks)) == instant)
        }
        #expect(Instant(exactly: Int128(Instant.latest.ticks) + 1) == nil)
        #expect(Instant(exactly: Int128(Instant.earliest.ticks) - 1) == nil)
        #expect(Instant(clamping: .max) == .latest)
        #expect(Instant(clamping: .min) == .earliest)
        #expect(
            Instant.earliest.advanced(exactlyBy: .seconds(315_537_897_600) - .nanoseconds(100))
                == .latest)
    }
}
