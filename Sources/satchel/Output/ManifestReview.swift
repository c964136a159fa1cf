import Catalogue
import Declarations
import Diagnostics
import Exporting
import JSON
import Planning
import PostgreSQL
import Requests
import TableKit

/// What is wrong with one manifest.
struct ManifestReview {
    let file: ManifestFile
    /// Why it cannot be read; nil where it can.
    let failure: Failure?
    /// What the database says otherwise.
    private(set) var problems: [Problem] = []
    private let database: String?

    /// - Parameter live: the database to compare with; nil to read the file alone.
    /// - Throws: `Failure` where the database cannot be read.
    init(_ file: ManifestFile, against live: (catalogue: Catalogue, connection: Session)?) throws {
        self.file = file
        database = live?.catalogue.database
        let manifest: Manifest
        do {
            manifest = try file.read()
            failure = nil
        } catch {
            failure = error
            return
        }
        if let live { problems = try ManifestReview.problems(of: manifest, in: live.catalogue, on: live.connection) }
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    /// - Parameter all: whether every table is meant where the manifest names none, not those with a module alone.
    static func problems(
        of manifest: Manifest, all: Bool = false, in catalogue: Catalogue, on connection: Session
    ) throws -> [Problem] {
        let declarations = manifest.declarations(over: moduleDeclarations, in: catalogue)
        let excluded = Set(manifest.exclude.compactMap(\.name))
        let names = try NamesInUse.read(declarations, in: catalogue, from: connection)
        var found = Planner(catalogue: catalogue, declarations: declarations, names: names).findings { declaration in
            declaration.origin == .manifest(manifest.name) && !excluded.contains(declaration.table)
        }
        do {
            var request = ExportRequest()
            request.manifest = manifest
            request.all = all && manifest.tables == nil
            _ = try request.plan(in: catalogue, on: connection)
        } catch let error as Failure {
            found += error.problems.filter { !found.contains($0) }
            if error.problems.isEmpty {
                found.append(Problem(.schema, table: catalogue.database, message: error.what, remedy: error.remedy))
            }
        }
        for (old, new) in manifest.renames.sorted(by: { $0.key < $1.key })
        where catalogue.table(old) == nil && catalogue.table(new) == nil {
            found.append(
                Problem(
                    .schema, table: new.description,
                    message: "manifest \"\(manifest.name)\" renames \"\(old)\" to this table, and neither exists",
                    remedy: "correct the names in its renames"))
        }
        if let root = manifest.root, catalogue.table(root.table) == nil {
            found.append(
                Problem(
                    .schema, table: root.table.description,
                    message: "manifest \"\(manifest.name)\" starts from this table, which does not exist",
                    remedy: "correct the name in its root"))
        }
        return found
    }

    var text: String {
        if let failure {
            return "\(file.path): cannot be read\n  error: \(failure.cause ?? failure.what)"
                + (failure.remedy.map { "\n    hint: \($0)" } ?? "")
        }
        let errors = problems.count { $0.severity == .error }
        let verdict =
            database.map {
                "compared with \"\($0)\": \(counted(errors, "error")), \(counted(problems.count - errors, "warning"))"
            }
            ?? "can be read"
        return (["\(file.path): \(verdict)"] + (problems.isEmpty ? [] : [ProblemText.list(problems)])).joined(
            separator: "\n")
    }

    var json: JSON {
        [
            "name": .string(file.name), "file": .string(file.path),
            "error": failure.map { .string($0.cause ?? $0.what) } ?? .null,
            "problems": .array(problems.map(\.json)),
        ]
    }
}
