import PackagePlugin

/// Generates the registry of table modules from the target's own dependencies under Modules/.
@main
struct RegistryPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "Modules").path + "/"
        let modules = target.dependencies.compactMap { dependency -> String? in
            guard case .target(let module) = dependency, let source = module as? SourceModuleTarget,
                source.directoryURL.path.hasPrefix(folder)
            else { return nil }
            return source.moduleName
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "RegisteredModules.swift")
        return [
            .buildCommand(
                displayName: "Register \(modules.count) table modules",
                executable: try context.tool(named: "RegistryGenerator").url,
                arguments: [output.path] + modules,
                outputFiles: [output])
        ]
    }
}
