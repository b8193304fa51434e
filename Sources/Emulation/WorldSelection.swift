package import HTTP
internal import HTTPTypes
internal import JSON

/// Which world a request is asked of, and the request as that world sees it.
package struct WorldSelection: Sendable {
    package let world: World
    package let request: Request

    /// The claim of an access token that was issued inside of a world.
    package static let claim = "seatfiller_world"

    /// By the path's prefix, the header, the credential, in this order; otherwise `default`.
    ///
    /// A world that is named first is made, unless the request says `X-Seatfiller-World-Exists`:
    /// whoever shares worlds out among replicas knows which have been, and none that went down with
    /// its replica comes back as the seed, which would be wrong data.
    ///
    /// - Throws: a problem for a name that cannot be one, where there are too many worlds, and
    ///   where one is gone.
    package init(_ request: Request, among worlds: Worlds) throws(Problem) {
        var request = request
        var name: String?
        if request.target.segments.first == "__world", request.target.segments.count > 1 {
            name = request.target.segments[1]
            (request.base, request.target) = request.target.dropping(2)
        } else if let header = HTTPField.Name.world.flatMap({ request.headerFields[$0] }) {
            name = header
        } else if let credential = request.headerFields[.authorization] {
            name = Self.name(in: credential, worlds.home.authentication)
        }
        if name == nil, request.method == .post { name = Self.nameInForm(request) }
        self.request = request
        guard let name else {
            world = worlds.home
            return
        }
        do throws(WorldRefusal) {
            let name = try WorldName(name)
            guard try Self.mustExist(request) else {
                world = try worlds.world(name)
                return
            }
            guard let existing = worlds.existing(name) else { throw .gone(name) }
            world = existing
        } catch {
            throw Problem(error)
        }
    }

    /// Of a token request what stands behind a `~` in its `client_id`.
    private static func nameInForm(_ request: Request) -> String? {
        do throws(ContentError) {
            return try Form(request)?["client_id"].flatMap { WorldName.split($0).world }
        } catch {
            // The token endpoint says so, in the world that is named otherwise.
            return nil
        }
    }

    private static func mustExist(_ request: Request) throws(WorldRefusal) -> Bool {
        guard let value = HTTPField.Name.worldExists.flatMap({ request.headerFields[$0] }) else {
            return false
        }
        guard value == "true" else { throw .noClaim(String(value.prefix(100))) }
        return true
    }

    /// Of a token of ours its claim; of a client's `Basic` credentials, and in open mode of any
    /// token, what stands behind a `~`.
    private static func name(
        in credential: String, _ authentication: Authentication
    ) -> String? {
        let parts = credential.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        if equalsIgnoringCase(parts[0], "Basic") {
            return BasicCredentials(parts[1]).flatMap { WorldName.split($0.id).world }
        }
        guard equalsIgnoringCase(parts[0], "Bearer") else { return nil }
        if authentication == .open, let name = WorldName.split(String(parts[1])).world {
            return name
        }
        // Two points are cheaper to look for than a token is to read.
        guard parts[1].utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { return nil }
        return JSONWebToken(String(parts[1]))?.claims[claim]?.string
    }
}

/// An id and a secret as `Authorization: Basic` carries them, RFC 6749 section 2.3.1: each written
/// as in a form, with a colon between them, in Base64.
package struct BasicCredentials: Sendable {
    package let id: String
    package let secret: String

    /// Nil for what is no credentials.
    package init?(_ text: some StringProtocol) {
        let letters = text.prefix { $0 != "=" }.map { letter in
            letter == "+" ? "-" : letter == "/" ? "_" : letter
        }
        guard let bytes = Base64URL.decode(String(letters)),
            let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        id = Form.decoded(text[..<colon])
        secret = Form.decoded(text[text.index(after: colon)...])
    }
}

extension HTTPField.Name {
    fileprivate static let world = HTTPField.Name("X-Seatfiller-World")
    fileprivate static let worldExists = HTTPField.Name("X-Seatfiller-World-Exists")
}
