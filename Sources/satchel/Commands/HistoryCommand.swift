import ArgumentParser
import Index
import JSON

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show the imports that a database has seen, the latest first.",
        discussion: "Example: satchel history")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var show: JSONOption

    func run() throws {
        let entries = try History(database.connect()).entries()
        if show.json {
            let json: JSON = ["command": "history", "imports": .array(entries.map(\.json))]
            Output.standardOutput.print(json.text(pretty: true))
            return
        }
        var table = TextTable(
            ["id", "imported", "mode", "archive", "from", "by", "inserted", "updated", "sha256"],
            rightAligned: [0, 6, 7])
        for entry in entries {
            table.add([
                "\(entry.id)", entry.imported, entry.mode, entry.archive, entry.source, entry.actor,
                "\(entry.inserted)",
                "\(entry.updated)", String(entry.digest.prefix(12)),
            ])
        }
        Output.standardOutput.print(entries.isEmpty ? "no imports" : table.text)
    }
}
