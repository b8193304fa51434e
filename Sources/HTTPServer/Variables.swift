internal import Glibc

/// The environment of the process, a variable at a time: a dictionary of all costs a start more
/// than the command line does.
package enum Variables {
    /// - Returns: nil where no variable has the name.
    package static func text(of name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
