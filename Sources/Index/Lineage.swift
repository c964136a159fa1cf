import Diagnostics
import JSON

/// The archive that the rows of an exported database came from: the latest that was imported there before the export.
public struct Lineage: Sendable, Equatable {
    public let archiveID: String
    /// SHA-256 of the archive's file, in hexadecimal.
    public let digest: String
    /// The archive's file name at its import, or `-`.
    public let name: String
    /// When it was imported: ISO 8601, UTC, whole seconds.
    public let imported: String

    public init(archiveID: String, digest: String, name: String, imported: String) {
        self.archiveID = archiveID
        self.digest = digest
        self.name = name
        self.imported = imported
    }
}

extension Lineage {
    var json: JSON {
        [
            "archive": .string(archiveID), "digest": .string(digest), "name": .string(name),
            "imported": .string(imported),
        ]
    }

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            Lineage(
                archiveID: try reader.required("archive").string(), digest: try reader.required("digest").string(),
                name: try reader.required("name").string(), imported: try reader.required("imported").string())
        }
    }
}
