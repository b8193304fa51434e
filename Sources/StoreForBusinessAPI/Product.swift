import Emulation
import JSON

/// What a seed says of a product beside its place in an inventory: details, texts by language,
/// packages, offline licences, AppLocker data.
struct Product {
    let key: ProductKey
    /// An object of `ProductShape.product`.
    private let content: JSON

    private static let empty = ProductShape.product.object(at: .epoch)

    /// - Parameter text: the column `product`, which has been completed; nil where a seed says
    ///   nothing, then all of it is empty.
    init(_ key: ProductKey, _ text: String?) throws {
        self.key = key
        content = try text.map { try JSON(parsing: Array($0.utf8)) } ?? Self.empty
    }

    /// `ProductDetails`; the languages are those of the texts unless the seed gives others.
    var details: JSON {
        var members = [JSON.Member(name: "productKey", value: key.json)]
        for shape in ProductShape.details {
            guard var value = content[shape.name] else { continue }
            if shape.name == "supportedLanguages", value == [] {
                value = .array(content["localizedDetails"].elements.compactMap { $0["language"] })
            }
            members.append(JSON.Member(name: shape.name, value: value))
        }
        return .object(members)
    }

    /// `LocalizedProductDetail` in a language: in this one, in another of its kind (`en-gb` for
    /// `en-us`), or in the one that the seed gives first; nil where it gives none.
    func localizedDetails(in language: String) -> JSON? {
        func kind(_ language: String) -> String { String(language.prefix { $0 != "-" }) }
        let asked = language.lowercased()
        let texts = content["localizedDetails"].elements.map {
            (language: $0["language"]?.string?.lowercased() ?? "", details: $0)
        }
        let nearest =
            texts.first { $0.language == asked }
            ?? texts.first { kind($0.language) == kind(asked) } ?? texts.first
        return nearest?.details
    }

    /// `LocalizedProductDetail` of a product that has no texts: its id is the name.
    func unnamedDetails(in language: String) -> JSON {
        ProductShape.localizedDetail.object(
            with: ["language": .string(language), "displayName": .string(key.productID)],
            at: .epoch)
    }

    /// `ProductPackageSet`
    var packages: JSON {
        content["packages"] ?? ["packageSetId": "", "productPackages": []]
    }

    /// `ProductPackageDetails`
    func package(_ id: String) -> JSON? {
        packages["productPackages"].elements.first { $0.has("packageId", id) }
    }

    /// Whether a package, a framework or an offline licence has this content id.
    func hasContent(_ id: String) -> Bool {
        let packages = packages["productPackages"].elements
        let frameworks = packages.flatMap { $0["frameworkDependencyPackages"].elements }
        return (packages + frameworks + content["offlineLicenses"].elements)
            .contains { $0.has("contentId", id) }
    }

    /// `OfflineLicense`
    func offlineLicense(_ contentID: String) -> JSON? {
        let licenses = content["offlineLicenses"].elements
        guard let license = licenses.first(where: { $0.has("contentId", contentID) }) else {
            return nil
        }
        return .object([JSON.Member(name: "productKey", value: key.json)] + license.members)
    }

    /// The publisher's identity as AppLocker wants it; nil where the seed does not give it.
    var appLockerData: JSON? {
        guard let data = content["appLockerData"] else { return nil }
        let family = content["packageFamilyName"]?.string ?? ""
        return .object(
            [
                JSON.Member(name: "packageFamilyName", value: .string(family)),
                // A family's name is the identity's name, an underscore and a publisher's hash.
                JSON.Member(
                    name: "packageIdentityName", value: .string(String(family.prefix { $0 != "_" }))
                ),
            ] + data.members)
    }
}

extension JSON {
    /// Whether a member has this text, upper and lower case alike.
    func has(_ name: String, _ text: String) -> Bool {
        self[name]?.string?.lowercased() == text.lowercased()
    }
}

extension JSON? {
    fileprivate var elements: [JSON] { self?.elements ?? [] }
}
