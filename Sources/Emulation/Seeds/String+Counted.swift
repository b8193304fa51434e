/// A number of things in words: `1 user`, `3 users`.
package func counted(_ count: Int64, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}
