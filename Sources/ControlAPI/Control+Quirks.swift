import Emulation
import HTTP
import JSON

// A world's quirks.
extension Control {
    /// `GET /__admin/quirks`
    func showQuirks(_ call: Call) throws -> Response {
        json(try call.world.quirks)
    }

    /// `PUT /__admin/quirks`: `{"store.maxResults":"clamp"}`; quirks that are not named stay as
    /// they are.
    func setQuirks(_ call: Call) throws -> Response {
        var quirks = Quirks()
        for setting in try call.content.members {
            guard let value = setting.value.string else {
                throw Problem.content("must have text in \(setting.name.prefix(100))")
            }
            do throws(QuirkError) {
                try quirks.set(setting.name, to: value, known: roster.quirks)
            } catch {
                throw Problem.content("names an unknown quirk or setting: \(error.message)")
            }
        }
        return json(try call.world.set(quirks))
    }

    private func json(_ quirks: Quirks) -> Response {
        Response(json: [
            "quirks": .array(
                roster.quirks.map { quirk -> JSON in
                    [
                        "name": .string(quirk.name), "value": .string(quirks.setting(of: quirk)),
                        "values": .array(quirk.settings.map(JSON.string)),
                        "says": .string(quirk.says),
                    ]
                })
        ])
    }
}
