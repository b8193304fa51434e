// swift-tools-version: 6.2
import PackageDescription

// Somebody else's package, which depends on this one as somebody else's would: by its products.
let package = Package(
    name: "dependent",
    dependencies: [.package(name: "seatfiller", path: "../..")],
    targets: [
        .testTarget(
            name: "DependentTests",
            dependencies: [
                .product(name: "Seatfiller", package: "seatfiller"),
                .product(name: "SeatfillerTesting", package: "seatfiller"),
            ])
    ]
)
