import Emulation
import HTTP
import JSON

extension Control {
    /// A request of the control plane: what was asked, of which world.
    struct Call: Sendable {
        let path: Parameters
        let selection: WorldSelection

        var request: Request { selection.request }

        /// The world, which is made where it is named for the first time: to be asked for when
        /// nothing in the request can be refused any more.
        ///
        /// - Throws: a problem where there is none and none can be made.
        var world: World {
            get throws(Problem) { try selection.world }
        }

        /// The world as it is, or as it would be made, for what nothing is changed by.
        var present: World {
            get throws(Problem) {
                if let world = try selection.existing { return world }
                return try selection.prospect
            }
        }

        /// The content in UTF-8.
        ///
        /// - Throws: a problem for content that cannot be read.
        var text: [UInt8] {
            get throws(Problem) {
                do throws(ContentError) {
                    return try request.text
                } catch {
                    throw Problem(error)
                }
            }
        }

        /// The content as JSON; an empty object where there is none.
        ///
        /// - Throws: a problem for content that is no JSON object, and for an object in which a
        ///   name stands twice, of which one value would be lost.
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

        /// The content, which has none but these members.
        ///
        /// - Throws: a problem for content that is no JSON object, and for another member.
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
    /// A name that stands twice in an object, here or deeper; nil where there is none.
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
