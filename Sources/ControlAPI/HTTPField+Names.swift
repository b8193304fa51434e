import HTTPTypes

extension HTTPField.Name {
    /// Whether a browser tells another site where it comes from:
    /// <https://www.w3.org/TR/referrer-policy/>.
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    /// Which version of the Model Context Protocol an agent speaks.
    static let agentProtocolVersion = HTTPField.Name("MCP-Protocol-Version")!
}
