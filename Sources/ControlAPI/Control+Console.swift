import Console
import Emulation
import HTTP
import HTTPTypes
import JSON

// The console, a page in the browser. Its files hold nothing of this server: they call the control
// plane as anybody can.
extension Control {
    /// `GET /__admin/ui/`
    func showConsole(_ call: Call) throws -> Response {
        // The addresses of the other files are relative to this one.
        guard call.request.target.path.last == "/" else {
            let path = call.request.base + "/__admin/ui/"
            return Response(.permanentRedirect, headerFields: [.location: path])
        }
        return Self.response(ConsoleFile.index, to: call.request)
    }

    /// `GET /__admin/ui/{file}`
    func giveConsoleFile(_ call: Call) throws -> Response {
        guard let file = ConsoleFile.named(call.path["file"]) else {
            throw Problem(
                .notFound, code: "no-such-file",
                detail: "The console has no file \(call.path["file"].excerpt).",
                hint: "GET /__admin/ui/ is its page.")
        }
        return Self.response(file, to: call.request)
    }

    /// What a page may do: show what is here, and ask this server.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

    private static func response(_ file: ConsoleFile, to request: Request) -> Response {
        let isCompressed = request.takesGzip
        let tag = isCompressed ? file.compressedTag : file.tag
        var response = Response(
            headerFields: [
                .eTag: tag, .vary: "Accept-Encoding", .cacheControl: "no-cache",
                .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff",
                .referrerPolicy: "no-referrer",
            ])
        let known = request.headerFields[values: .ifNoneMatch]
        if known.contains(where: { $0 == "*" || $0.contains(tag) }) {
            response.status = .notModified
            return response
        }
        response.headerFields[.contentType] = file.mediaType
        if isCompressed { response.headerFields[.contentEncoding] = "gzip" }
        response.body = isCompressed ? file.compressed : file.content
        return response
    }

    // MARK: The root

    static func isRoot(_ request: Request) -> Bool {
        request.target.path == "/" && [.get, .head].contains(request.method)
    }

    /// `GET /`: leads a browser to the console, and tells others what there is.
    func welcome(_ request: Request) -> Response {
        guard !Preferences(request.headerFields[values: .accept]).contains("text/html") else {
            return Response(.seeOther, headerFields: [.location: "/__admin/ui/", .vary: "Accept"])
        }
        var response = Response(json: [
            "name": "seatfiller", "version": .string(version), "console": "/__admin/ui/",
            "health": "/__admin/health", "description": "/__admin/openapi.json",
            "apis": .array(
                roster.apis.map { api in
                    [
                        "name": .string(api.name),
                        "paths": .array(api.prefixes.map { .string($0.description) }),
                        "hosts": .array(api.hosts.map(JSON.string)),
                    ]
                }),
        ])
        response.headerFields[.vary] = "Accept"
        return response
    }

    /// `GET /__admin/server`
    func showServer(_ call: Call) -> Response {
        Response(json: [
            "version": .string(version),
            "uptimeSeconds": .integer((clock.now - started).components.seconds),
            "addresses": .array(settings.addresses.map(JSON.string)),
            "seeds": .array(settings.seeds.map(JSON.string)),
            "store": settings.store.map(JSON.string) ?? .null,
        ])
    }
}

extension Request {
    /// Whether content in gzip may answer it, RFC 9110 section 12.5.3.
    fileprivate var takesGzip: Bool {
        Preferences(headerFields[values: .acceptEncoding]).contains("gzip")
    }
}
