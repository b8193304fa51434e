// swift-tools-version: 6.2
import PackageDescription

/// Code that may name an unsafe pointer: the fences of libevent, SQLite and OpenSSL, and nobody
/// else.
let fence: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let house: [SwiftSetting] = fence + [.strictMemorySafety()]

/// The files of the console, as they are served and compressed.
let console = [
    "index.html", "console.css", "api.js", "app.js", "clock.js", "data.js", "dialog.js", "dom.js",
    "faults.js", "overview.js", "place.js", "requests.js", "rules.js", "traversals.js",
].flatMap { [Resource.embedInCode($0), .embedInCode("compressed/\($0).gz")] }

let package = Package(
    name: "seatfiller",
    products: [
        .library(name: "Seatfiller", targets: ["Seatfiller"]),
        .library(name: "SeatfillerTesting", targets: ["SeatfillerTesting"]),
        .executable(name: "seatfiller", targets: ["Command"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        // Floor 1: C, as module maps. CRelease and CDemo are on no floor.
        .systemLibrary(name: "CLibevent", providers: [.apt(["libevent-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CRelease"),
        .systemLibrary(name: "CSystem"),
        .target(name: "CDemo", exclude: ["demo.db"]),

        // Floor 2: threads, files and memory, and the fence of OpenSSL.
        .target(name: "System", dependencies: ["CSystem"], swiftSettings: fence),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: fence),

        // Floor 3: vocabulary.
        .target(name: "JSON", swiftSettings: house),
        .target(name: "HTTP", dependencies: ["System", httpTypes], swiftSettings: house),
        .target(name: "Console", resources: console, swiftSettings: house),

        // Floor 4: the fences of libevent and of SQLite.
        .target(
            name: "HTTPServer",
            dependencies: ["CLibevent", "Cryptography", "System", "HTTP", httpTypes],
            swiftSettings: fence),
        .target(name: "SQLite", dependencies: ["CSQLite", "System"], swiftSettings: fence),

        // Floor 5: what an API is, and the world it answers from.
        .target(
            name: "Emulation",
            dependencies: [
                "Cryptography", "System", "HTTP", "JSON", "SQLite", httpTypes,
            ],
            swiftSettings: house),

        // Floor 6: the APIs, which do not know each other.
        .target(
            name: "StoreForBusinessAPI",
            dependencies: ["Emulation", "Cryptography", "HTTP", "JSON", "SQLite", httpTypes],
            resources: [.embedInCode("Schema.sql"), .embedInCode("openapi.json")],
            swiftSettings: house),
        .target(
            name: "ElementsAPI",
            dependencies: ["Emulation", "HTTP", "JSON", "SQLite", httpTypes],
            resources: [.embedInCode("Schema.sql"), .embedInCode("openapi.json")],
            swiftSettings: house),
        .target(
            name: "IdentityAPI",
            dependencies: ["Emulation", "HTTP", "JSON", "SQLite", httpTypes],
            swiftSettings: house),
        .target(
            name: "ControlAPI",
            dependencies: ["Console", "Emulation", "System", "HTTP", "JSON", "SQLite", httpTypes],
            resources: [.embedInCode("openapi.json"), .embedInCode("llms.txt")],
            swiftSettings: house),

        // Floor 7: everything put together.
        .target(
            name: "Seatfiller",
            dependencies: [
                "StoreForBusinessAPI", "ElementsAPI", "IdentityAPI", "ControlAPI", "Emulation",
                "Cryptography", "HTTPServer", "HTTP", "JSON", "SQLite", "System", "CDemo",
                "CRelease",
                httpTypes,
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.embedInCode("starter.json")],
            swiftSettings: house),

        // Floor 8: the command. It is not named after its product, because `Seatfiller` and
        // `seatfiller` would be one folder on a file system that ignores case.
        .executableTarget(
            name: "Command",
            dependencies: ["Seatfiller", "Emulation", "HTTP", "System", argumentParser],
            swiftSettings: house),

        // Likewise floor 8: traits of Swift Testing. No executable needs that module.
        .target(name: "SeatfillerTesting", dependencies: ["Seatfiller"], swiftSettings: house),

        // Tests, a folder for each target and three more.
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography"], swiftSettings: fence),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: fence),
        .testTarget(
            name: "HTTPTests", dependencies: ["TestWorlds", "HTTP", httpTypes], swiftSettings: fence
        ),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: ["TestWorlds", "Cryptography", "HTTPServer", "HTTP", httpTypes],
            exclude: ["clients"],
            swiftSettings: fence),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: fence),
        .testTarget(
            name: "EmulationTests",
            dependencies: [
                "TestWorlds", "Emulation", "System", "HTTP", "JSON", "SQLite", httpTypes,
            ],
            swiftSettings: fence),
        .testTarget(
            name: "StoreForBusinessAPITests",
            dependencies: apiTests + ["StoreForBusinessAPI", "Cryptography"],
            swiftSettings: fence),
        .testTarget(
            name: "ElementsAPITests", dependencies: apiTests + ["ElementsAPI"],
            swiftSettings: fence),
        .testTarget(
            name: "IdentityAPITests",
            dependencies: apiTests + ["IdentityAPI", "StoreForBusinessAPI", "ElementsAPI"],
            swiftSettings: fence),
        .testTarget(
            name: "ControlAPITests",
            dependencies: apiTests + ["ControlAPI", "StoreForBusinessAPI", "ElementsAPI"],
            swiftSettings: fence),
        .testTarget(
            name: "SeatfillerTests",
            dependencies: [
                "TestWorlds", "Seatfiller", "ControlAPI", "Emulation", "Cryptography", "HTTP",
                "JSON", "SQLite", httpTypes,
            ],
            swiftSettings: fence),
        .testTarget(
            name: "SeatfillerTestingTests", dependencies: ["SeatfillerTesting", "Seatfiller"],
            swiftSettings: fence),
        .testTarget(
            name: "CommandTests",
            dependencies: ["Command", "SQLite", "TestWorlds", argumentParser],
            swiftSettings: fence),
        .testTarget(
            name: "ClientTests", dependencies: ["Seatfiller"], exclude: ["clients"],
            swiftSettings: fence),
        .testTarget(
            name: "TidyTests", dependencies: ["Seatfiller"] + apis, swiftSettings: fence),
        isFuzzing
            ? .executableTarget(
                name: "Fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
                exclude: ["Corpus", "CorpusTests.swift"], swiftSettings: fence)
            : .testTarget(
                name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
                exclude: ["Corpus", "Driver.swift"], swiftSettings: fence),

        // What the tests of the APIs share: a world of each test's own, and evidence tags.
        .target(
            name: "TestWorlds", dependencies: ["Emulation", "HTTP", "JSON", "SQLite", httpTypes],
            path: "Tests/TestWorlds", exclude: ["contract.txt"], swiftSettings: fence),
    ]
)

/// Whether `make fuzz` builds: the fuzzer's driver then stands in place of the test that replays its
/// corpus.
private var isFuzzing: Bool { Context.environment["SEATFILLER_FUZZ"] != nil }
private var fuzzed: [Target.Dependency] {
    [
        "StoreForBusinessAPI", "ElementsAPI", "Emulation", "HTTPServer", "HTTP", "JSON", "SQLite",
        httpTypes,
    ]
}
private var apis: [Target.Dependency] {
    ["StoreForBusinessAPI", "ElementsAPI", "IdentityAPI", "ControlAPI"]
}
private var apiTests: [Target.Dependency] {
    ["TestWorlds", "Emulation", "HTTP", "JSON", "SQLite", httpTypes]
}

private var httpTypes: Target.Dependency {
    .product(name: "HTTPTypes", package: "swift-http-types")
}
private var argumentParser: Target.Dependency {
    .product(name: "ArgumentParser", package: "swift-argument-parser")
}
