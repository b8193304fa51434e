/// The steps by which the system finds a file: each a name that it looks up in a folder.
package struct Lookups {
    package struct Step: Hashable, Sendable {
        /// A path without links.
        package let folder: String
        package let name: String
    }

    /// In the order in which they are gone. Where one leads nowhere, or the links lead in circles,
    /// it is the last.
    package private(set) var steps: [Step] = []
    /// Where they lead; nil where nothing is there.
    package private(set) var end: String?

    /// As many links as the system follows: path_resolution(7).
    private static let mostLinks = 40

    /// The steps along a path, with those of the links on the way.
    package init(_ path: String) {
        var names = Self.names(of: path)[...]
        var folder = path.hasPrefix("/") ? "/" : Files.currentFolder
        var linkCount = 0
        while let name = names.popFirst() {
            if name == "." { continue }
            if name == ".." {
                folder = Files.folder(of: folder)
                continue
            }
            steps.append(Step(folder: folder, name: name))
            let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            if let link = Files.link(at: path) {
                linkCount += 1
                guard linkCount <= Self.mostLinks else { return }
                names = Self.names(of: link) + names
                if link.hasPrefix("/") { folder = "/" }
            } else {
                guard FileStatus(path) != nil else { return }
                folder = path
            }
        }
        end = folder
    }

    private static func names(of path: String) -> ArraySlice<String> {
        path.split(separator: "/").map(String.init)[...]
    }
}
