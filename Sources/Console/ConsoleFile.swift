/// A file of the console, the page in the browser, as it is served.
///
/// There is no build step: what stands in this folder is what a browser gets. After a change,
/// `make console` compresses the files anew.
package struct ConsoleFile: Sendable {
    package let content: [UInt8]
    /// The content in gzip.
    package let compressed: [UInt8]
    package let mediaType: String
    /// An entity tag, RFC 9110 section 8.8.3, for the content.
    package let tag: String
    /// And for the content in gzip.
    package let compressedTag: String

    private init(_ content: [UInt8], _ compressed: [UInt8], _ mediaType: String) {
        self.content = content
        self.compressed = compressed
        self.mediaType = "\(mediaType); charset=utf-8"
        // FNV-1a tells one version of a file from the next.
        let hash = content.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        tag = "\"\(String(hash, radix: 16))\""
        compressedTag = "\"\(String(hash, radix: 16))-gzip\""
    }

    package static let index = ConsoleFile(
        PackageResources.index_html, PackageResources.index_html_gz, "text/html")

    /// A file besides the page itself; nil if there is no such file.
    package static func named(_ name: String) -> ConsoleFile? { others[name] }

    private static let others: [String: ConsoleFile] = [
        "console.css": ConsoleFile(
            PackageResources.console_css, PackageResources.console_css_gz, "text/css"),
        "api.js": script(PackageResources.api_js, PackageResources.api_js_gz),
        "app.js": script(PackageResources.app_js, PackageResources.app_js_gz),
        "clock.js": script(PackageResources.clock_js, PackageResources.clock_js_gz),
        "data.js": script(PackageResources.data_js, PackageResources.data_js_gz),
        "dialog.js": script(PackageResources.dialog_js, PackageResources.dialog_js_gz),
        "dom.js": script(PackageResources.dom_js, PackageResources.dom_js_gz),
        "faults.js": script(PackageResources.faults_js, PackageResources.faults_js_gz),
        "overview.js": script(PackageResources.overview_js, PackageResources.overview_js_gz),
        "place.js": script(PackageResources.place_js, PackageResources.place_js_gz),
        "requests.js": script(PackageResources.requests_js, PackageResources.requests_js_gz),
        "rules.js": script(PackageResources.rules_js, PackageResources.rules_js_gz),
        "traversals.js": script(PackageResources.traversals_js, PackageResources.traversals_js_gz),
    ]

    private static func script(_ content: [UInt8], _ compressed: [UInt8]) -> ConsoleFile {
        ConsoleFile(content, compressed, "text/javascript")
    }
}
