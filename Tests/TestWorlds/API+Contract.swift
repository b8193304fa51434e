package import Emulation
package import HTTP
package import Testing

extension API {
    /// What the API answers; a failure of the test that asks where it is not as the contract has it.
    package func answer(
        to request: Request, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Answer {
        let answer = respond(to: request)
        for complaint in Contract.shared.complaints(about: answer.response, to: request) {
            Issue.record("\(complaint)", sourceLocation: sourceLocation)
        }
        return answer
    }
}
