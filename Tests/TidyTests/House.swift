import Foundation

/// The repository as text: what the rules of the house are held against.
struct House {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file of ours: its path from the root, and its lines.
    struct File {
        let path: String
        let lines: [String]
        var text: String { lines.joined(separator: "\n") }
        /// The folder below `Sources` or `Tests` that it stands in.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    /// The files below a folder with one of these endings, in the order of their paths.
    static func files(in folder: String, _ endings: String...) -> [File] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        return (names ?? []).sorted().compactMap { name in
            guard endings.contains(where: name.hasSuffix), !name.contains(".build/"),
                let text = try? String(contentsOf: base.appending(path: name), encoding: .utf8)
            else { return nil }
            return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
        }
    }

    static let sources = files(in: "Sources", ".swift")
    static let tests = files(in: "Tests", ".swift")
}
