import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The administrators' page: a few files that come with the program.
struct PageRoutes {
    private struct File {
        let address: RouterPath
        let name: String
        let type: String
    }

    private static let files = [
        File(address: "/", name: "index.html", type: "text/html; charset=utf-8"),
        File(address: "/page.css", name: "page.css", type: "text/css; charset=utf-8"),
        File(address: "/page.js", name: "page.js", type: "text/javascript; charset=utf-8"),
        File(address: "/texts.js", name: "texts.js", type: "text/javascript; charset=utf-8"),
        File(address: "/icon.svg", name: "icon.svg", type: "image/svg+xml"),
    ]

    private let contents: [(file: File, content: ByteBuffer)]

    /// - Throws: `Failure` where the program's resources are not beside it.
    init() throws(Failure) {
        var contents: [(File, ByteBuffer)] = []
        for file in PageRoutes.files {
            let path = Bundle.module.resourceURL?.appending(path: "Page").appending(path: file.name).path
            guard let path, let data = FileManager.default.contents(atPath: path) else {
                throw Failure(
                    .failed, "cannot read the page", cause: "\(file.name) is not beside the program",
                    remedy: "install satchel-server with its folder of resources, as make build does")
            }
            contents.append((file, ByteBuffer(bytes: data)))
        }
        self.contents = contents
    }

    func add(to router: Router<APIContext>) {
        for (file, content) in contents {
            router.get(file.address) { _, _ in
                Response(
                    status: .ok, headers: [.contentType: file.type, .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: content))
            }
        }
    }
}
