import Cryptography
import Emulation
import HTTP
import HTTPTypes
import JSON
import Synchronization

/// What the emulator serves for a package that a seed gives no location: bytes that stand in for
/// those of the real one, of the size that the seed says.
struct PackageContent {
    let size: Int
    /// Hashing more bytes would keep others waiting, so larger packages declare no hash.
    private static let mostHashed = 16 << 20
    /// No disk has more.
    private static let most: Int64 = 1 << 40
    private static let standardSize: Int64 = 1 << 10

    /// Nil for a package whose bytes the emulator does not have: one with a location, and one with
    /// a hash, which no bytes can be made for.
    init?(of package: JSON) {
        let size: Int64 =
            if case .integer(let size) = package["fileSize"] { size } else { Self.standardSize }
        guard package["location"] == nil, package["fileHash"] == nil, size <= Self.most else {
            return nil
        }
        self.size = Int(size)
    }

    private static let line = Array("A stand-in for a package, served by Seatfiller.\n".utf8)
    private static let block = (0..<1024).flatMap { _ in line }

    /// The answer to a client that asks for all of it, or for a part, as a blob store gives it.
    func response(to request: Request) -> Response {
        var response = Response(
            headerFields: [.contentType: "application/octet-stream", .acceptRanges: "bytes"])
        let fields = request.headerFields
        // There is no validator that the field If-Range could match, RFC 9110 section 13.1.5.
        guard fields[.ifRange] == nil, let range = fields[.range].flatMap(ByteRange.init) else {
            response.stream = stream(0..<size)
            return response
        }
        guard let positions = range.positions(in: size) else {
            return Response(
                .rangeNotSatisfiable, headerFields: [.contentRange: "bytes */\(size)"])
        }
        response.status = .partialContent
        response.headerFields[.contentRange] =
            "bytes \(positions.lowerBound)-\(positions.upperBound - 1)/\(size)"
        response.stream = stream(positions)
        return response
    }

    private func stream(_ positions: Range<Int>) -> ContentStream.Reader {
        let start = positions.lowerBound % Self.block.count
        return ContentStream.repeating(
            Array(Self.block[start...] + Self.block[..<start]), upTo: positions.count)
    }

    /// SHA-256 in base64; nil if there are too many bytes.
    private var hash: String? {
        guard size <= Self.mostHashed else { return nil }
        if let known = Self.hashes.withLock({ $0[size] }) { return known }
        let count = (size + Self.block.count - 1) / Self.block.count
        let bytes = (0..<count).flatMap { _ in Self.block }.prefix(size)
        let hash = Base64URL.standard(Digest.sha256(Array(bytes)))
        Self.hashes.withLock { hashes in
            if hashes.count >= Self.mostKept { hashes = [:] }
            hashes[size] = hash
        }
        return hash
    }

    /// By sizes.
    private static let hashes = Mutex<[Int: String]>([:])
    private static let mostKept = 100

    /// A package with its location, and with the size and the hash of what is there.
    ///
    /// - Parameter url: the URL that serves it.
    func declared(in package: JSON, of shape: Shape, at url: String) -> JSON {
        var members = Dictionary(package.members.map { ($0.name, $0.value) }) { $1 }
        members["location"] = ["url": .string(url)]
        members["fileSize"] = .integer(Int64(size))
        members["fileHash"] = hash.map(JSON.string)
        members["fileHashAlgorithm"] = hash == nil ? nil : "SHA256"
        return shape.object(with: members, at: .epoch)
    }
}

extension Product {
    /// `ProductPackageSet`, in which every package has a location.
    ///
    /// - Parameter site: where the client has asked, with the world.
    func packages(servedAt site: String) -> JSON {
        packages.mapping("productPackages") { located($0, site) }
    }

    /// `ProductPackageDetails`, likewise.
    func package(_ id: String, servedAt site: String) -> JSON? {
        package(id).map { located($0, site) }
    }

    /// The content of a package or a framework; nil if it has a location or does not exist.
    func content(of packageID: String) -> PackageContent? {
        let packages = packages["productPackages"]?.elements ?? []
        let frameworks = packages.flatMap {
            $0["frameworkDependencyPackages"]?.elements ?? []
        }
        return (packages + frameworks).first { $0.has("packageId", equalTo: packageID) }
            .flatMap(PackageContent.init)
    }

    private func located(_ package: JSON, _ site: String) -> JSON {
        let package = package.mapping("frameworkDependencyPackages") {
            located($0, of: ProductShape.framework, site)
        }
        return located(package, of: ProductShape.package, site)
    }

    private func located(_ package: JSON, of shape: Shape, _ site: String) -> JSON {
        guard let content = PackageContent(of: package) else { return package }
        let id = package["packageId"]?.string ?? ""
        let path = [key.productID, key.skuID, id].map(\.percentEncoded).joined(separator: "/")
        return content.declared(
            in: package, of: shape, at: "\(site)\(StoreForBusiness.packageContents)/\(path)")
    }
}

extension JSON {
    /// The object with other elements in one of its lists.
    fileprivate func mapping(_ list: String, _ element: (JSON) -> JSON) -> JSON {
        .object(
            members.map { member in
                guard member.name == list else { return member }
                return JSON.Member(
                    name: list, value: .array(member.value.elements.map(element)))
            })
    }
}
