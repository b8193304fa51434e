import Foundation

/// LLVM's fuzzer, <https://llvm.org/docs/LibFuzzer.html>, called as a library.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `Fuzz TARGET …`: fuzzes one target; what follows its name is libFuzzer's.
@main
private enum Driver {
    nonisolated(unsafe) private static var target = FuzzTarget.all[0]

    static func main() {
        guard let name = CommandLine.arguments.dropFirst().first,
            let target = FuzzTarget.all.first(where: { $0.name == name })
        else {
            print(FuzzTarget.all.map(\.name).joined(separator: " "))
            return
        }
        Self.target = target
        let words = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(2)
        var pointers = words.map { strdup($0) } + [nil]
        var count = CInt(words.count)
        pointers.withUnsafeMutableBufferPointer { pointers in
            guard var start = pointers.baseAddress else { return }
            exit(
                runDriver(&count, &start) { bytes, count in
                    Driver.target.body(Array(UnsafeBufferPointer(start: bytes, count: count)))
                    return 0
                })
        }
    }
}
