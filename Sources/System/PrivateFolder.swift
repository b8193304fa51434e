import Glibc

/// A new temporary folder that only this user can open.
package struct PrivateFolder: Sendable {
    package let path: String

    /// Makes the folder, with a random name.
    package init() throws(FileError) {
        let parent = Variables.text(of: "TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/seatfiller-\(String(repeating: "X", count: 6))".utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError() }
        let path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // The path must be absolute, because a command may change its current folder.
        self.path = path.hasPrefix("/") ? path : "\(Files.currentFolder)/\(path)"
    }

    /// Removes the folder and the files in it.
    package func remove() throws(FileError) {
        for name in try Files.names(in: path) { try Files.remove("\(path)/\(name)") }
        guard rmdir(path) == 0 else { throw FileError() }
    }
}
