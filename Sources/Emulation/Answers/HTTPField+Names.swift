package import HTTPTypes

/// The emulator's own fields.
extension HTTPField.Name {
    /// In an answer, the fault that acted. In a request, the fault that the client asks for.
    package static let seatfillerFault = HTTPField.Name("X-Seatfiller-Fault")!
    /// The host that the emulator is no proxy for.
    package static let seatfillerRefused = HTTPField.Name("X-Seatfiller-Refused")!
    /// The rule that decided an answer.
    package static let seatfillerRule = HTTPField.Name("X-Seatfiller-Rule")!
    /// The world that a request is for.
    package static let seatfillerWorld = HTTPField.Name("X-Seatfiller-World")!
    /// Whether that world has been made before.
    package static let seatfillerWorldExists = HTTPField.Name("X-Seatfiller-World-Exists")!
}
