import Diagnostics
import JSON
import Operations
import Planning
import Transfer

/// What an export's body says.
struct ExportBody {
    static let members = [
        "database", "description", "name", "tables", "exclude", "all", "manifest", "root", "since", "references",
    ]

    var request = ExportRequest()
    /// Which database the client means.
    var database: String?
    var note: String?
    var name: String?

    init(_ reader: inout JSON.ObjectReader) throws(Failure) {
        database = try reader.optional("database")?.string()
        note = try reader.optional("description")?.string()
        name = try reader.optional("name")?.string()
        request.tables = try reader.optional("tables")?.tablePatterns()
        request.exclude = try reader.optional("exclude")?.tablePatterns() ?? []
        if let all = reader.optional("all") {
            request.all = try all.bool()
            if request.all, request.tables != nil {
                throw all.failure("all means every table, tables these alone: give one of the two")
            }
        }
        request.manifest = try reader.optional("manifest").map { field throws(Failure) in
            try ExportBody.manifest(field)
        }
        request.root = try reader.optional("root")?.string()
        request.since = try reader.optional("since")?.string()
        request.references = try reader.optional("references")?.choice()
    }

    /// A manifest by its name: a path would read any file of the server's.
    private static func manifest(_ field: JSON.Field) throws(Failure) -> Manifest {
        let name = try field.string()
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "/") }),
            !name.hasSuffix(".json")
        else { throw field.failure("expected the name of a manifest, not a file") }
        guard let manifest = ManifestFile.all().first(where: { $0.name == name }) else {
            throw field.failure("is no manifest that the server has")
        }
        do throws(Failure) {
            return try manifest.read()
        } catch {
            // Errors in a manifest name its file: the client knows it by its name.
            throw Failure(
                error.code, error.what.replacing(manifest.path, with: name),
                cause: error.cause?.replacing(manifest.path, with: name), remedy: error.remedy)
        }
    }
}
