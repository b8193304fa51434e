/// The settings of a world's quirks.
@usableFromInline package struct Quirks: Sendable {
    /// Only the settings that differ from the standard.
    @usableFromInline private(set) var settings: [String: String] = [:]

    package init() {}

    /// Whether all quirks have their standard setting.
    var areStandard: Bool { settings.isEmpty }

    /// Reads settings written `name=value`.
    ///
    /// - Throws: `QuirkError` for an unknown name or value, with the known ones.
    package static func parse(
        _ texts: [String], known: [any Quirk.Type]
    ) throws(QuirkError) -> Quirks {
        var quirks = Quirks()
        for text in texts { try quirks.set(text, known: known) }
        return quirks
    }

    private mutating func set(_ text: String, known: [any Quirk.Type]) throws(QuirkError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw QuirkError(message: "'\(text)' is not written NAME=VALUE")
        }
        try set(parts[0], to: parts[1], known: known)
    }

    /// Sets a quirk.
    ///
    /// - Throws: `QuirkError` for an unknown name or value, with the known ones.
    package mutating func set(
        _ name: String, to value: String, known: [any Quirk.Type]
    ) throws(QuirkError) {
        guard let quirk = known.first(where: { $0.name == name }) else {
            let names = known.map { $0.name }.joined(separator: ", ")
            throw QuirkError(message: "no quirk is named '\(name)'; there are \(names)")
        }
        guard quirk.settings.contains(value) else {
            let settings = quirk.settings.joined(separator: ", ")
            throw QuirkError(message: "\(name) cannot be '\(value)'; it can be \(settings)")
        }
        settings[name] = value
    }

    /// Takes over the settings that the other has.
    mutating func set(_ others: Quirks) {
        settings.merge(others.settings) { $1 }
    }

    /// The word for the setting of a quirk.
    package func setting(of quirk: any Quirk.Type) -> String {
        settings[quirk.name] ?? quirk.settings[0]
    }

    @inlinable package subscript<Q: Quirk>(_: Q.Type) -> Q {
        settings.isEmpty ? Q.standard : settings[Q.name].flatMap(Q.init) ?? Q.standard
    }
}

/// An unknown quirk or setting, with the known ones.
package struct QuirkError: Error, Equatable, Sendable {
    package let message: String
}
