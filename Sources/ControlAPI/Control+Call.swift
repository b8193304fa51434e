import Emulation
import HTTP
import JSON

extension Control {
    /// A request to the control plane, and the world that it is for.
    struct Call: Sendable {
        let path: Parameters
        let selection: WorldSelection

        var request: Request { selection.request }

        /// The world, which this makes if it does not exist. Ask for it only when nothing in the
        /// request can be refused any more.
        ///
        /// - Throws: a problem if the world does not exist and cannot be made.
        var world: World {
            get throws(Problem) { try selection.world }
        }

        /// The world as it is, or as it would be made. For calls that change nothing.
        var present: World {
            get throws(Problem) {
                if let world = try selection.existing { return world }
                return try selection.prospect
            }
        }

        /// The content in UTF-8.
        ///
        /// - Throws: a problem if the content cannot be read.
        var text: [UInt8] {
            get throws(Problem) {
                do throws(ContentError) {
                    return try request.text
                } catch {
                    throw Problem(error)
                }
            }
        }

        /// The content as JSON; an empty object if there is no content.
        ///
        /// - Throws: a problem if the content is not a JSON object, or if an object repeats a name,
        ///   since one of the values would be lost.
        var content: JSON {
            get throws(Problem) {
                let text = try text
                guard !text.isEmpty else { return [:] }
                do {
                    let content = try JSON(parsing: text)
                    if let name = content.repeatedName {
                        throw Problem.content("has the member \"\(name.prefix(100))\" twice")
                    }
                    if case .object = content { return content }
                    throw Problem.content("must be a JSON object, not \(content.noun)")
                } catch let error as JSONError {
                    let place = "line \(error.place.line), column \(error.place.column)"
                    throw Problem.content("is not JSON: \(place): \(error.message)")
                } catch let problem as Problem {
                    throw problem
                } catch {
                    preconditionFailure("nothing else is thrown here: \(error)")
                }
            }
        }

        /// The content, which may have these members only.
        ///
        /// - Throws: a problem if the content is not a JSON object or has another member.
        func content(of known: [String]) throws(Problem) -> JSON {
            let content = try content
            for member in content.members where !known.contains(member.name) {
                throw Problem.content(
                    "has the unknown member \"\(member.name.prefix(100))\"; expected "
                        + known.joined(separator: ", "))
            }
            return content
        }
    }

}

extension JSON {
    /// A name that an object repeats, here or deeper; nil if there is none.
    fileprivate var repeatedName: String? {
        var names: Set<String> = []
        for member in members {
            guard names.insert(member.name).inserted else { return member.name }
            if let name = member.value.repeatedName { return name }
        }
        for element in elements { if let name = element.repeatedName { return name } }
        return nil
    }
}
