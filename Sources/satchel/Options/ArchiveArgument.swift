import Archive
import Diagnostics
import Foundation
import SystemPackage

extension ArchiveLocation {
    /// The archive that an argument names: a file, or `-` for standard input or output.
    init(argument: String) {
        self = argument == "-" ? .standardStream : .file(FilePath(argument))
    }
}

/// Refuses to write an archive to a terminal, or to read one from it.
func refuseTerminal(_ location: ArchiveLocation, descriptor: Int32, remedy: String) throws {
    guard location == .standardStream, isatty(descriptor) == 1 else { return }
    throw Failure(.usage, "an archive is not for a terminal", cause: "\"-\" means a pipe here", remedy: remedy)
}
