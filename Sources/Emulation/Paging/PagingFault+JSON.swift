package import JSON

extension PagingFault {
    /// The entry as the control plane prints it, with the operations that can have the fault.
    package func json(for roster: Roster) -> JSON {
        let operations = roster.pagedOperations.filter { $0.form.canHave(self) }.map(\.name)
        return [
            "name": .string(name.rawValue), "lists": .string(lists.rawValue),
            "pages": .string(pages.rawValue),
            "parameters": .array(parameter.map { [$0.json] } ?? []),
            "says": .string(says), "operations": .array(operations.map(JSON.string)),
        ]
    }
}

extension PagingFault.Parameter {
    fileprivate var json: JSON {
        [
            "name": .string(name), "default": standard.map(JSON.integer) ?? .null,
            "least": .integer(range.lowerBound), "most": .integer(range.upperBound),
        ]
    }
}
