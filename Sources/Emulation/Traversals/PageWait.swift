/// A client's wait for a page.
struct PageWait: Sendable {
    let connection: UInt64
    let asked: PageName
    /// When the answer came, in microseconds of the process.
    let until: Int64
}
