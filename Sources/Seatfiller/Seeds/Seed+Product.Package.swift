import JSON

extension Seed.Product {
    /// A package of a product.
    public struct Package: Sendable, JSONValue {
        /// The id of the package.
        public var packageId: String
        /// The id of its content.
        public var contentId: String?
        /// Where it is downloaded; the emulator serves it, if it is left out.
        public var location: Location?
        /// The full name, with version and processor.
        public var packageFullName: String?
        /// The name without them.
        public var packageIdentityName: String?
        /// The processors.
        public var architectures: [Architecture]
        /// The format of the file.
        public var packageFormat: PackageFormat?
        /// The platforms.
        public var platforms: [Platform]
        /// In bytes.
        public var fileSize: Int?
        /// The package of the highest rank that runs is the one to take.
        public var packageRank: Int?
        /// The version of the package.
        public var version: Version?
        /// The hash of the file, in Base64.
        public var fileHash: String?
        /// `SHA256`
        public var fileHashAlgorithm: String?
        /// The packages that it needs.
        public var frameworkDependencyPackages: [Framework]
        /// The ids of its applications; none prints, if they are left out.
        public var aumids: [String]?

        /// Only `packageId` is necessary. What is left out has the default of a seed.
        public init(
            _ packageId: String, contentId: String? = nil, location: Location? = nil,
            packageFullName: String? = nil, packageIdentityName: String? = nil,
            architectures: [Architecture] = [], packageFormat: PackageFormat? = nil,
            platforms: [Platform] = [], fileSize: Int? = nil, packageRank: Int? = nil,
            version: Version? = nil, fileHash: String? = nil, fileHashAlgorithm: String? = nil,
            frameworkDependencyPackages: [Framework] = [], aumids: [String]? = nil
        ) {
            self.packageId = packageId
            self.contentId = contentId
            self.location = location
            self.packageFullName = packageFullName
            self.packageIdentityName = packageIdentityName
            self.architectures = architectures
            self.packageFormat = packageFormat
            self.platforms = platforms
            self.fileSize = fileSize
            self.packageRank = packageRank
            self.version = version
            self.fileHash = fileHash
            self.fileHashAlgorithm = fileHashAlgorithm
            self.frameworkDependencyPackages = frameworkDependencyPackages
            self.aumids = aumids
        }

        var form: JSON {
            .object(given: [
                "packageId": packageId, "contentId": contentId, "location": location,
                "packageFullName": packageFullName, "packageIdentityName": packageIdentityName,
                "architectures": architectures, "packageFormat": packageFormat,
                "platforms": platforms, "fileSize": fileSize, "packageRank": packageRank,
                "version": version, "fileHash": fileHash, "fileHashAlgorithm": fileHashAlgorithm,
                "frameworkDependencyPackages": frameworkDependencyPackages, "aumids": aumids,
            ])
        }
    }
}
