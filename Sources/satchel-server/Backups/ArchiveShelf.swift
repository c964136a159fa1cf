import Archive
import Diagnostics
import Foundation
import Index
import JSON

/// What is known of the archives in the folder. Reading one to its end takes a while, so it is done once for each file,
/// apart from the requests.
actor ArchiveShelf {
    let folder: BackupFolder
    private var known: [ArchiveFile: Knowledge] = [:]
    private var reading: Task<Void, Never>?

    /// What reading a file gave.
    enum Knowledge: Sendable {
        /// Its index was read; whether the rest is what its seal says is not known yet.
        case index(ArchiveIndex)
        /// Read to its end.
        case intact(Inspection)
        /// Damaged, or of a newer format.
        case unreadable(Failure)
    }

    init(_ folder: BackupFolder) {
        self.folder = folder
    }

    /// All archives with what is known of them; those that were not read to the end yet are read in the background.
    func list() -> [(ArchiveFile, Knowledge)] {
        let files = folder.archives()
        known = known.filter { files.contains($0.key) }
        for file in files where known[file] == nil { known[file] = glance(at: file) }
        if reading == nil {
            reading = Task { await self.readAll() }
        }
        return files.compactMap { file in known[file].map { (file, $0) } }
    }

    /// The archive, read to its end and checked.
    func inspect(_ file: ArchiveFile) async -> Knowledge {
        if let knowledge = known[file], knowledge.isComplete { return knowledge }
        let folder = folder
        let knowledge = await BlockingWork.run { ArchiveShelf.read(file, in: folder) }
        known[file] = knowledge
        return knowledge
    }

    private func readAll() async {
        while let file = known.first(where: { !$0.value.isComplete })?.key { _ = await inspect(file) }
        reading = nil
    }

    private func glance(at file: ArchiveFile) -> Knowledge {
        do throws(Failure) {
            return .index(try ArchiveIndex(parsing: ArchiveReader(from: .file(file.path)).index()))
        } catch {
            return .unreadable(folder.withoutPath(error))
        }
    }

    private static func read(_ file: ArchiveFile, in folder: BackupFolder) -> Knowledge {
        do {
            let reader = try ArchiveReader(from: .file(file.path))
            return .intact(try Inspection(of: reader, named: file.name.text))
        } catch let failure as Failure {
            return .unreadable(folder.withoutPath(failure))
        } catch {
            return .unreadable(Failure(.archiveDamaged, "cannot read \"\(file.name)\""))
        }
    }
}

extension ArchiveShelf.Knowledge {
    fileprivate var isComplete: Bool {
        if case .index = self { false } else { true }
    }

    private var index: ArchiveIndex? {
        switch self {
        case .index(let index): index
        case .intact(let inspection): inspection.index
        case .unreadable: nil
        }
    }

    private var seal: String {
        switch self {
        case .index: "unchecked"
        case .intact: "intact"
        case .unreadable(let failure): failure.code == .archiveNewer ? "newer" : "damaged"
        }
    }

    /// One line of the list.
    func json(_ file: ArchiveFile) -> JSON {
        var digest: JSON = .null
        var problem: JSON = .null
        switch self {
        case .index: break
        case .intact(let inspection): digest = .string(inspection.summary.digest)
        case .unreadable(let failure): problem = failure.cause.map { .string($0) } ?? .string(failure.what)
        }
        return [
            "name": .string(file.name.text), "bytes": .integer(file.bytes),
            "modified": .string(file.modified.formatted(.iso8601)),
            "created": index.map { .string($0.created) } ?? .null,
            "source": index.map { .string($0.database) } ?? .null,
            "note": index?.note.map { .string($0) } ?? .null,
            "root": index?.selection?.root.map { .string($0) } ?? .null,
            "tables": index.map { .integer($0.tables.count) } ?? .null,
            "rows": index.map { .integer($0.tables.reduce(0) { $0 + $1.rows }) } ?? .null,
            "seal": .string(seal), "sha256": digest, "problem": problem,
        ]
    }
}
