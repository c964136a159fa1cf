import Archive
import Diagnostics
import Foundation
import PostgreSQL

/// An archive or a database, as an argument names it.
enum Place {
    case archive(ArchiveLocation)
    case database(String)

    private static let endings = [".tar.zst", ".tar.gz", ".tgz", ".tar"]

    /// An archive where the argument is `-`, names a file that is there, or ends as an archive's name does; else a
    /// database.
    init(argument: String) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
        let isArchive =
            argument == "-" || Place.endings.contains { argument.hasSuffix($0) }
            || exists && !isFolder.boolValue && Place.isRegular(argument)
        self = isArchive ? .archive(ArchiveLocation(argument: argument)) : .database(argument)
    }

    private static func isRegular(_ path: String) -> Bool {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        // What cannot be looked at is no file of ours.
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }
}
