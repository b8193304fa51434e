import System

/// What goes whatever happens to us: the files that lead commands to a server, and the commands.
struct ClientFolder: Sendable {
    let folder: PrivateFolder
    let guardian: ChildGuardian

    /// To be made before anything is opened.
    init() throws(SeatfillerError) {
        let folder = try SeatfillerError.wording("there is no temporary folder", .failure) {
            () throws(FileError) in try PrivateFolder()
        }
        self.folder = folder
        guardian = try SeatfillerError.wording("the system gives no process", .failure) {
            () throws(FileError) in try ChildGuardian(removing: folder)
        }
    }

    /// Removes the files. Where that fails, the guardian tries once more.
    func remove() {
        do throws(FileError) {
            try folder.remove()
        } catch {
            StandardStream.error.write(line: "seatfiller: \(folder.path) is left: \(error)")
        }
    }
}
