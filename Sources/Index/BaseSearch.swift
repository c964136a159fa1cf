public import Archive
public import Diagnostics
import Foundation
public import SystemPackage

/// Looks in the backups folder for the archive that a lineage names.
public struct BaseSearch {
    private let folder: FilePath
    private let checkpoint: Checkpoint

    /// - Parameters:
    ///   - folder: only its own regular files are looked at, not those of folders in it.
    ///   - checkpoint: throws `interrupted` to end the search.
    public init(folder: FilePath, checkpoint: @escaping Checkpoint = { () throws(Failure) in }) {
        self.folder = folder
        self.checkpoint = checkpoint
    }

    /// What a search gave.
    public enum Outcome: Sendable, Equatable {
        /// The archive, read to its end: its digest is the one that the lineage names.
        case found(FilePath)
        /// A whole archive with the right id, but other bytes than those that were imported.
        case differs(FilePath)
        /// No archive with that id, or no such folder.
        case notThere
    }

    /// Finds the archive, whatever its file is called by now; the file modified last comes first.
    ///
    /// A file that cannot be read, is no archive or is damaged is passed over.
    ///
    /// - Throws: `Failure` where the folder cannot be listed, and with `interrupted` where the checkpoint stops the search.
    public func find(_ lineage: Lineage) throws(Failure) -> Outcome {
        var other: FilePath?
        for path in try candidates() {
            do throws(Failure) {
                let reader = try ArchiveReader(from: .file(path), checkpoint: checkpoint)
                guard try ArchiveIndex(parsing: reader.index()).archiveID == lineage.archiveID else { continue }
                guard try reader.finish().digest != lineage.digest else { return .found(path) }
                other = other ?? path
            } catch {
                if error.code == .interrupted { throw error }
            }
        }
        return other.map { .differs($0) } ?? .notThere
    }

    /// The folder's regular files that are called like archives, the one modified last first.
    private func candidates() throws(Failure) -> [FilePath] {
        let names: [String]
        do {
            // The same for a URL takes a file, and a folder that may not be read, for an empty folder.
            names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
        } catch CocoaError.fileReadNoSuchFile {
            return []
        } catch {
            throw Failure(
                .failed, "cannot look for archives in \"\(folder.string)\"",
                cause: "it is no folder, or one that may not be read", remedy: "check the path of the backups folder")
        }
        let files = names.compactMap { name -> (path: FilePath, modified: Date)? in
            let path = folder.appending(name)
            guard BaseSearch.endings.contains(where: name.hasSuffix),
                // A file that has gone since the folder was listed is no candidate any more.
                let attributes = try? FileManager.default.attributesOfItem(atPath: path.string),
                attributes[.type] as? FileAttributeType == .typeRegular
            else { return nil }
            return (path, attributes[.modificationDate] as? Date ?? .distantPast)
        }
        return files.sorted { ($1.modified, $0.path.string) < ($0.modified, $1.path.string) }.map(\.path)
    }

    private static let endings = [".tar.zst", ".tar.gz", ".tgz", ".tar"]
}
