extension PagingFault {
    /// Whether the pages of an operation can have it.
    package func isPossible(on operation: String, in roster: Roster) -> Bool {
        roster.lists[operation]?.form.canHave(self) ?? false
    }
}
