// Writes the source of TableRegistry: `RegistryGenerator <output file> <module> …`.
// Run by the build-tool plug-in with the modules that Package.swift found in Modules/.
import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else {
    FileHandle.standardError.write(Data("usage: RegistryGenerator <output file> <module> …\n".utf8))
    exit(64)
}
let modules = arguments.dropFirst().sorted()

// The module selector `Events::Table` names the type even where a module holds a type of its own name.
var source = "import TableKit\n"
source += modules.map { "import \($0)\n" }.joined()
source += """

    let registeredModules: [String] = [\(modules.map { "\"\($0)\"" }.joined(separator: ", "))]
    let registeredHandlers: [any TableHandler] = [\(modules.map { "\($0)::Table()" }.joined(separator: ", "))]

    """
do {
    try Data(source.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
} catch {
    FileHandle.standardError.write(Data("RegistryGenerator: error: cannot write \(output): \(error)\n".utf8))
    exit(1)
}
