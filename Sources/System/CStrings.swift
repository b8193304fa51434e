import Glibc

/// The texts as a list for C, which ends with nothing.
func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { list in
        guard let first = list.baseAddress else { preconditionFailure("it ends with nothing") }
        return body(first)
    }
}
