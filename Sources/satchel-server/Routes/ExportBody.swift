import Diagnostics
import Exporting
import JSON
import Requests

/// What an export's body says.
struct ExportBody {
    static let members = [
        "database", "description", "name", "tables", "exclude", "all", "manifest", "root", "since", "references",
        "plainNumbers",
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
        request.manifest = try reader.manifest()
        request.root = try reader.optional("root")?.string()
        request.since = try reader.optional("since")?.string()
        request.references = try reader.optional("references")?.choice()
        request.carriesPlainNumbers = try reader.optional("plainNumbers")?.bool() ?? false
    }
}
