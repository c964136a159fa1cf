import ArgumentParser
import Catalogue
import CatalogueReading
import Diagnostics
import Exporting
import JSON
import OrderedCollections
import Planning
import PostgreSQL
import Requests
import Rows

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare what the modules declare with the live database.",
        discussion: """
            With --all: also what an export of all tables would run into, which natural keys could be others, and what \
            would be left out; modules of tables that are not there count for nothing.

            With --manifest: also what a manifest declares, excludes and masks, before what the modules declare.

            Exit status 6 where something is wrong; warnings alone are 0.

            Example: satchel doctor
            Example: satchel doctor --all
            Example: satchel doctor --manifest nightly
            """)

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "Look at every table of the database, with a module or without.")
    var all = false

    @OptionGroup var manifest: ManifestOption
    @OptionGroup var show: JSONOption

    func run() throws {
        let manifest = try manifest.read()
        let connection = try database.connect()
        let catalogue = try Catalogue.read(from: connection)
        let fitting = all ? FittingModules(moduleDeclarations, in: catalogue) : nil
        let modules = fitting?.declarations ?? moduleDeclarations
        let declarations = manifest?.declarations(over: modules, in: catalogue) ?? modules
        let names = try NamesInUse.read(declarations, in: catalogue, from: connection)
        let planner = Planner(
            catalogue: catalogue, declarations: declarations, names: names,
            setAside: fitting?.setAside.map(\.warning) ?? [])
        var (looked, findings) = all ? planner.findingsOfAll() : (moduleDeclarations.count, planner.findings())
        if all {
            var request = ExportRequest(modules: moduleDeclarations)
            request.manifest = manifest
            request.all = true
            // What keeps a plan from being made is among the findings.
            if let plan = try? request.plan(in: catalogue, on: connection) {
                findings += try SeemingReferences(plan, in: catalogue, on: connection).find()
                    .map { $0.problem(severity: .warning, in: catalogue) }
            }
        }
        if let manifest {
            findings += try ManifestReview.problems(of: manifest, all: all, in: catalogue, on: connection)
                .filter { !findings.contains($0) }
        }
        let named = manifest.map { " and manifest \"\($0.name)\"" } ?? ""
        let errors = findings.filter { $0.severity == .error }
        if show.json {
            var members: OrderedDictionary<String, JSON> = [
                "command": "doctor", all ? "tables" : "modules": .integer(looked),
            ]
            if let manifest { members["manifest"] = .string(manifest.name) }
            members["problems"] = .array(findings.map(\.json))
            Output.standardOutput.print(JSON.object(members).text(pretty: true))
        } else {
            if !findings.isEmpty { Output.standardOutput.print(ProblemText.list(findings)) }
            Output.standardOutput.print(
                (all
                    ? "\(counted(looked, "table")) of \"\(catalogue.database)\"\(named) looked at: "
                    : "\(counted(looked, "module"))\(named) compared with \"\(catalogue.database)\": ")
                    + "\(counted(errors.count, "error")), \(counted(findings.count - errors.count, "warning"))")
        }
        if !errors.isEmpty { throw ExitCode(Failure.Code.schemaMismatch.exitStatus) }
    }
}
