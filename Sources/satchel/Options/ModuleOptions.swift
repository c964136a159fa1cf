import ArgumentParser
import Foundation

/// Whether modules count, for every command that uses them.
struct ModuleOptions: ParsableArguments {
    @Flag(help: "Leave all modules aside: the database is another one than they are written for.")
    var noModules = false

    /// The flag says for one command what the variable says for all.
    func validate() throws {
        if noModules { setenv("SATCHEL_NO_MODULES", "1", 1) }
    }
}
