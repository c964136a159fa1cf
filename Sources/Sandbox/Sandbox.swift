import Diagnostics
import PostgreSQL

/// A throw-away PostgreSQL server: its own folder, a socket in it and no network, nothing written through to disk.
///
/// Who may reach the folder, and that is its user alone, may do anything in it: there are no passwords.
public struct Sandbox: Sendable {
    /// Where the server's data, log and socket are.
    public let folder: String
    let socketFolder: String
    let tools: ServerTools

    /// The superuser of every sandbox. Not "satchel": `"$user"` on the search path would then find satchel's own schema.
    public static let user = "sandbox"

    /// The folder of the socket is apart where the sandbox's own has too long a name for one.
    init(folder: String, socketFolder: String, tools: ServerTools) {
        self.folder = folder
        self.socketFolder = socketFolder
        self.tools = tools
    }

    var dataFolder: String { folder + "/data" }
    var logFile: String { folder + "/log" }

    /// A database of this server, to connect to.
    public func database(named name: String) -> Database {
        Database(name: name, socketFolder: socketFolder, user: Self.user)
    }

    /// The same as a URL, for `DATABASE_URL` and `psql`.
    public func url(ofDatabase name: String) -> String {
        "postgresql://\(Self.user)@/\(Self.escaped(name))?host=\(Self.escaped(socketFolder))&port=5432"
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
