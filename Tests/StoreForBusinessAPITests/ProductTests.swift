import HTTPTypes
import TestWorlds
import Testing

private let planner = "/V1/Products/9PLAN/0016"
private let notes = "/V1/Products/9NOTES/0010"

@Suite struct `The details of a product` {
    @Test(.tags(.documented)) func `print in the order of the reference, the undocumented last`()
        throws
    {
        #expect(
            try Catalogue().get("/V1/Products/9plan/0016") == """
                200 store.product-details; documented
                {"productKey":{"productId":"9PLAN","skuId":"0016"},"productType":"application",\
                "supportedLanguages":["en-us","de-de"],"publisherId":"p-1","category":"Business",\
                "alternateIds":[{"type":"LegacyWindowStoreProductId","value":"d505"}],\
                "packageFamilyName":"Contoso.Planner_8wekyb3d8bbwe",\
                "supportedPlatforms":[{"platformName":"Windows.Universal",\
                "minVersion":{"major":10,"minor":0,"build":10240,"revision":0},\
                "architectures":["x86","arm"]}],"applicationType":"store"}
                """)
    }

    @Test(.tags(.chosen)) func `are empty where the seed says nothing`() throws {
        #expect(
            try Catalogue().get("/V1/Products/9BARE/0010") == """
                200 store.product-details; documented
                {"productKey":{"productId":"9BARE","skuId":"0010"},"productType":"application",\
                "supportedLanguages":[],"publisherId":"","category":"","alternateIds":[],\
                "packageFamilyName":"","supportedPlatforms":[]}
                """)
    }

    @Test(.tags(.inferred)) func `are there of products that the organization no longer has`()
        throws
    {
        #expect(
            try Catalogue().get("/V1/Products/9GONE/0010").hasPrefix("200 store.product-details"))
    }

    @Test(.tags(.documented)) func `of an unknown product are a 404 without data`() throws {
        let nothing = """
            404 store.unknown-product; documented
            {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
            """
        #expect(try Catalogue().get("/V1/Products/9NONE/0010") == nothing)
        #expect(try Catalogue().get("/V1/Products/9PLAN/9999") == nothing)
        #expect(
            try Catalogue(quirks: ["store.errorData=positional"]).get("/V1/Products/9NONE/0010")
                == """
                404 store.unknown-product; documented
                {"code":"NotFound","data":[],"details":[],"message":"Not found","source":"MTS"}
                """)
    }

    @Test(
        .tags(.documented),
        arguments: [
            ("/V1/Products/%20/0016", "productId"), ("/V1/Products/9PLAN/%20%20", "skuId"),
            ("\(planner)/LocalizedDetails/%20", "language"), ("\(planner)/Packages/%20", nil),
            ("/V1/Products/%20/0016/Packages", "productId"),
            ("/V1/Inventory/%20/0016/Seats", "productId"),
            ("/V1/Inventory/9PLAN/0016/Seats/%20", "userName"),
        ] as [(String, String?)])
    func `of a parameter of blanks are a 400 that says so`(path: String, name: String?) throws {
        let answer = try Catalogue().get(path)
        guard let name else {
            #expect(answer.hasPrefix("404 store.unknown-package; documented"))
            return
        }
        #expect(
            answer == """
                400 store.blank-parameter; documented
                {"code":"InvalidParameter","data":{"parameterName":"\(name)",\
                "reason":"Missing parameter","details":"\(name) is missing."},"details":[],\
                "message":"Invalid parameters","source":"MTS"}
                """)
    }

    @Test(.tags(.documented)) func `of an id that cannot be one are a 400 naming it`() throws {
        #expect(
            try Catalogue().get("/V1/Products/9PLAN/0%2F16") == """
                400 store.product-key; inferred
                {"code":"InvalidParameter","data":{"parameterName":"skuId",\
                "reason":"Invalid parameter","details":"skuId must be letters and digits, not '0/16'."},\
                "details":[],"message":"Invalid parameters","source":"MTS"}
                """)
    }
}

@Suite struct `The texts of a product` {
    private let german = """
        200 store.localized-details; documented
        {"language":"de-de","displayName":"Planer","description":"","images":[]}
        """
    private let english = """
        200 store.localized-details; documented
        {"language":"en-us","displayName":"Planner","description":"Plans.",\
        "images":[{"location":"https://x/logo.png","purpose":"logo","height":"300","width":"300",\
        "caption":"","backgroundColor":"#0078D7","foregroundColor":"","fileSize":18211}],\
        "publisher":{"publisherName":"Contoso","publisherWebsite":""}}
        """

    @Test(.tags(.documented)) func `are those of the language, of its kind, or the first`() throws {
        let catalogue = try Catalogue()
        #expect(catalogue.get("/V1/Products/9PLAN/0016/LocalizedDetails/de-de") == german)
        #expect(catalogue.get("/V1/Products/9PLAN/0016/LocalizedDetails/DE-DE") == german)
        #expect(catalogue.get("\(planner)/LocalizedDetails/de-at") == german)
        #expect(catalogue.get("\(planner)/LocalizedDetails/en-us") == english)
        #expect(catalogue.get("\(planner)/LocalizedDetails/fr-fr") == english)
    }

    @Test(
        .tags(.documented),
        arguments: [
            ("/V1/Products/9NONE/0016/LocalizedDetails/en-us", "productId", "9NONE"),
            ("/V1/Products/9PLAN/0099/LocalizedDetails/en-us", "skuId", "0099"),
            ("/V1/Products/9BARE/0010/LocalizedDetails/en-us", "language", "en-us"),
        ])
    func `that are not there are a 404 of the item that is missing`(
        path: String, item: String, value: String
    ) throws {
        #expect(
            try Catalogue(quirks: ["store.missingTexts=reject"]).get(path) == """
                404 store.unknown-language; documented
                {"code":"NotFound","data":{"itemType":"\(item)","values":["\(value)"]},"details":[],\
                "message":"Not found","source":"MTS"}
                """)
    }

    @Test(.tags(.chosen), arguments: ["en-us", "DE-de"])
    func `that the seed does not give are the id for a name`(language: String) throws {
        #expect(
            try Catalogue().get("/V1/Products/9bare/0010/LocalizedDetails/\(language)") == """
                200 store.missing-texts; chosen
                {"language":"\(language)","displayName":"9BARE","description":"","images":[]}
                """)
    }

    @Test(.tags(.documented), arguments: ["e", "english", "en_us", "en-", "en-us!", "1234"])
    func `of a language that is none are a 400`(language: String) throws {
        #expect(
            try Catalogue().get("\(planner)/LocalizedDetails/\(language)") == """
                400 store.language; documented
                {"code":"InvalidParameter","data":{"parameterName":"language",\
                "reason":"Invalid parameter",\
                "details":"language must be an ISO language such as en-us, not '\(language)'."},\
                "details":[],"message":"Invalid parameters","source":"MTS"}
                """)
    }
}

@Suite struct `The packages of a product` {
    /// The notes' package and its framework, as they print; the latter is served from here.
    private let framework = """
        {"packageId":"fw-1","contentId":"c-fw",\
        "location":{"url":"http://msfb/V1/public/packages/9NOTES/0010/fw-1"},\
        "packageFullName":"","packageIdentityName":"","architectures":["neutral"],"platforms":[],\
        "fileSize":1024,"fileHash":"\(PackageContentHash.of1024)","fileHashAlgorithm":"SHA256"}
        """
    private var package: String {
        """
        {"frameworkDependencyPackages":[\(framework)],"packageId":"pk-1","contentId":"c-1",\
        "location":{"url":"https://x/notes.appx"},"packageFullName":"Notes_3.1.4.0_x64__8w",\
        "packageIdentityName":"Notes","architectures":["x64"],"packageFormat":"appx",\
        "platforms":[{"platformName":"Windows.Desktop",\
        "minVersion":{"major":10,"minor":0,"build":0,"revision":0}}],"fileSize":7340032,\
        "packageRank":1,"version":{"major":3,"minor":1,"build":4,"revision":0},"fileHash":"aGFzaA==",\
        "fileHashAlgorithm":"SHA256","aumids":["Notes!App"]}
        """
    }

    @Test(.tags(.documented)) func `print in the order of the reference, frameworks first`() throws
    {
        let catalogue = try Catalogue()
        #expect(
            catalogue.get("/V1/Products/9NOTES/0010/Packages") == """
                200 store.packages; documented
                {"packageSetId":"set-1","productPackages":[\(package)]}
                """)
        #expect(
            catalogue.get("/V1/Products/9NOTES/0010/Packages/PK-1")
                == "200 store.package; documented\n\(package)")
    }

    @Test(.tags(.observed))
    func `are there of online products, and none where the seed gives none`() throws {
        #expect(
            try Catalogue().get("/V1/Products/9BARE/0010/Packages") == """
                200 store.packages; documented
                {"packageSetId":"","productPackages":[]}
                """)
    }

    @Test(.tags(.documented)) func `that are not owned are a conflict`() throws {
        let conflict = """
            409 store.not-owned; documented
            {"code":"Conflict","data":{"reason":"Not owned"},"details":[],"message":"Conflict",\
            "source":"MTS"}
            """
        let catalogue = try Catalogue()
        #expect(catalogue.get("/V1/Products/9GONE/0010/Packages") == conflict)
        #expect(catalogue.get("/V1/Products/9GONE/0010/Packages/pk-1") == conflict)
        #expect(catalogue.call(.post, "/V1/Products/9GONE/0010/OfflineLicense/c-gone") == conflict)
    }

    @Test(.tags(.documented)) func `of an unknown product are a 404`() throws {
        let catalogue = try Catalogue()
        #expect(
            catalogue.get("/V1/Products/9NONE/0010/Packages") == """
                404 store.unknown-product; documented
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
        #expect(
            catalogue.get("/V1/Products/9NONE/0010/Packages/pk-1") == """
                404 store.unknown-product; documented
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
        #expect(
            catalogue.get("\(notes)/Packages/pk-2") == """
                404 store.unknown-package; documented
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
    }
}

@Suite struct `An offline licence` {
    @Test(.tags(.documented)) func `is answered to a POST without content`() throws {
        #expect(
            try Catalogue().call(.post, "/V1/Products/9NOTES/0010/OfflineLicense/C-1") == """
                200 store.offline-license; documented
                {"productKey":{"productId":"9NOTES","skuId":"0010"},"licenseBlob":"PExpY2Vuc2U+",\
                "licenseInstanceId":"1","requestorId":"","contentId":"c-1"}
                """)
    }

    @Test(.tags(.documented)) func `of an online product is a conflict`() throws {
        #expect(
            try Catalogue().call(.post, "\(planner)/OfflineLicense/c-plan") == """
                409 store.not-offline; documented
                {"code":"Conflict","data":{"reason":"Not offline"},"details":[],"message":"Conflict",\
                "source":"MTS"}
                """)
    }

    @Test(
        .tags(.observed),
        arguments: [
            "\(planner)/OfflineLicense/other", "\(notes)/OfflineLicense/other",
            "\(notes)/OfflineLicense/c-fw", "/V1/Products/9BARE/0010/OfflineLicense/c-1",
        ])
    func `of content that has none is a 404`(path: String) throws {
        #expect(
            try Catalogue().call(.post, path) == """
                404 store.unknown-content; observed
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
    }

    @Test(.tags(.documented)) func `of an unknown product is a 404, of blanks a 400`() throws {
        let catalogue = try Catalogue()
        #expect(
            catalogue.call(.post, "/V1/Products/9NONE/0010/OfflineLicense/c-1")
                .hasPrefix("404 store.unknown-product"))
        #expect(
            catalogue.call(.post, "\(notes)/OfflineLicense/%20").hasPrefix(
                "400 store.blank-parameter"))
    }

    @Test(.tags(.inferred)) func `without a content id is no route`() throws {
        let path = "\(notes)/OfflineLicense/"
        #expect(
            try Catalogue().call(.post, path) == """
                404 store.route; inferred
                {"Message":"No HTTP resource was found that matches the request URI 'http://msfb\(path)'."}
                """)
    }
}

@Suite struct `AppLocker data` {
    @Test(.tags(.observed)) func `are there in lower case, as Microsoft's instructions print them`()
        throws
    {
        #expect(
            try Catalogue().get("/v1/public/catalog/Retail/Products/9plan/applockerdata") == """
                200 store.applocker-data; observed
                {"packageFamilyName":"Contoso.Planner_8wekyb3d8bbwe",\
                "packageIdentityName":"Contoso.Planner","windowsPhoneLegacyId":"d505",\
                "publisherCertificateName":"CN=Contoso"}
                """)
    }

    @Test(.tags(.chosen), arguments: ["9NONE", "9NOTES", "%20"])
    func `of a product without any are a 404`(id: String) throws {
        #expect(
            try Catalogue().get("/V1/public/catalog/Retail/Products/\(id)/applockerdata") == """
                404 store.unknown-applocker-data; chosen
                {"code":"NotFound","data":{},"details":[],"message":"Not found","source":"MTS"}
                """)
    }
}
