import Emulation
import JSON

/// The seed's member `product`, in the structures of the reference.
///
/// Missing text and collections print empty. Missing numbers, words and nested structures do not
/// print, because clients fail on a null where they expect a word.
enum ProductShape {
    static let product = Shape.object(
        "a product",
        details + [
            .list("localizedDetails", localizedDetail),
            Shape.optional("packages", packageSet),
            .list("offlineLicenses", offlineLicense),
            Shape.optional("appLockerData", appLockerData),
        ])

    /// `ProductDetails` without its key. The reference gives `supportedPlatforms` the type
    /// `ProductPlatform`. Both C# clients read `SupportedProductPlatform`, which has more members.
    static let details: [Shape.Member] = [
        Shape.member("productType", .word(of: ["application"]), or: "application"),
        .list("supportedLanguages", .text),
        .text("publisherId"),
        .text("category"),
        .list("alternateIds", alternateIdentifier),
        .text("packageFamilyName"),
        .list("supportedPlatforms", supportedPlatform),
        Shape.optional("applicationType", .word(of: ["enterprise", "store", "lineOfBusiness"])),
    ]

    private static let alternateIdentifier = Shape.object(
        "an alternate id",
        [
            Shape.required(
                "type",
                .word(of: [
                    "LegacyWindowStoreProductId", "LegacyWindowsPhoneProductId",
                    "RedirectToThresholdProductId",
                ])),
            Shape.required("value", .text),
        ])

    private static let version = Shape.object(
        "a version",
        ["major", "minor", "build", "revision"].map {
            Shape.member($0, .integer(0...Int64(Int32.max)), or: 0)
        })

    private static let architectures = Shape.Member.list(
        "architectures", .word(of: ["neutral", "arm", "x86", "x64"]))

    /// `ProductPlatform`
    private static let platformMembers = [
        Shape.required("platformName", .text),
        Shape.optional("minVersion", version),
        Shape.optional("maxTestedVersion", version),
    ]

    private static let platform = Shape.object("a platform", platformMembers)

    private static let supportedPlatform = Shape.object(
        "a platform", platformMembers + [architectures])

    /// `LocalizedProductDetail`
    static let localizedDetail = Shape.object(
        "localized details",
        [
            Shape.required("language", .text),
            .text("displayName"),
            .text("description"),
            .list("images", image),
            Shape.optional(
                "publisher",
                .object("a publisher", [.text("publisherName"), .text("publisherWebsite")])),
        ])

    /// `ProductImage`; height and width are documented as strings.
    private static let image = Shape.object(
        "an image",
        [
            Shape.required("location", .text),
            .text("purpose"),
            .text("height"),
            .text("width"),
            .text("caption"),
            .text("backgroundColor"),
            .text("foregroundColor"),
            Shape.optional("fileSize", .integer(0...Int64.max)),
        ])

    /// `ProductPackageSet`
    private static let packageSet = Shape.object(
        "packages",
        [
            .text("packageSetId"),
            .list(
                "productPackages",
                package),
        ])

    /// `ProductPackageDetails`
    static let package = Shape.object(
        "a package",
        [.list("frameworkDependencyPackages", framework)] + binary
            + [Shape.optional("aumids", .list(.text))])

    /// `FrameworkPackageDetails`
    static let framework = Shape.object("a framework", binary)

    /// The common members of `ProductPackageDetails` and `FrameworkPackageDetails`. The last three
    /// are not documented, but both C# clients read them.
    private static let binary = [
        Shape.required("packageId", .text),
        .text("contentId"),
        Shape.optional("location", .object("a location", [Shape.required("url", .text)])),
        .text("packageFullName"),
        .text("packageIdentityName"),
        architectures,
        Shape.optional("packageFormat", .word(of: ["appx", "appxBundle", "xap"])),
        .list("platforms", platform),
        Shape.optional("fileSize", .integer(0...Int64.max)),
        Shape.optional("packageRank", .integer(Int64(Int32.min)...Int64(Int32.max))),
        Shape.optional("version", version),
        Shape.optional("fileHash", .text),
        Shape.optional("fileHashAlgorithm", .text),
    ]

    private static let offlineLicense = Shape.object(
        "an offline licence",
        [
            .text("licenseBlob"),
            .text("licenseInstanceId"),
            .text("requestorId"),
            Shape.required("contentId", .text),
        ])

    private static let appLockerData = Shape.object(
        "AppLocker data",
        [.text("windowsPhoneLegacyId"), .text("publisherCertificateName")])
}

extension Shape.Member {
    fileprivate static func text(_ name: String) -> Self {
        Shape.member(name, .text, or: "")
    }

    fileprivate static func list(_ name: String, _ element: Shape) -> Self {
        Shape.member(name, .list(element), or: [])
    }
}
