/// The faults of a seed or a call, as far as there is room for them.
struct FaultList {
    private(set) var faults: [Fault] = []
    /// Where the first fault stands that there is no room for.
    private(set) var surplus: Int?
    let room: Int

    init(room: Int) {
        self.room = room
    }

    /// Reads a fault, and notes its mistakes.
    mutating func read(_ reader: inout SeedReader) throws {
        let place = try reader.place()
        guard faults.count < room else {
            surplus = surplus ?? place
            return try reader.skip()
        }
        if let fault = try reader.fault() { faults.append(fault) }
    }
}
