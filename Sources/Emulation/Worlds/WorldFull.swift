/// A store file whose disk has no room for what it is asked to keep.
package struct DiskFull: Error, Sendable {
    package let path: String
}

/// A world that has no room for what it is asked to keep.
package struct WorldFull: Error, Sendable {
    package let world: WorldName
    package let growth: Int
}

/// A server whose process may open no more files: those of a store, beside its connections.
package struct DescriptorsSpent: Error, Sendable {}
