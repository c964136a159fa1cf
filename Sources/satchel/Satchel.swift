import ArgumentParser
import Diagnostics
import Foundation
import PostgreSQL
import Requests

/// The command line: reads the arguments, runs one command, and turns what went wrong into text and exit status.
@main
struct Satchel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "satchel",
        abstract: "Carry rows from one PostgreSQL database to another whose ids differ.",
        discussion: """
            Exports tables into one compressed archive and imports it into a database that has other rows and other \
            ids: every reference travels as a natural key and arrives as the target's id.

            The database comes from --database, else DATABASE_URL, else libpq's environment (PGHOST, PGDATABASE, \
            PGSERVICE …). stdout carries the result, stderr everything else.

            Exit status: 0 done · 1 failed, nothing changed · 2 differences found · 3 done in part, rows were rejected on request · \
            4 conflicts, nothing changed · 5 archive damaged or newer · 6 schemas do not match · 7 database out of reach · 64 usage · 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            ExportCommand.self, ImportCommand.self, UpdateImportCommand.self, InspectCommand.self, VerifyCommand.self,
            DiffCommand.self, HistoryCommand.self, TablesCommand.self, DoctorCommand.self, ManifestCommand.self,
            ModuleCommand.self, SandboxCommand.self, TokenCommand.self, ServeCommand.self,
        ])

    static func main() async {
        CrashReport.leaveOutMemory()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            FailureOutput.show(failure, asJSON: CommandLine.arguments.contains("--json"))
            Foundation.exit(failure.code.exitStatus)
        } catch let conflicts as ConflictsFound {
            let asJSON = CommandLine.arguments.contains("--json")
            if !asJSON { Output.standardOutput.print(conflicts.list.text) }
            FailureOutput.show(conflicts.failure, asJSON: asJSON, with: conflicts.list.json)
            Foundation.exit(conflicts.failure.code.exitStatus)
        } catch let error as ServerError {
            let failure = error.failure(doing: "the database refused a statement")
            FailureOutput.show(failure, asJSON: CommandLine.arguments.contains("--json"))
            Foundation.exit(failure.code.exitStatus)
        } catch {
            exit(withError: error)
        }
    }
}
