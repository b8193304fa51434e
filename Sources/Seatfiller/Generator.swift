package import Emulation
import System

/// Makes seeds of any size. The same plan always makes the same seed.
package enum Generator {
    /// Prints the seed to standard output.
    ///
    /// - Throws: `SeatfillerError` for an impossible plan, or when the reader of the output has
    ///   gone.
    package static func write(_ plan: SeedPlan) throws(SeatfillerError) {
        try check(plan)
        var buffer: [UInt8] = []
        func add(_ text: String) throws(SeatfillerError) {
            buffer.append(contentsOf: text.utf8)
            guard buffer.count > 1 << 16 else { return }
            try flush(&buffer)
        }
        try add("{\n")
        for (number, api) in Roster.standard.seeded.enumerated() {
            try add((number == 0 ? "" : ",\n") + "\"\(api.seedMember)\":")
            try SeatfillerError.wording { try api.generate(plan, add) }
        }
        try add("\n}\n")
        try flush(&buffer)
    }

    private static func flush(_ buffer: inout [UInt8]) throws(SeatfillerError) {
        guard StandardStream.output.write(buffer[...]) else {
            throw SeatfillerError(.failure, "the seed cannot be written to standard output")
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes a store file: the whole file or none.
    ///
    /// - Returns: a summary of its content.
    /// - Throws: `SeatfillerError` for an impossible plan, or if the file exists or cannot be
    ///   written.
    package static func make(_ path: String, _ plan: SeedPlan) throws(SeatfillerError) -> String {
        try check(plan)
        return try NewStore.make(path) { unfinished in
            try StoreFile.generate(unfinished, plan, of: .standard).joined(separator: ", ")
        }
    }

    private static func check(_ plan: SeedPlan) throws(SeatfillerError) {
        for api in Roster.standard.seeded {
            if let mistake = api.mistake(in: plan) { throw SeatfillerError(.usage, mistake) }
        }
    }
}
