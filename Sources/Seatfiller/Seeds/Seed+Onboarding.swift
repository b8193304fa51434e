import JSON

extension Seed {
    /// What onboarding an account will come to, other than success.
    public struct Onboarding: Sendable, JSONValue {
        /// The address of the account.
        public var registrationAccount: String
        /// 2 to 7, as in the reference.
        public var status: Int

        /// All are necessary.
        public init(
            _ registrationAccount: String, status: Int
        ) {
            self.registrationAccount = registrationAccount
            self.status = status
        }

        var form: JSON {
            .object(given: [
                "registrationAccount": registrationAccount, "status": status,
            ])
        }
    }
}
