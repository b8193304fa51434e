import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

/// An organization with an online and an offline product, one of which nothing is said, and one
/// that it no longer has.
struct Catalogue {
    private let api: StoreForBusiness
    private let titles: DisplayCatalog

    init(quirks: [String] = []) throws {
        let world = try World(
            StoreForBusiness.self,
            seed: """
                { "storeForBusiness": [ { "tenantId": "t", "inventory": [
                    { "productKey": { "productId": "9PLAN", "skuId": "0016" }, "product": {
                        "publisherId": "p-1", "category": "Business",
                        "alternateIds": [ { "type": "LegacyWindowStoreProductId", "value": "d505" } ],
                        "packageFamilyName": "Contoso.Planner_8wekyb3d8bbwe",
                        "supportedPlatforms": [ { "platformName": "Windows.Universal",
                            "architectures": ["x86", "arm"], "minVersion": { "major": 10, "build": 10240 } } ],
                        "applicationType": "store",
                        "localizedDetails": [
                            { "language": "en-us", "displayName": "Planner", "description": "Plans.",
                              "images": [ { "location": "https://x/logo.png", "purpose": "logo",
                                  "height": "300", "width": "300", "backgroundColor": "#0078D7",
                                  "fileSize": 18211 } ],
                              "publisher": { "publisherName": "Contoso" } },
                            { "language": "de-de", "displayName": "Planer" } ],
                        "packages": { "productPackages": [ { "packageId": "pk-2", "contentId": "c-plan" } ] },
                        "appLockerData": { "windowsPhoneLegacyId": "d505",
                                           "publisherCertificateName": "CN=Contoso" } } },
                    { "productKey": { "productId": "9NOTES", "skuId": "0010" }, "licenseType": "offline",
                      "product": {
                        "packages": { "packageSetId": "set-1", "productPackages": [ {
                            "aumids": ["Notes!App"], "fileHash": "aGFzaA==", "fileHashAlgorithm": "SHA256",
                            "packageId": "pk-1", "contentId": "c-1", "packageFormat": "appx",
                            "location": { "url": "https://x/notes.appx" }, "packageRank": 1,
                            "packageFullName": "Notes_3.1.4.0_x64__8w", "packageIdentityName": "Notes",
                            "architectures": ["x64"], "fileSize": 7340032,
                            "platforms": [ { "platformName": "Windows.Desktop", "minVersion": { "major": 10 } } ],
                            "version": { "major": 3, "minor": 1, "build": 4 },
                            "frameworkDependencyPackages": [
                                { "packageId": "fw-1", "contentId": "c-fw", "architectures": ["neutral"] } ] } ] },
                        "offlineLicenses": [ { "contentId": "c-1", "licenseBlob": "PExpY2Vuc2U+",
                                               "licenseInstanceId": "1" } ] } },
                    { "productKey": { "productId": "9BARE", "skuId": "0010" } },
                    { "productKey": { "productId": "9HASH", "skuId": "0010" }, "product": {
                        "packages": { "productPackages": [
                            { "packageId": "own hash/é", "fileHash": "aGFzaA==" },
                            { "packageId": "sized é/1", "fileSize": 100000, "fileHashAlgorithm": "SHA512" },
                            { "packageId": "empty", "fileSize": 0 },
                            { "packageId": "huge", "fileSize": 17179869184 },
                            { "packageId": "endless", "fileSize": 9223372036854775807 } ] } } },
                    { "productKey": { "productId": "9GONE", "skuId": "0010" }, "status": "removed",
                      "product": { "offlineLicenses": [ { "contentId": "c-gone" } ] } }
                ] } ] }
                """, quirks: quirks)
        api = StoreForBusiness(in: world)
        titles = DisplayCatalog(in: world)
    }

    func answer(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [.host: "msfb"]
    ) -> Answer {
        answer(to: Request(method, path, headerFields: fields))
    }

    func answer(to request: Request) -> Answer {
        let isOfTitles = DisplayCatalog.prefixes.contains { $0.matches(request.target) }
        return isOfTitles ? titles.answer(to: request) : api.answer(to: request)
    }

    func get(_ path: String) -> String {
        call(.get, path)
    }

    /// The status code, the rule and the content in one text.
    func call(_ method: HTTPRequest.Method, _ path: String) -> String {
        let answer = answer(method, path)
        let text = String(decoding: answer.response.body, as: UTF8.self)
        return "\(answer.response.status.code) \(answer.rule.header)\n\(text)"
    }
}
