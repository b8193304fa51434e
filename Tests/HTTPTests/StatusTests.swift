import HTTP
import HTTPTypes
import Testing

@Suite struct `A status` {
    @Test(
        arguments: [
            (200, "OK"), (203, "Non-Authoritative Information"), (226, "IM Used"),
            (308, "Permanent Redirect"), (402, "Payment Required"), (413, "Content Too Large"),
            (416, "Range Not Satisfiable"), (422, "Unprocessable Content"),
            (451, "Unavailable For Legal Reasons"), (507, "Insufficient Storage"),
            // What nobody has registered is as its class is.
            (299, "Successful"), (399, "Redirection"), (418, "Client Error"),
            (599, "Server Error"), (199, "Informational"),
        ])
    func `has the phrase that is registered for it`(code: Int, phrase: String) {
        let status = HTTPResponse.Status.registered(code)
        #expect(status.code == code)
        #expect(status.reasonPhrase == phrase)
    }

    @Test func `has the phrase that the library knows it by`() {
        let known: [HTTPResponse.Status] = [
            .continue, .ok, .noContent, .movedPermanently, .badRequest, .unauthorized, .notFound,
            .conflict, .contentTooLarge, .unprocessableContent, .tooManyRequests,
            .requestHeaderFieldsTooLarge, .internalServerError, .serviceUnavailable,
        ]
        for status in known {
            #expect(HTTPResponse.Status.registered(status.code).reasonPhrase == status.reasonPhrase)
        }
    }

    @Test func `allows content but for those that end with their head`() {
        let without = (100...599).filter { !HTTPResponse.Status.registered($0).allowsContent }
        #expect(without == Array(100...199) + [204, 205, 304])
    }
}
