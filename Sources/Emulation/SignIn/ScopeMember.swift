/// The member of an application in a seed that says what it may see of an API's data.
package struct ScopeMember: Sendable {
    /// `customers`
    package let name: String
    /// The column in the table of applications.
    let column: String
    /// Whether the value can be `"all"`, which is then the standard. Otherwise it is a list, which
    /// is empty unless the seed gives it.
    let canBeAll: Bool

    package init(_ name: String, column: String, canBeAll: Bool = false) {
        self.name = name
        self.column = column
        self.canBeAll = canBeAll
    }
}
