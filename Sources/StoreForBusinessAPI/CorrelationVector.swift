import Emulation
package import HTTP
import HTTPTypes

/// Traces a call through a chain of services: the value of `MS-CV`,
/// <https://github.com/microsoft/CorrelationVector>.
enum CorrelationVector {
    /// The request's vector extended by `.0`, or a new vector if the request has none that can be
    /// extended.
    static func value(for request: Request, _ identifiers: Identifiers) -> String {
        guard let sent = request.headerFields[.storeCorrelationVector], isExtensible(sent) else {
            return identifiers.correlationBase() + ".0"
        }
        return sent + ".0"
    }

    /// A vector of version 2 has at most 127 characters, and text after each point. The text may be
    /// anything, because clients send identifiers of their own.
    private static func isExtensible(_ text: String) -> Bool {
        (1...125).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
            && !text.split(separator: ".", omittingEmptySubsequences: false).contains("")
    }
}

extension StoreForBusiness {
    /// Adds the headers by which the back ends of the Store family identify answers.
    package func identify(_ response: inout Response, for request: Request) {
        func append(_ name: HTTPField.Name, _ value: String) {
            response.headerFields.append(HTTPField(name: name, value: value))
        }
        append(.storeCorrelationID, world.identifiers.guid())
        append(.storeRequestID, world.identifiers.guid())
        append(.storeCorrelationVector, CorrelationVector.value(for: request, world.identifiers))
    }
}
