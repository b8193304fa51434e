/// Whether clients have to sign in.
package enum Authentication: String, CaseIterable, Sendable {
    /// Any token is accepted, and none is needed.
    case open
    /// Tokens are checked as the two contracts describe.
    case enforced
}
