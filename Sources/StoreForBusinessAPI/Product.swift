import Emulation
import JSON

/// The details of a product in a seed: texts by language, packages, offline licences, AppLocker
/// data.
struct Product {
    let key: ProductKey
    /// An object of `ProductShape.product`.
    private let content: JSON

    private static let empty = ProductShape.product.object(at: .epoch)

    /// - Parameter text: the completed column `product`; nil if the seed has no details, which
    ///   makes all of them empty.
    init(_ key: ProductKey, _ text: String?) throws {
        self.key = key
        content = try text.map { try JSON(parsing: Array($0.utf8)) } ?? Self.empty
    }

    /// `ProductDetails`; the languages default to those of the texts.
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

    /// `LocalizedProductDetail` in this language, else in another variant (`en-gb` for `en-us`),
    /// else in the seed's first language; nil if the seed has no texts.
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
        packages["productPackages"].elements.first { $0.has("packageId", equalTo: id) }
    }

    /// Whether a package, a framework or an offline licence has the content id.
    func hasContent(_ id: String) -> Bool {
        let packages = packages["productPackages"].elements
        let frameworks = packages.flatMap { $0["frameworkDependencyPackages"].elements }
        return (packages + frameworks + content["offlineLicenses"].elements)
            .contains { $0.has("contentId", equalTo: id) }
    }

    /// `OfflineLicense`
    func offlineLicense(_ contentID: String) -> JSON? {
        let licenses = content["offlineLicenses"].elements
        guard let license = licenses.first(where: { $0.has("contentId", equalTo: contentID) })
        else {
            return nil
        }
        return .object([JSON.Member(name: "productKey", value: key.json)] + license.members)
    }

    /// The publisher's identity in AppLocker's form; nil if the seed does not have it.
    var appLockerData: JSON? {
        guard let data = content["appLockerData"] else { return nil }
        let family = content["packageFamilyName"]?.string ?? ""
        return .object(
            [
                JSON.Member(name: "packageFamilyName", value: .string(family)),
                // The name of a family consists of the identity's name, an underscore and a hash of
                // the publisher.
                JSON.Member(
                    name: "packageIdentityName", value: .string(String(family.prefix { $0 != "_" }))
                ),
            ] + data.members)
    }
}

extension JSON {
    /// Whether a member has this text, ignoring case.
    func has(_ name: String, equalTo text: String) -> Bool {
        self[name]?.string?.lowercased() == text.lowercased()
    }
}

extension JSON? {
    fileprivate var elements: [JSON] { self?.elements ?? [] }
}
