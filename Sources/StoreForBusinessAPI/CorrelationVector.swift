import Emulation
package import HTTP
import HTTPTypes

/// What the calls of a chain of services are followed by: the value of `MS-CV`,
/// <https://github.com/microsoft/CorrelationVector>.
enum CorrelationVector {
    /// The request's vector extended by `.0`; a new one where it sent none, or none that can be
    /// extended.
    static func value(for request: Request, _ identifiers: Identifiers) -> String {
        guard let sent = request.headerFields[.storeCorrelationVector], isExtensible(sent) else {
            return identifiers.correlationBase() + ".0"
        }
        return sent + ".0"
    }

    /// A vector of version 2 has 127 characters at most, and something behind each point. What
    /// that is is not looked at closely: clients send identifiers of their own.
    private static func isExtensible(_ text: String) -> Bool {
        (1...125).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
            && !text.split(separator: ".", omittingEmptySubsequences: false).contains("")
    }
}

extension StoreForBusiness {
    /// As the back ends of the Store family tell their answers apart.
    package func identify(_ response: inout Response, for request: Request) {
        func append(_ name: HTTPField.Name, _ value: String) {
            response.headerFields.append(HTTPField(name: name, value: value))
        }
        append(.storeCorrelationID, world.identifiers.guid())
        append(.storeRequestID, world.identifiers.guid())
        append(.storeCorrelationVector, CorrelationVector.value(for: request, world.identifiers))
    }
}
