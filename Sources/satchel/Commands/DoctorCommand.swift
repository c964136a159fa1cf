import ArgumentParser
import Catalogue
import Diagnostics
import JSON
import Operations
import Planning
import PostgreSQL
import Transfer

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare what the modules declare with the live database.",
        discussion: """
            With --all: also what an export of all tables would run into, which natural keys could be others, and what \
            would be left out; modules of tables that are not there count for nothing.

            Exit status 6 where something is wrong; warnings alone are 0.

            Example: satchel doctor
            Example: satchel doctor --all
            """)

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "Look at every table of the database, with a module or without.")
    var all = false

    @OptionGroup var show: JSONOption

    func run() throws {
        let connection = try database.connect()
        let catalogue = try Catalogue.read(from: connection)
        let planner = Planner(catalogue: catalogue, declarations: moduleDeclarations)
        let (looked, findings) = all ? planner.findingsOfAll() : (moduleDeclarations.count, planner.findings())
        let errors = findings.filter { $0.severity == .error }
        if show.json {
            let json: JSON = [
                "command": "doctor", all ? "tables" : "modules": .integer(looked),
                "problems": .array(findings.map(\.json)),
            ]
            Output.standardOutput.print(json.text(pretty: true))
        } else {
            if !findings.isEmpty { Output.standardOutput.print(ProblemText.list(findings)) }
            Output.standardOutput.print(
                (all
                    ? "\(looked) tables of \"\(catalogue.database)\" looked at: "
                    : "\(looked) modules compared with \"\(catalogue.database)\": ")
                    + "\(errors.count) errors, \(findings.count - errors.count) warnings")
        }
        if !errors.isEmpty { throw ExitCode(Failure.Code.schemaMismatch.exitStatus) }
    }
}
