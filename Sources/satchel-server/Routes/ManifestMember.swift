import Declarations
import Diagnostics
import JSON
import Planning
import Requests

extension JSON.ObjectReader {
    /// The member `manifest`: one that the server has, by its name. A path would read any file of the server's.
    ///
    /// - Throws: `Failure` with `usage` where there is none of this name, `failed` where it cannot be read.
    mutating func manifest() throws(Failure) -> Manifest? {
        guard let field = optional("manifest") else { return nil }
        let (name, all) = (try field.string(), ManifestFile.all())
        guard let file = all.first(where: { $0.name == name }) else {
            let names = all.isEmpty ? "none" : all.map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw field.failure("is no manifest that the server has, by its name; it has \(names)")
        }
        do throws(Failure) {
            return try file.read()
        } catch {
            // Errors in a manifest name its file: the client knows it by its name.
            func plain(_ text: String) -> String { text.replacing(file.path, with: name) }
            throw Failure(error.code, plain(error.what), cause: error.cause.map(plain), remedy: error.remedy)
        }
    }
}
