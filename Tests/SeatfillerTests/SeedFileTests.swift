import Foundation
import Seatfiller
import Testing

@Suite struct `A seed's file` {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "seatfiller-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    /// A seed that makes a user of this name.
    private func write(user: String, to name: String) throws {
        try write(
            name,
            #"{"storeForBusiness":[{"tenantId":"\#(user)","users":[{"userName":"\#(user)@x"}]}]}"#
                .utf8)
    }

    @Test func `counts in a folder where its name is not hidden, whatever its capitals`() throws {
        for name in ["a.json", "B.JSON", "c.Json", "-d.json"] { try write(user: name, to: name) }
        // What macOS, editors and volumes keep beside people's files.
        for name in ["._a.json", ".#a.json", ".json", "..data", ".DS_Store"] {
            try write(name, [0x00, 0x05, 0x16, 0x07])
        }
        for name in ["a.json~", "#a.json#", "a.json.bak", "README.md"] { try write(name, "{".utf8) }
        try write("E.SQL", "INSERT INTO store_organizations (id, tenant_id) VALUES (9, 'e')".utf8)
        for path in [folder.path, folder.path + "/"] {
            #expect(try Emulator(seed: .path(path)).inventory.hasPrefix("4 users, "))
        }
        // A hidden one is loaded where it is named.
        try write(user: "hidden", to: ".hidden.json")
        let hidden = folder.appending(path: ".hidden.json").path
        #expect(try Emulator(seed: .path(hidden)).inventory.hasPrefix("1 user, "))
    }

    @Test func `is wanted in a folder of seeds`() throws {
        try write(".hidden.json", "{}".utf8)
        try write("notes.txt", "{}".utf8)
        #expect(
            mistakes(.path(folder.path))
                == "the folder \(folder.path) holds no .json, .sql or .db file")
        #expect(try Emulator(seed: .pathOrDemo(folder.path)).inventory.hasPrefix("4 users, "))
    }

    @Test func `that cannot be read is refused in a sentence`() throws {
        let inner = folder.appending(path: "inner.json")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        #expect(
            mistakes(.path(folder.path)) == "the seed \(inner.path) cannot be read: Is a directory")
        let loop = folder.appending(path: "loop.json").path
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
        #expect(
            mistakes(.path(loop))
                == "the seed \(loop) cannot be read: Too many levels of symbolic links")
        let long = folder.path + "/" + String(repeating: "x", count: 300)
        #expect(mistakes(.path(long)) == "the seed \(long) cannot be read: File name too long")
        let nowhere = folder.appending(path: "nowhere.json").path
        try FileManager.default.createSymbolicLink(atPath: nowhere, withDestinationPath: "/nowhere")
        #expect(mistakes(.path(nowhere)) == "there is no seed at \(nowhere)")
        #expect(
            mistakes(.path("/etc/hostname/x.json")) == "there is no seed at /etc/hostname/x.json")
    }

    @Test(arguments: [
        ("a.json", #"{"x":1}"#, "1:2"), ("a.sql", "SELEC 1;", "1:1"),
        ("b.sql", "\n SELEC 1;", "2:2"),
    ])
    func `may begin with a byte order mark, which is no column`(
        name: String, text: String, place: String
    ) throws {
        let file = folder.appending(path: name).path
        for mark in [[], [0xEF, 0xBB, 0xBF] as [UInt8]] {
            try write(name, mark + text.utf8)
            #expect(
                mistakes(.path(file)).hasPrefix("\(file):\(place): "), "\(mistakes(.path(file)))")
        }
        try write(name, [0xEF, 0xBB, 0xBF] + (name == "a.json" ? "{}" : "SELECT 1").utf8)
        #expect(mistakes(.path(file)) == "")
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32])
    func `in UTF-16 is called that`(encoding: String.Encoding) throws {
        for name in ["a.json", "a.sql"] {
            let text = name == "a.json" ? #"{"elements":{}}"# : "SELECT 1"
            try write(name, try #require(text.data(using: encoding)))
            let file = folder.appending(path: name).path
            #expect(mistakes(.path(file)) == "\(file):1:1: UTF-16 text; save it as UTF-8")
        }
    }

    @Test func `in another encoding is refused where that shows`() throws {
        let file = folder.appending(path: "a.sql").path
        try write("a.sql", "SELECT 1;\n-- ".utf8 + [0xE4])
        #expect(mistakes(.path(file)) == "\(file):2:4: not UTF-8 text")
    }

    @Test func `and its names are shown without what a terminal would obey`() throws {
        let name = "\u{1B}[31m.json"
        try write(name, #"{"\u001b[2J\n\u202e":1}"#.utf8)
        let shown = folder.appending(path: #"\u{1b}[31m.json"#).path
        #expect(
            mistakes(.path(folder.appending(path: name).path)) == """
                \(shown):1:2: unknown member "\\u{1b}[2J\\u{a}\\u{202e}" in a seed; expected \
                storeForBusiness, elements, applications, faults, implicit
                """)
    }
}
