import Emulation
import HTTP
import HTTPTypes
import JSON

// The server itself: its health, keys, metrics, descriptions and end.
extension Control {
    /// `GET /__admin/health`, `/healthz`, `/readyz`: a server listens only once it is seeded. It is
    /// not ready if its store was taken away.
    func health(_ call: Call) throws -> Response {
        try worlds.defaultWorld.checkStore()
        return Response(json: [
            "status": "ready", "version": .string(version),
            "uptimeSeconds": .integer((clock.now - started).components.seconds),
        ])
    }

    /// `POST /__admin/keys/rotate`: the new key signs the world's tokens from now on. The old keys
    /// stay published.
    func rotateKeys(_ call: Call) throws -> Response {
        Response(json: ["keys": .array(try call.world.signingKeys.rotate().map(JSON.string))])
    }

    /// `GET /__admin/metrics`
    func showMetrics(_ call: Call) throws -> Response {
        // Each world must be asked, and may be busy.
        try apart(crew.searches) { _ in
            Response(
                headerFields: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: Array(worlds.metrics.text(of: worlds).utf8))
        }
    }

    /// `POST /__admin/shutdown`: as SIGTERM does.
    func shutDown(_ call: Call) throws -> Response {
        guard let shutdown else {
            throw Problem(
                .notImplemented, code: "not-a-process",
                detail: "This emulator runs inside another process.",
                hint: "End that process.")
        }
        shutdown()
        return Response(.accepted, json: ["status": "stopping"])
    }

    /// `GET /__admin/openapi.json`: the control plane's own description.
    func describeItself(_ call: Call) -> Response {
        Response(jsonText: Self.onOneLine(PackageResources.openapi_json))
    }

    /// `GET /__admin/openapi/{document}`: `store.json`, `elements.json` or `admin.json`.
    func describe(_ call: Call) throws -> Response {
        let document = call.path["document"]
        guard document != "admin.json" else { return describeItself(call) }
        let api = roster.apis.first { "\($0.name).json" == document }
        guard let text = api?.openAPI else { throw noSuchPath(call.request) }
        return Response(jsonText: Self.onOneLine(text))
    }

    /// JSON without its indentation, which is a quarter of a description.
    private static func onOneLine(_ text: [UInt8]) -> [UInt8] {
        // In JSON, a line break can only stand between values.
        text.split(separator: UInt8(ascii: "\n")).flatMap { $0.drop { $0 == UInt8(ascii: " ") } }
    }
}
