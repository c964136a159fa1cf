import Declarations
public import Diagnostics
import Foundation
import Planning

/// Where manifests lie, and how one is found by its name.
public struct ManifestFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// `nightly` of `Manifests/nightly.json`.
    public var name: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

    /// The variable that names a folder of manifests.
    public static let variable = "SATCHEL_MANIFESTS"

    /// The folders in which a name is looked up, in order: that of the variable, `Manifests` here, `Manifests` beside the
    /// program.
    private static var folders: [String] {
        let beside = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return [own, "Manifests", beside?.appending(path: "Manifests").path].compactMap { $0 }
    }

    /// The folder that the variable names.
    private static var own: String? {
        ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The manifest of that name, or in that file: a name has neither a slash nor an ending.
    public static func find(_ argument: String) throws(Failure) -> ManifestFile {
        if argument.contains("/") || argument.hasSuffix(".json") { return ManifestFile(path: argument) }
        for folder in folders {
            let path = folder + "/" + argument + ".json"
            if FileManager.default.fileExists(atPath: path) { return ManifestFile(path: path) }
        }
        throw Failure(
            .usage, "there is no manifest \"\(argument)\"",
            cause: "looked in " + (own.map { "\"\($0)\", " } ?? "") + "\"Manifests\" and beside the program",
            remedy: "satchel manifest list shows those that there are; a file is named with its path or ending")
    }

    /// All manifests that a name can mean, by name; the schema is none.
    public static func all() -> [ManifestFile] {
        var found: [ManifestFile] = []
        for folder in folders {
            // A folder that is not there or not ours to read has no manifests for us.
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for file in files.sorted() where file.hasSuffix(".json") && !file.hasSuffix(".schema.json") {
                let manifest = ManifestFile(path: folder + "/" + file)
                if !found.contains(where: { $0.name == manifest.name }) { found.append(manifest) }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    public func read() throws(Failure) -> Manifest {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Failure(
                .usage, "cannot read \"\(path)\"", cause: "there is no such file, or it may not be read",
                remedy: "satchel manifest list shows the manifests that there are")
        }
        return try Manifest(parsing: Array(bytes), name: name, file: path)
    }
}
