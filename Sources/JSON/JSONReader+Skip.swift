extension JSONReader {
    /// Skips the next value, however large it is.
    package mutating func skip() throws(JSONError) {
        switch try kind() {
        case .null: try null()
        case .bool: _ = try bool()
        case .number: _ = try number()
        case .string: _ = try string()
        case .array:
            try beginArray()
            try leave()
        case .object:
            try beginObject()
            try leave()
        }
    }

    /// How many arrays and objects are open.
    package var depth: Int { frames.count }

    /// Skips the rest of the innermost arrays and objects until no more than `depth` are open.
    package mutating func leave(to depth: Int) throws(JSONError) {
        while frames.count > depth { try leave() }
    }

    /// Skips the rest of the innermost array or object.
    private mutating func leave() throws(JSONError) {
        if frames[frames.count - 1].isObject {
            while try nextMember() != nil { try skip() }
        } else {
            while try nextElement() { try skip() }
        }
    }
}
