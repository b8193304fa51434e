/// The member of a seed's application that says what of an API's data the application may see.
package struct ScopeMember: Sendable {
    /// `customers`
    package let name: String
    /// In the table of applications.
    let column: String
    /// Whether it can be `"all"`, and is where it is left out; otherwise it is a list, and empty.
    let canBeAll: Bool

    package init(_ name: String, column: String, canBeAll: Bool = false) {
        self.name = name
        self.column = column
        self.canBeAll = canBeAll
    }
}
