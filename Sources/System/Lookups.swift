/// The steps in which the system finds a file by its path. In each step it looks up a name in a
/// folder.
package struct Lookups {
    package struct Step: Hashable, Sendable {
        /// The path of the folder, without symbolic links.
        package let folder: String
        package let name: String
    }

    /// The steps in their order. They end early if a step finds nothing, or after too many links.
    package private(set) var steps: [Step] = []
    /// The path of the file without symbolic links; nil if there is no file.
    package private(set) var end: String?

    /// The system follows this many symbolic links: path_resolution(7).
    private static let mostLinks = 40

    /// The steps along a path and along the symbolic links on the way.
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
