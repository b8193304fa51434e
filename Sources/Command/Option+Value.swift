import ArgumentParser

extension Option {
    /// A number from a range.
    ///
    /// - Parameters:
    ///   - help: what the option says of itself.
    ///   - unit: what the number counts.
    init<Number: FixedWidthInteger & Sendable>(
        _ help: String, counting unit: String = "n", in range: ClosedRange<Number>
    ) where Value == Number? {
        self.init(
            help: ArgumentHelp(help, valueName: unit), transform: OptionValue.integer(in: range))
    }

    /// A number of seconds.
    init(seconds help: String) where Value == Duration? {
        self.init(
            help: ArgumentHelp(help, valueName: "seconds"), transform: OptionValue.seconds)
    }

    /// The path of a file or of a folder.
    init(path help: String) where Value == String? {
        self.init(
            help: ArgumentHelp(help, valueName: "path"), completion: .file(),
            transform: OptionValue.text)
    }
}
