import Emulation
import JSON

extension Seed {
    /// A seed of values.
    ///
    /// - Parameters:
    ///   - organizations: the data of Microsoft Store for Business, each tenant once.
    ///   - customers: the customers of AvePoint Elements, each once.
    ///   - pools: the partner's pools of licences.
    ///   - onboarding: what onboarding accounts will come to.
    ///   - applications: what signs in, if tokens are checked.
    ///   - faults: what goes wrong from the start, and again after a reset.
    ///   - implicit: whether a seat declares its user and its product.
    ///   - fileID: the source file that a mistake is reported in.
    ///   - line: the line of that file.
    public init(
        organizations: [Organization] = [], customers: [Customer] = [], pools: [Pool] = [],
        onboarding: [Onboarding] = [], applications: [Application] = [], faults: [Fault] = [],
        implicit: Bool = false, fileID: String = #fileID, line: Int = #line
    ) {
        let elements = JSON.object(given: [
            "customers": customers, "pools": pools, "onboarding": onboarding,
        ])
        let seed = JSON.object(given: [
            "implicit": implicit ? true : nil, "storeForBusiness": organizations,
            "elements": elements.members.isEmpty ? nil : elements, "applications": applications,
            "faults": faults,
        ])
        self = .text(seed.text, in: .json, named: "\(fileID):\(line)")
    }
}
