/// Faults as they are read, as many as there is room for.
struct FaultList {
    private(set) var faults: [Fault] = []
    /// Where the first one stands that there is no room for.
    private(set) var surplus: Int?
    let room: Int

    init(room: Int) {
        self.room = room
    }

    /// Reads one; what is wrong with it is noted.
    mutating func read(_ reader: inout SeedReader) throws {
        let place = try reader.place()
        guard faults.count < room else {
            surplus = surplus ?? place
            return try reader.skip()
        }
        if let fault = try reader.fault() { faults.append(fault) }
    }
}
