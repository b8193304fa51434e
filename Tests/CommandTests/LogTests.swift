import Testing

@Suite struct `The log of requests` {
    private static let seats = "/V1/Users/bob@contoso.com/Seats"

    @Test(arguments: ["text", "json"]) func `shows no secret, however it is sent`(format: String)
        throws
    {
        let server = try Server("--port", "0", "--log-level", "debug", "--log-format", format)
        let fields = [
            "Authorization: Bearer hush", "authorization: Basic hush", "Authorization: hush",
            "Authorization:hush", "AUTHORIZATION: bEaReR  hush",
        ]
        for field in fields { _ = try Run.curl("-H", field, server.url + Self.seats) }
        let targets = [
            "?client_secret=hush", "?client%5Fsecret=hush", "?Client-Secret=hush",
            "?a=1&access_token=hush", "?%61ccess_token=hush", "?code=hush&b=2",
            "?subscription-key=hush", "?password=hush%26", "?x=client_secret%3Dhush",
        ]
        for target in targets { _ = try Run.curl(server.url + Self.seats + target) }
        _ = try Run.curl("-d", "client_secret=hush", server.url + "/t/oauth2/token")
        let log = try server.end().errors
        #expect(log.matches(of: /bob@contoso\.com/).count == fields.count + targets.count)
        #expect(log.matches(of: /\[redacted\]/).count == fields.count + targets.count)
        #expect(!log.contains("hush"))
    }
}
