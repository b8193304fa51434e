extension Journal {
    /// A request and its answer.
    @dynamicMemberLookup
    package struct Entry: Sendable {
        /// From 1 on.
        package let id: Int64
        package let world: WorldName
        /// The traversal that the request belongs to, by the id of its first request.
        package let traversal: Int64?
        let record: JournalRecord

        package subscript<Value>(dynamicMember path: KeyPath<JournalRecord, Value>) -> Value {
            record[keyPath: path]
        }
    }
}
