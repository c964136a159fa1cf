import Catalogue
import Diagnostics
import JSON
import Operations
import Planning
import TableKit
import Transfer

/// What is wrong with one manifest.
struct ManifestReview {
    let file: ManifestFile
    /// Why it cannot be read; nil where it can.
    let failure: Failure?
    /// What the database says otherwise.
    private(set) var problems: [Problem] = []
    private let database: String?

    /// - Parameter catalogue: of the database to compare with; nil to read the file alone.
    init(_ file: ManifestFile, against catalogue: Catalogue?) {
        self.file = file
        database = catalogue?.database
        do {
            let manifest = try file.read()
            failure = nil
            if let catalogue { problems = ManifestReview.problems(of: manifest, in: catalogue) }
        } catch {
            failure = error
        }
    }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    private static func problems(of manifest: Manifest, in catalogue: Catalogue) -> [Problem] {
        let declarations = manifest.declarations(over: moduleDeclarations, in: catalogue)
        let excluded = Set(manifest.exclude.compactMap(\.name))
        var found = Planner(catalogue: catalogue, declarations: declarations).findings { declaration in
            declaration.origin == .manifest(manifest.name) && !excluded.contains(declaration.table)
        }
        do {
            var request = ExportRequest()
            request.manifest = manifest
            _ = try request.plan(in: catalogue)
        } catch {
            found += error.problems.filter { !found.contains($0) }
            if error.problems.isEmpty {
                found.append(Problem(.schema, table: catalogue.database, message: error.what, remedy: error.remedy))
            }
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
            database.map { "compared with \"\($0)\": \(errors) errors, \(problems.count - errors) warnings" }
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
