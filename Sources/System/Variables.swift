import Glibc

/// The environment of the process, one variable at a time: a dictionary of all would cost a start
/// more than parsing the command line.
package enum Variables {
    /// The names with this prefix, in no particular order.
    package static func names(beginning prefix: String) -> [String] {
        var names: [String] = []
        var next = environ
        while let variable = next.pointee {
            // Compared without a copy: there may be hundreds of variables.
            if strncmp(variable, prefix, prefix.utf8.count) == 0 {
                names.append(String(String(cString: variable).prefix { $0 != "=" }))
            }
            next += 1
        }
        return names
    }

    /// All of it with changes: `NAME=value` each.
    static func changed(by changes: [(name: String, value: String)]) -> [String] {
        let names = Set(changes.map(\.name))
        return all.filter { !names.contains(String($0.prefix { $0 != "=" })) }
            + changes.map { "\($0.name)=\($0.value)" }
    }

    private static var all: [String] {
        var all: [String] = []
        var next = environ
        while let variable = next.pointee {
            all.append(String(cString: variable))
            next += 1
        }
        return all
    }

    /// - Returns: nil if no variable has the name.
    package static func text(of name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
