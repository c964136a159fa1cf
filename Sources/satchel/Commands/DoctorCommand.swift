import ArgumentParser
import Catalogue
import Diagnostics
import JSON
import Planning
import PostgreSQL
import Transfer

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare what the modules declare with the live database.",
        discussion: """
            Exit status 6 where something is wrong; warnings alone are 0.

            Example: satchel doctor
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var show: JSONOption

    func run() throws {
        let connection = try database.connect()
        let catalogue = try Catalogue.read(from: connection)
        let planner = Planner(catalogue: catalogue, declarations: moduleDeclarations)
        let findings = planner.findings()
        let errors = findings.filter { $0.severity == .error }
        if show.json {
            let json: JSON = [
                "command": "doctor", "modules": .integer(moduleDeclarations.count),
                "problems": .array(findings.map(\.json)),
            ]
            Output.standardOutput.print(json.text(pretty: true))
        } else {
            if !findings.isEmpty { Output.standardOutput.print(ProblemText.list(findings)) }
            Output.standardOutput.print(
                "\(moduleDeclarations.count) modules compared with \"\(catalogue.database)\": "
                    + "\(errors.count) errors, \(findings.count - errors.count) warnings")
        }
        if !errors.isEmpty { throw ExitCode(Failure.Code.schemaMismatch.exitStatus) }
    }
}
