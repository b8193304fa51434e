import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

private let form = "application/x-www-form-urlencoded"
private let credentials =
    "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25"
    + "&resource=https%3A%2F%2Fonestore.microsoft.com"
private let entra = "/\(Estate.contoso)/oauth2/token"

private func call(_ written: WrittenText, _ target: String) throws -> String {
    let answer = try Estate().answer(to: written.request(to: target))
    return "\(answer.response.status.code) \(answer.rule.header)\n"
        + String(decoding: answer.response.body, as: UTF8.self)
}

@Suite struct `The form of a token request` {
    @Test(.tags(.inferred), arguments: WrittenText.readable(credentials, as: form))
    func `is read in UTF-8, and in UTF-16 that says so`(written: WrittenText) throws {
        #expect(try call(written, entra).hasPrefix("200 entra.token.v1; observed\n"))
        #expect(try call(written, "/connect/token").hasPrefix("200 avepoint.token; documented\n"))
    }

    @Test(.tags(.inferred), arguments: WrittenText.malformed(credentials, as: form))
    func `that is no text has nothing in it`(written: WrittenText) throws {
        let answer = try call(written, entra)
        #expect(answer.hasPrefix("400 entra.token.request; observed\n"))
        #expect(answer.contains("AADSTS900144"))
        #expect(try call(written, "/connect/token").hasPrefix("400 avepoint.token."))
    }

    @Test(.tags(.chosen), arguments: WrittenText.coded(credentials, as: form))
    func `that is coded is a 415`(written: WrittenText) throws {
        let answer = try call(written, entra)
        #expect(answer.hasPrefix("415 entra.token.content-encoding; chosen\n"))
        #expect(answer.contains(#""error":"invalid_request","error_description":"AADSTS9002313: "#))
        #expect(
            try call(written, "/connect/token") == """
                415 avepoint.token.content-encoding; chosen
                {"error":"invalid_request"}
                """)
    }
}
