package import HTTP
import HTTPTypes
import JSON

/// Which world a request is asked of, and the request as that world sees it.
package struct WorldSelection: Sendable {
    package let name: WorldName
    package let request: Request
    private let worlds: Worlds
    /// Whether the world is not to be made.
    private let mustExist: Bool

    /// The claim of an access token that was issued inside of a world.
    package static let claim = "seatfiller_world"

    /// By the path's prefix, the header, the credential, in this order; otherwise `default`.
    ///
    /// Of a credential only what can be a name selects a world: everything else is just a token.
    ///
    /// - Parameter adminToken: a credential that selects nothing, whatever it looks like.
    /// - Throws: a problem for a path or a header that names no world.
    package init(
        _ request: Request, among worlds: Worlds, except adminToken: AdminToken? = nil
    ) throws(Problem) {
        var request = request
        do throws(WorldRefusal) {
            if request.target.segments.count > 1,
                equalsIgnoringCase(request.target.segments[0], "__world")
            {
                name = try WorldName(request.target.segments[1])
                (request.base, request.target) = request.target.dropping(2)
            } else if let header = request.headerFields[.seatfillerWorld] {
                name = try WorldName(header)
            } else {
                name = Self.name(in: request, worlds.authentication, adminToken) ?? .default
            }
            mustExist = try Self.mustExist(request)
        } catch {
            throw Problem(error)
        }
        self.request = request
        self.worlds = worlds
    }

    /// The world where it is there; nil where it is named for the first time.
    ///
    /// Whoever shares worlds out among replicas knows which have been, and says so by
    /// `X-Seatfiller-World-Exists`: none that went down with its replica comes back as the seed,
    /// which would be wrong data.
    ///
    /// - Throws: a problem where the world has been and is gone.
    package var existing: World? {
        get throws(Problem) {
            let world = worlds.existing(name)
            guard world != nil || !mustExist else { throw Problem(.gone(name)) }
            return world
        }
    }

    /// The world, which is made where it is named for the first time: for requests that are
    /// accepted in it.
    ///
    /// - Throws: a problem where there are too many, and where the world is gone.
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

    /// The world as it would be made, for a request of which nobody knows yet whether it is
    /// accepted; what is done in it is forgotten.
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

    // MARK: By the credential

    private static func name(
        in request: Request, _ authentication: Authentication, _ adminToken: AdminToken?
    ) -> WorldName? {
        if let name = nameInCredentials(of: request, authentication) {
            return adminToken?.isGiven(by: request) == true ? nil : name
        }
        return request.method == .post ? nameInForm(of: request) : nil
    }

    /// Of a token of ours its claim; of a client's `Basic` credentials, and in open mode of any
    /// token, what stands behind a `~`.
    private static func nameInCredentials(
        of request: Request, _ authentication: Authentication
    ) -> WorldName? {
        guard let credentials = request.credentials else { return nil }
        guard let token = credentials.value(of: "Bearer") else {
            return BasicCredentials(request).flatMap { WorldName.split($0.id).world }
        }
        if authentication == .open, let name = WorldName.split(String(token)).world { return name }
        // Two points are cheaper to look for than a token is to read.
        guard token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { return nil }
        return JSONWebToken(String(token))?.claims[claim]?.string.flatMap(WorldName.init(exactly:))
    }

    /// Of a token request what stands behind a `~` in its `client_id`.
    private static func nameInForm(of request: Request) -> WorldName? {
        do throws(ContentError) {
            return try Form(request)?["client_id"].flatMap { WorldName.split($0).world }
        } catch {
            // The token endpoint says so.
            return nil
        }
    }
}
