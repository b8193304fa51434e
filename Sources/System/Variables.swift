import Glibc

/// The environment of the process, a variable at a time: a dictionary of all costs a start more
/// than the command line does.
package enum Variables {
    /// The names that begin so, in no order.
    package static func names(beginning prefix: String) -> [String] {
        var names: [String] = []
        var next = environ
        while let variable = next.pointee {
            // Without a copy of each: there are hundreds of others.
            if strncmp(variable, prefix, prefix.utf8.count) == 0 {
                names.append(String(String(cString: variable).prefix { $0 != "=" }))
            }
            next += 1
        }
        return names
    }

    /// All of it: `NAME=value` each.
    static var all: [String] {
        var all: [String] = []
        var next = environ
        while let variable = next.pointee {
            all.append(String(cString: variable))
            next += 1
        }
        return all
    }

    /// - Returns: nil where no variable has the name.
    package static func text(of name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
