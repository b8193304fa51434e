/// Whether clients are asked who they are.
package enum Authentication: String, CaseIterable, Sendable {
    /// Any token will do, or none.
    case open
    /// As the two contracts describe.
    case enforced
}
