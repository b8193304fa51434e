package import HTTP
import HTTPTypes
import JSON

/// The world that a request is for, and the request as that world sees it.
package struct WorldSelection: Sendable {
    package let name: WorldName
    /// Whether the request says which world it is for.
    package let isNamed: Bool
    package let request: Request
    private let worlds: Worlds
    /// Whether the world must not be made for this request.
    private let mustExist: Bool

    /// The claim that names the world in which an access token was issued.
    package static let claim = "seatfiller_world"

    /// Finds the world by the prefix of the path, or else the header, or else the user of the
    /// proxy, or else the credential, or else takes `default`.
    ///
    /// A credential that ends in something that cannot be a name selects no world.
    ///
    /// - Parameters:
    ///   - adminToken: never selects a world, whatever its text.
    ///   - ignoresPath: whether the whole path belongs to an emulated host.
    /// - Throws: a problem if the path, the header or the user has a name that no world can have.
    package init(
        _ request: Request, among worlds: Worlds, except adminToken: AdminToken? = nil,
        ignoringPath ignoresPath: Bool = false
    ) throws(Problem) {
        var request = request
        let proxyField = request.headerFields[.proxyAuthorization]
        let named: WorldName?
        do throws(WorldRefusal) {
            if !ignoresPath, request.target.segments.count > 1,
                equalsIgnoringCase(request.target.segments[0], "__world")
            {
                named = try WorldName(request.target.segments[1])
                (request.base, request.target) = request.target.dropping(2)
            } else if let text = Self.text(in: request, proxyField: proxyField) {
                named = try WorldName(text)
            } else {
                named = Self.name(in: request, worlds.authentication, adminToken)
            }
            name = named ?? .default
            isNamed = named != nil
            mustExist = try Self.mustExist(request)
        } catch {
            throw Problem(error)
        }
        // The field is for the proxy only, RFC 9110 section 11.7.2.
        if proxyField != nil { request.headerFields[.proxyAuthorization] = nil }
        self.request = request
        self.worlds = worlds
    }

    /// The world, or nil if it does not exist yet.
    ///
    /// A proxy that distributes worlds over replicas knows which worlds exist, and says so by
    /// `X-Seatfiller-World-Exists`. A world that was lost with its replica must not come back in
    /// its seeded state, which would be wrong data.
    ///
    /// - Throws: a problem if the world has existed and is lost.
    package var existing: World? {
        get throws(Problem) {
            let world = worlds.existing(name)
            guard world != nil || !mustExist else { throw Problem(.gone(name)) }
            return world
        }
    }

    /// The world. It is made if it does not exist, so only accepted requests may ask for it.
    ///
    /// - Throws: a problem if there are too many worlds, or the world is lost.
    package var world: World {
        get throws(Problem) {
            if let world = try existing { return world }
            do throws(WorldRefusal) {
                return try worlds.world(name)
            } catch {
                throw Problem(error)
            }
        }
    }

    /// A new world that is not kept, for a request that may be refused.
    package var prospect: World {
        get throws(Problem) {
            do throws(WorldRefusal) {
                return try worlds.prospect(name)
            } catch {
                throw Problem(error)
            }
        }
    }

    private static func mustExist(_ request: Request) throws(WorldRefusal) -> Bool {
        guard let value = request.headerFields[.seatfillerWorldExists] else { return false }
        guard value == "true" else { throw .noClaim(String(value.prefix(100))) }
        return true
    }

    // MARK: By the header, or the user of the proxy

    /// The name of a world in a header of a request, or of the user of the proxy; nil for neither.
    ///
    /// The user is in `Proxy-Authorization`, which `http://test-17:x@127.0.0.1:7328` makes a client
    /// send. Requests in a tunnel have the name with which CONNECT opened the tunnel.
    package static func text(in request: Request) -> String? {
        text(in: request, proxyField: request.headerFields[.proxyAuthorization])
    }

    /// - Parameter proxyField: `Proxy-Authorization`.
    private static func text(in request: Request, proxyField: String?) -> String? {
        if let header = request.headerFields[.seatfillerWorld] { return header }
        guard let credentials = proxyField.map(Credentials.init),
            equalsIgnoringCase(credentials.scheme, "Basic")
        else { return request.tunnel?.world }
        // Credentials that cannot be read must not select `default`. An empty name is an error.
        let text = BasicCredentials.text(credentials.value) ?? ""
        return String(text.prefix { $0 != ":" })
    }

    // MARK: By the credential

    private static func name(
        in request: Request, _ authentication: Authentication, _ adminToken: AdminToken?
    ) -> WorldName? {
        if let name = nameInCredentials(of: request, authentication) {
            return adminToken?.isGiven(by: request) == true ? nil : name
        }
        return request.method == .post ? nameInForm(of: request) : nil
    }

    /// The name after a `~` in `Basic` credentials and, in open mode, in any token; otherwise the
    /// claim of a token that the emulator has issued.
    private static func nameInCredentials(
        of request: Request, _ authentication: Authentication
    ) -> WorldName? {
        guard let credentials = request.credentials else { return nil }
        guard let token = credentials.value(of: "Bearer") else {
            return BasicCredentials(request).flatMap { WorldName.split($0.id).world }
        }
        if authentication == .open, let name = WorldName.split(String(token)).world { return name }
        // Looking for two points is cheaper than reading a token.
        guard token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { return nil }
        return JSONWebToken(String(token))?.claims[claim]?.string.flatMap(WorldName.init(exactly:))
    }

    /// The name after a `~` in the `client_id` of a token request.
    private static func nameInForm(of request: Request) -> WorldName? {
        do throws(ContentError) {
            return try Form(request)?["client_id"].flatMap { WorldName.split($0).world }
        } catch {
            // The token endpoint reports the mistake.
            return nil
        }
    }
}
