import Glibc

/// A folder of our own among the temporary ones, which nobody else may look into.
package struct PrivateFolder: Sendable {
    package let path: String

    /// Makes one, of a name that is not to be foretold.
    package init() throws(FileError) {
        let parent = Variables.text(of: "TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/seatfiller-\(String(repeating: "X", count: 6))".utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError() }
        let path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // Commands that go elsewhere find it by a path that begins at the root.
        self.path = path.hasPrefix("/") ? path : "\(Files.currentFolder)/\(path)"
    }

    /// Removes it with the files in it.
    package func remove() throws(FileError) {
        for name in try Files.names(in: path) { try Files.remove("\(path)/\(name)") }
        guard rmdir(path) == 0 else { throw FileError() }
    }
}
