import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The administrators' page: the files that come with the program, each at its name, and `index.html` at `/`.
struct PageRoutes {
    private struct File {
        let address: String
        let type: String
        let content: ByteBuffer
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
    ]

    private let files: [File]

    /// Reads the files, once.
    ///
    /// - Throws: `Failure` where the program's resources are not beside it.
    init() throws(Failure) {
        guard let folder = Bundle.module.resourceURL?.appending(path: "Page") else {
            throw PageRoutes.missing("the folder of resources is not beside the program")
        }
        // A folder that cannot be listed has no page; that is said below.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var files: [File] = []
        for name in names.sorted() {
            guard let type = PageRoutes.types[folder.appending(path: name).pathExtension] else { continue }
            guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path) else {
                throw PageRoutes.missing("\(name) cannot be read")
            }
            files.append(
                File(
                    address: name == "index.html" ? "/" : "/" + name, type: type, content: ByteBuffer(bytes: data)))
        }
        guard files.contains(where: { $0.address == "/" }) else {
            throw PageRoutes.missing("index.html is not beside the program")
        }
        self.files = files
    }

    func add(to router: Router<APIContext>) {
        for file in files {
            router.get(RouterPath(file.address)) { _, _ in
                Response(
                    status: .ok, headers: [.contentType: file.type, .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: file.content))
            }
        }
    }

    private static func missing(_ cause: String) -> Failure {
        Failure(
            .failed, "cannot read the page", cause: cause,
            remedy: "install satchel-server with its folder of resources, as make build does")
    }
}
