import AccessTokens
import Diagnostics
import Foundation
import Synchronization
import SystemPackage

/// The file of tokens as it is now: a token that was taken back is refused at the next request.
final class TokenReader: Sendable {
    private let path: FilePath
    private let read: Mutex<(file: TokenFile, modified: Date?)>

    /// - Throws: `Failure` where the file is missing, or readable by others.
    init(_ path: FilePath) throws(Failure) {
        self.path = path
        let modified = TokenReader.modified(path)
        read = Mutex((try TokenFile(reading: path), modified))
    }

    func current() throws -> TokenFile {
        let modified = TokenReader.modified(path)
        return try read.withLock { state in
            if state.modified != modified { state = (try TokenFile(reading: path), modified) }
            return state.file
        }
    }

    private static func modified(_ path: FilePath) -> Date? {
        // A file that is gone is noticed where it is read.
        try? FileManager.default.attributesOfItem(atPath: path.string)[.modificationDate] as? Date
    }
}
