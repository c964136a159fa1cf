import Declarations
import Diagnostics
import Exporting
import Importing
import JSON
import Planning
import Reports
import Requests
import Staging

/// The bodies of requests that ask for work, and what they mean.
enum ImportBody {
    static let members = [
        "tarballPath", "mode", "tables", "exclude", "manifest", "withDependencies", "dryRun", "showChanges",
        "missingReferences", "triggers", "bulk", "undecidedKeys",
    ]
    /// What an update-import takes besides.
    static let mergeMembers = members + ["base", "onConflict", "decisions", "delete"]

    /// Reads the members; names of archives are looked at later, because they may be refused with more than a failure's
    /// code.
    ///
    /// - Parameter updates: whether the address means an update-import.
    static func read(_ reader: inout JSON.ObjectReader, updates: Bool) throws(Failure) -> ImportRequestFields {
        var fields = ImportRequestFields(tarballPath: try reader.required("tarballPath").string())
        if let asked = reader.optional("mode") {
            let word = updates ? "update" : "skip"
            guard try asked.string() == word else {
                throw asked.failure("this address means \"\(word)\"")
            }
        }
        var arguments = ImportArguments()
        arguments.manifest = try reader.manifest()
        arguments.tables = try reader.optional("tables")?.tablePatterns()
        arguments.exclude = try reader.optional("exclude")?.tablePatterns() ?? []
        arguments.withDependencies = try reader.optional("withDependencies")?.bool() ?? false
        arguments.isDryRun = try reader.optional("dryRun")?.bool() ?? false
        arguments.missingReferences = try reader.optional("missingReferences")?.choice() ?? .fail
        arguments.triggers = try reader.optional("triggers")?.choice() ?? .suppress
        arguments.bulk = try reader.optional("bulk")?.choice() ?? .auto
        arguments.undecidedKeys = try reader.optional("undecidedKeys")?.choice() ?? .ask
        fields.showsChanges = try reader.optional("showChanges")?.bool() ?? false
        if updates {
            var merge = MergeArguments()
            fields.base = try reader.optional("base")?.string()
            merge.onConflict = try reader.optional("onConflict")?.choice() ?? .stop
            merge.deletes = try reader.optional("delete")?.bool() ?? false
            fields.decisions = try reader.optional("decisions").map { field throws(Failure) in
                try DecisionList(field).csv
            }
            arguments.merge = merge
        }
        fields.arguments = arguments
        return fields
    }
}

/// A body before its names of archives have been looked at.
struct ImportRequestFields {
    var tarballPath: String
    var arguments = ImportArguments()
    var base: String?
    var showsChanges = false
    var decisions: [UInt8]?

    init(tarballPath: String) { self.tarballPath = tarballPath }

    /// - Throws: `APIError` with 400 where a name could lead out of the folder.
    func request() throws -> LoadRequest {
        var request = LoadRequest(archive: try BackupName(tarballPath: tarballPath), arguments: arguments)
        switch base {
        case nil: request.base = .found
        case "none": request.base = .none
        case let name?: request.base = .named(try BackupName(tarballPath: name))
        }
        request.showsChanges = showsChanges
        request.decisions = decisions
        return request
    }
}

/// Decisions about conflicts as the API has them: the conflict's members, with a `decision`.
struct DecisionList {
    private var records: [[String?]] = []

    init(_ field: JSON.Field) throws(Failure) {
        records = try field.array { field throws(Failure) in
            try field.object { reader throws(Failure) in
                var record: [String?] = []
                for column in Conflict.columns { record.append(try reader.optional(column)?.string()) }
                return record
            }
        }
    }

    /// As `--conflicts` writes them: RFC 4180, NULL as nothing.
    var csv: [UInt8] {
        ([Conflict.columns] + records).flatMap { CSV.record($0) }
    }
}

extension JSON.ObjectReader {
    /// The members `tables` and `exclude`, and what a manifest says besides.
    mutating func tableChoice(_ manifest: Manifest?) throws(Failure) -> TableChoice {
        TableChoice(
            try optional("tables")?.tablePatterns(), excluding: try optional("exclude")?.tablePatterns() ?? [],
            manifest: manifest)
    }
}

extension JSON.Field {
    /// A list of names and patterns.
    func tablePatterns() throws(Failure) -> [TablePattern] {
        try array { field throws(Failure) in
            guard let pattern = TablePattern(parsing: try field.string()) else {
                throw field.failure("expected the name of a table, or a pattern such as \"post*\"")
            }
            return pattern
        }
    }
}
