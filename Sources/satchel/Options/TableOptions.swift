import ArgumentParser

/// Which tables, for every command that makes a plan of an export.
struct TableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only these tables, separated by commas; post* means several.", valueName: "tables"))
    var tables: TableList?

    @Flag(help: "Every table of the database with rows of its own, with a module or without.")
    var all = false

    @Option(help: ArgumentHelp("Leave these tables out; crm.* means all of a schema.", valueName: "tables"))
    var exclude: TableList?

    func validate() throws {
        if all, tables != nil { throw ValidationError.allAndSome }
    }
}

extension ValidationError {
    /// `--all` beside `--tables`.
    static var allAndSome: ValidationError {
        ValidationError("--all means every table, --tables these alone: give one of the two")
    }
}
