// swift-tools-version: 6.2
import PackageDescription

/// What a Swift team would write without Seatfiller: a package of its own, so that the emulator
/// depends on nothing that it is only measured against.
let package = Package(
    name: "hummingbird-seats",
    platforms: [.macOS(.v14)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "Seats",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ])
    ]
)
