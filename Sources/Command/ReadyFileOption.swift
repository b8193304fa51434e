import ArgumentParser

/// The file that tells other processes that the server is ready.
struct ReadyFileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file that is there while the server is ready, and holds its base URL; a named pipe "
                + "or a device is written to.",
            valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var readyFile: String?
}
