import ArgumentParser

/// How a command shows its result and its progress.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Show progress on stderr: auto, bar, lines or none.", valueName: "how"))
    var progress: ProgressStyle = .auto
}

/// Commands without progress.
struct JSONOption: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false
}

enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    case auto, bar, lines, none
}
