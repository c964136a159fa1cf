import Declarations
import Diagnostics
import JSON
import Planning
import Requests
import TableKit

extension ManifestFile {
    /// The manifest in a list, or why it cannot be read.
    func json(_ result: Result<Manifest, Failure>) -> JSON {
        switch result {
        case .success(let manifest):
            [
                "name": .string(name), "file": .string(path),
                "description": manifest.description.map { .string($0) } ?? .null,
                "tables": manifest.tables.map { .array($0.map { .string($0.text) }) } ?? .null,
                "exclude": .array(manifest.exclude.map { .string($0.text) }),
                "root": manifest.rootText.map { .string($0) } ?? .null, "error": nil,
            ]
        case .failure(let failure):
            [
                "name": .string(name), "file": .string(path), "description": nil, "tables": nil, "exclude": [],
                "root": nil, "error": .string(failure.cause ?? failure.what),
            ]
        }
    }
}

extension Manifest {
    /// `all with a module`, `3 and post*`, `all but 2`: how much it selects, without asking a database.
    var tablesText: String {
        let names = tables.map { tables in
            let patterns = tables.filter { $0.name == nil }.map(\.text)
            let count = tables.count - patterns.count
            return ((count > 0 || patterns.isEmpty ? ["\(count)"] : []) + patterns).joined(separator: ", ")
        }
        let declared = Set(moduleDeclarations.map(\.table)).union(declarations.map(\.table)).count
        return (names ?? "\(declared) declared")
            + (exclude.isEmpty ? "" : " without \(exclude.map(\.text).joined(separator: ", "))")
    }

    /// `projects`, `projects=theater_alpha`.
    var rootText: String? {
        root.map { root in root.table.description + (root.key.map { "=\($0)" } ?? "") }
    }
}
