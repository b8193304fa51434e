import Seatfiller
import Testing

@Suite struct `A fault that cannot be` {
    @Test(
        arguments: [
            ("{}", #"fault:1:1: a fault has no \"do\"; add it"#),
            (#"{"do":{}}"#, "a fault does nothing"),
            (#"{"do":{"status":99}}"#, "fault:1:17: status must be an integer, from 200 to 599"),
            (
                #"{"do":{"stauts":503}}"#,
                #"unknown member \"stauts\" in do; did you mean \"status\"?"#
            ),
            (
                #"{"do":{"retryAfterSeconds":1}}"#,
                #"fault:1:7: \"do\" has no \"status\" for its \"retryAfterSeconds\"; add it"#
            ),
            (
                #"{"do":{"connection":"LOST"}}"#,
                #"connection cannot be \"LOST\"; expected EMPTY_RESPONSE"#
            ),
            (#"{"do":{"delay":{"uniform":[2,1]}}}"#, "uniform must be [from, to]"),
            (#"{"do":{"delay":{"lognormal":{"median":1}}}}"#, #"lognormal has no \"sigma\""#),
            (
                #"{"do":{"truncateBody":1.5}}"#,
                "truncateBody must be a number of bytes, or a fraction"
            ),
            (
                #"{"do":{"dribble":{"chunks":0,"milliseconds":1}}}"#,
                "chunks must be an integer, from 1 to 10000"
            ),
            (#"{"do":{"throttle":{"limit":1}}}"#, #"throttle has no \"windowSeconds\""#),
            (
                #"{"do":{"truncateBody":5,"status":503}}"#,
                #"fault:1:7: \"do\" has a \"status\", beside which its \"truncateBody\" never "#
                    + "acts; leave one out"
            ),
            (
                #"{"do":{"truncateBody":5,"dribble":{"chunks":2,"milliseconds":1}}}"#,
                #"a \"truncateBody\", beside which its \"dribble\" never acts"#
            ),
            (
                #"{"do":{"throttle":{"limit":1,"windowSeconds":9},"connection":"EMPTY_RESPONSE"}}"#,
                #"a \"connection\", beside which its \"throttle\" never acts"#
            ),
            (
                #"{"do":{"throttle":{"limit":1,"windowSeconds":9},"status":503,"truncateBody":5}}"#,
                #"a \"status\", beside which its \"truncateBody\" never acts"#
            ),
            (
                #"{"do":{"paging":"page-shrot"}}"#,
                #"fault:1:17: paging cannot be \"page-shrot\"; did you mean \"page-short\"?"#
            ),
            (#"{"do":{"paging":"x"}}"#, "expected token-expired, token-one-shot, token-repeats, "),
            (
                #"{"match":{"operation":"store.listSeats"},"do":{"paging":"total-zero"}}"#,
                "fault:1:57: store.listSeats cannot have total-zero; it can have token-expired, "
                    + "token-one-shot, token-repeats, token-restarts, token-at-end, token-null, "
                    + "token-empty, token-needs-escaping, token-long, page-empty, page-short, "
                    + "page-long, page-overlaps, page-skips, page-shuffled, members-unknown, "
                    + "members-null"
            ),
            // In any order of the members.
            (
                #"{"do":{"paging":"token-null"},"match":{"api":"elements"}}"#,
                #"fault:1:17: the api \"elements\" cannot have token-null; it can have page-empty, "#
                    + "page-short, page-long, page-overlaps, page-skips, page-shuffled, "
                    + "members-unknown, members-null, total-zero, total-high, total-low, "
                    + "total-missing, metadata-missing, past-end-repeats"
            ),
            (
                #"{"match":{"operation":"store.getSeat"},"do":{"paging":"page-empty"}}"#,
                "fault:1:55: store.getSeat has no pages; there are store.getInventory, "
                    + "store.listSeats, store.listSeatsOfUser, elements.retrieveTenantSeats, "
            ),
            (
                #"{"match":{"api":"entra"},"do":{"paging":"page-empty"}}"#,
                #"the api \"entra\" has no pages"#
            ),
            (
                #"{"match":{"page":1},"do":{"paging":"page-overlaps"}}"#,
                "fault:1:36: page 1 cannot have page-overlaps; no page is before it"
            ),
            (
                #"{"match":{"operation":"store.getInventory","user":"a@b"},"do":{"status":503}}"#,
                #"fault:1:10: no request has this \"user\" beside the rest of \"match\"; leave it out"#
            ),
            (
                #"{"match":{"api":"store","customerId":"c"},"do":{"status":503}}"#,
                #"no request has this \"customerId\" beside the rest of \"match\""#
            ),
            (
                #"{"match":{"operation":"store.getSeat","page":2},"do":{"status":503}}"#,
                #"no request has this \"page\" beside the rest of \"match\"; there are pages of "#
                    + "store.getInventory, "
            ),
            (
                #"{"match":{"method":"DELETE","page":2},"do":{"status":503}}"#,
                #"no request has this \"method\" beside the rest of \"match\"; it can be GET or POST"#
            ),
            (
                #"{"match":{"operation":"store.getInventory","method":"POST"},"do":{"status":503}}"#,
                #"no request has this \"method\" beside the rest of \"match\"; it can be GET"#
            ),
            (
                #"{"match":{"path":"/__admin/*"},"do":{"status":503}}"#,
                #"fault:1:18: path \"/__admin/*\" belongs to no emulated API; write the path of one"#
            ),
            (
                #"{"match":{"path":"/__world/w/V1/*"},"do":{"status":503}}"#,
                #"path \"/__world/w/V1/*\" belongs to no emulated API"#
            ),
            (
                #"{"do":{"paging":"token-null","count":1}}"#,
                #"fault:1:38: token-null takes no \"count\"; leave it out"#
            ),
            (
                #"{"do":{"kilobytes":9,"paging":"page-short"}}"#,
                #"fault:1:20: page-short takes no \"kilobytes\"; leave it out"#
            ),
            (
                #"{"do":{"paging":"page-long","count":0}}"#,
                "fault:1:37: count must be an integer, from 1 to 1000"
            ),
            (
                #"{"do":{"paging":"token-long","kilobytes":49}}"#,
                "fault:1:42: kilobytes must be an integer, from 1 to 48"
            ),
            (
                #"{"do":{"count":1}}"#,
                #"fault:1:7: \"do\" has no \"paging\" for its \"count\"; add it"#
            ),
            (
                #"{"do":{"status":503,"paging":"page-empty"}}"#,
                #"a \"status\", beside which its \"paging\" never acts; leave one out"#
            ),
            (#"{"match":{"api":"x"},"do":{"status":503}}"#, #"api cannot be \"x\""#),
            (
                #"{"when":{"probability":2},"do":{"status":503}}"#,
                "probability must be a number from 0.0 to 1.0"
            ),
            (
                #"{"when":{"probability":0},"do":{"status":503}}"#,
                "fault:1:24: a fault of probability 0 never acts; leave it out"
            ),
            (
                #"{"when":{"seed":7},"do":{"status":503,"delay":{"milliseconds":1}}}"#,
                #"fault:1:1: \"when\" has a \"seed\", but nothing is left to chance; leave it out"#
            ),
            (
                #"{"match":{"operation":"store.listSeatsOfUsr"},"do":{"status":503}}"#,
                #"operation cannot be \"store.listSeatsOfUsr\"; did you mean \"store.listSeatsOfUser\"?"#
            ),
            (
                #"{"match":{"path":"V1/*"},"do":{"status":503}}"#,
                #"fault:1:18: path \"V1/*\" is not a path; write it /V1/Users/*/Seats"#
            ),
            (#"{"match":{"path":"/V1?x=1"},"do":{"status":503}}"#, #"\"/V1?x=1\" is not a path"#),
            (
                #"{"do":{"status":503,"headers":[1,2]}}"#,
                "fault:1:31: headers must be an object, not an array"
            ),
            (
                #"{"do":{"status":503,"headers":{"A":1}}}"#,
                #"fault:1:36: the header \"A\" must be a string, not a number"#
            ),
            (
                #"{"do":{"status":503,"headers":{"a b":"c"}}}"#,
                #"fault:1:32: \"a b\" is not a header name"#
            ),
            (
                #"{"do":{"status":503,"headers":{"A":"\u000a"}}}"#,
                #"fault:1:36: the header \"A\" cannot be that text"#
            ),
            (
                #"{"do":{"status":503,"headers":{"A":"1","a":"2"}}}"#,
                #"fault:1:40: the header \"a\" is given twice"#
            ),
            (
                #"{"do":{"status":503,"headers":{"A":"1","A":"2"}}}"#,
                #"member \"A\" is given twice in headers"#
            ),
            (
                #"{"do":{"status":503,"headers":{"content-length":"2"}}}"#,
                #"the header \"content-length\" is set by the server"#
            ),
            (
                #"{"do":{"delay":{}}}"#,
                "fault:1:16: delay must have one of milliseconds, uniform, lognormal, not 0"
            ),
            (
                #"{"do":{"delay":{"milliseconds":1,"uniform":[1,2]}}}"#,
                "fault:1:16: delay must have one of milliseconds, uniform, lognormal, not 2"
            ),
            (#"{"do":{"delay":5}}"#, "fault:1:16: delay must be an object, not a number"),
            (#"{"do":{"delay":{"uniform":[1]}}}"#, "uniform must be [from, to]"),
            (
                #"{"do":{"delay":{"uniform":[1,"2"]}}}"#,
                "fault:1:30: a bound of uniform must be a number, not a string"
            ),
            (
                #"{"do":{"delay":{"milliseconds":600001}}}"#,
                "milliseconds must be a number from 0.0 to 600000.0"
            ),
            (
                #"{"do":{"status":503,"retryAfterSeconds":1,"retryAfterDate":"2018-05-01"}}"#,
                #"fault:1:60: \"do\" says retryAfterSeconds and retryAfterDate; leave one out"#
            ),
            (
                #"{"do":{"status":503,"headers":{"retry-after":"2"},"retryAfterSeconds":1}}"#,
                #"fault:1:7: \"do\" says retryAfterSeconds and a header Retry-After; leave one out"#
            ),
            (
                #"{"do":{"retryAfterDate":"2018-05-01","headers":{"Retry-After":"2"},"status":429}}"#,
                #"fault:1:7: \"do\" says retryAfterDate and a header Retry-After; leave one out"#
            ),
            (
                #"{"do":{"status":204,"body":"x"}}"#,
                #"fault:1:7: \"do\" has a \"body\", but an answer of status 204 has no content; "#
                    + "leave it out"
            ),
            (#"{"do":{"body":{},"status":205}}"#, "an answer of status 205 has no content"),
            (#"{"do":{"body":null,"status":304}}"#, "an answer of status 304 has no content"),
            (#"{"do":{"body":null}}"#, #"\"do\" has no \"status\" for its \"body\"; add it"#),
            (#"{"do":[]}"#, "fault:1:7: do must be an object, not an array"),
            (#"{"match":7,"do":{"status":503}}"#, "match must be an object, not a number"),
            (
                #"{"match":{"method":"G ET"},"do":{"status":503}}"#,
                #"fault:1:20: method \"G ET\" is not an HTTP method; write it GET"#
            ),
            (
                #"{"match":{"operation":"store.listSeats","api":"elements"},"do":{"status":503}}"#,
                #"fault:1:23: operation \"store.listSeats\" does not belong to the api \"elements\""#
            ),
            (#"{"match":{"page":0},"do":{"status":503}}"#, "page must be an integer, 1 or more"),
            (#"{"when":{"times":0},"do":{"status":503}}"#, "times must be an integer, 1 or more"),
            ("[{}", "fault:1:4: "), ("7", "a fault must be an object, not a number"),
            ("", "fault:1:1: "),
        ])
    func `changes nothing, and says why and where`(fault: String, reason: String) throws {
        let admin = try Admin()
        let answer = admin.call("POST", "/__admin/faults", fault)
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains(reason), "\(answer)")
        #expect(admin.get("/__admin/faults") == #"200 {"faults":[]}"#)
    }

    @Test(
        arguments: [
            "status=x", "status=99", "status=600", "nothing=1", "delay=-1", "delay=600001",
            "delay=nan", "delay=inf", "delay=0x10", "delay=1e3", "delay=+1", "delay=.5", "delay=1.",
            "connection=LOST", "status", "status=500,status=503", "status=500,",
            "=", "status=500;delay=1", "status=500,connection=EMPTY_RESPONSE",
        ])
    func `is refused where a request asks for it`(fault: String) throws {
        let admin = try Admin()
        let answer = admin.get("/V1/Inventory", [("X-Seatfiller-Fault", fault)])
        // A comma at the end is none between two.
        guard fault != "status=500," else { return #expect(answer.hasPrefix("500 ")) }
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains(#""code":"bad-fault""#))
        #expect(answer.contains("a status from 200 to 599"))
        #expect(answer.contains("from 0 to 600000 milliseconds"))
    }
}
