import Foundation

/// The two streams: the result goes to standard output, everything else to standard error.
enum Output {
    case standardOutput, standardError

    func print(_ text: String) {
        write(text + "\n")
    }

    func write(_ text: String) {
        let handle = self == .standardOutput ? FileHandle.standardOutput : FileHandle.standardError
        // A reader that has gone away wants no more; the command's work is done or goes on without it.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
