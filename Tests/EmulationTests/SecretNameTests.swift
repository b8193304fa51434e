import Emulation
import HTTP
import HTTPTypes
import Testing

@Suite struct `The name of a secret` {
    private static func query(_ name: String) -> String {
        Redaction.target(Target("/p?\(name)=hush&b=2"))
    }

    private static func field(_ name: String) throws -> String {
        Redaction.value(of: HTTPField(name: try #require(HTTPField.Name(name)), value: "hush"))
    }

    private static func content(_ text: String) -> String {
        let request = Request(.post, "/", body: Array(text.utf8))
        return String(decoding: Redaction.content(of: request, atMost: 8192).text, as: UTF8.self)
    }

    @Test(
        arguments: [
            "userPwd", "db_pwd", "userpwd", "smtp_pass", "userPass", "userPin", "SMSPin", "otpCode",
            "X-OTP", "pin2", "connectionString", "sas", "hmac", "mfa_code", "user_code", "wresult",
            "accesstoken", "APIKey", "apikey", "basicAuth", "code[]", "code[0]", "pin[a][b]",
            "client_secret[0]", "secretaryPassword", "continuationTokenSecret", "session_id",
            "sessionid", "sessioncountsecret", "accountpassword",
        ])
    func `is known by a word or by several`(name: String) {
        #expect(Self.query(name) == "/p?\(name)=[redacted]&b=2")
        #expect(Self.content(#"{"a":"b","\#(name)":7}"#) == #"{"a":"b","\#(name)":"[redacted]"}"#)
    }

    @Test(
        arguments: [
            "X-Pass", "X-Pwd", "X-JWT", "X-OTP", "X-PIN", "X-Sig", "X-Code", "X-GitHub-OTP", "DPoP",
            "X-ZUMO-AUTH", "x-ms-client-principal", "Authentication", "Authorisation",
            "X-Amz-Security-Token", "X-UserPin",
        ])
    func `is known in a field`(name: String) throws {
        #expect(try Self.field(name) == "[redacted]")
    }

    @Test(
        arguments: [
            "monkey", "spinner", "compass", "design", "hotpink", "tokenizer", "signatureDate",
            "sessionCount", "session_count", "cookiePolicy", "hasPassword", "passwordExpired",
            "lastPasswordChangeDateTime", "maxTokens", "secretName", "continuationToken",
            "x-ms-continuationtoken", "token_type", "countryCode", "keyId", "X-Auth-Method",
            "x-ms-client-principal-name", "sessioncount", "tokentype", "passwordpolicy",
            "maxtokens",
            "haspassword",
        ])
    func `is none that has its letters only, or tells about it`(name: String) throws {
        #expect(Self.query(name) == "/p?\(name)=hush&b=2")
        #expect(Self.content(#"{"\#(name)":"hush"}"#) == #"{"\#(name)":"hush"}"#)
        #expect(try Self.field(name) == "hush")
    }
}
