import JSON

extension Seed {
    /// Whether a module of a user is protected.
    public struct ModuleStatus: Sendable, JSONValue {
        /// 0 for the mailbox, 2 for OneDrive.
        public var module: Int
        /// Whether it is.
        public var isProtected: Bool

        /// Only `module` is necessary. What is left out has the default of a seed.
        public init(
            _ module: Int, isProtected: Bool = false
        ) {
            self.module = module
            self.isProtected = isProtected
        }

        var form: JSON {
            .object(given: [
                "module": module, "isProtected": isProtected,
            ])
        }
    }
}
