import Foundation
import PostgreSQL
import Sandbox
import Testing

/// Whoever may create functions in a schema of the search path must not have them run by those who come with satchel.
@Suite struct PlantedTests {
    /// A command line of a shell, and the status that it has to end with.
    private static let commands: [(line: String, status: Int)] = [
        ("satchel tables -d $SOURCE --all --manifest $FILES/manifest.json --graph", 0),
        ("satchel doctor -d $SOURCE --all --manifest $FILES/manifest.json", 0),
        ("mkdir modules && satchel module new person -d $SOURCE --folder modules", 0),
        ("satchel manifest new -d $SOURCE --all -o new.json", 0),
        ("satchel export --all -d $SOURCE -o morning.tar.zst --manifest $FILES/manifest.json", 0),
        ("satchel export --all -d $SOURCE -o root.tar.zst --manifest $FILES/manifest.json --root club=red", 0),
        ("satchel export --all -d $SOURCE -o since.tar.zst --manifest $FILES/manifest.json --since 2020-01-01", 0),
        ("satchel export --all -d $SOURCE --manifest $FILES/manifest.json --root club=red --explain person=ben@x", 0),
        (
            "satchel export --all -d $SOURCE -o tree.tar.zst --manifest $FILES/manifest.json --root page=Root,a,a --references keys",
            0
        ),
        ("satchel export --all -d $SOURCE -o masked.tar.zst --manifest $FILES/masked.json", 0),
        ("satchel import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json --dry-run --show-changes", 0),
        ("satchel verify -d $TARGET morning.tar.zst --manifest $FILES/manifest.json", 2),
        ("satchel diff $TARGET morning.tar.zst --manifest $FILES/manifest.json", 2),
        (
            "satchel import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json --tables booking --with-dependencies --dry-run",
            0
        ),
        ("satchel import -d $TARGET root.tar.zst --manifest $FILES/manifest.json --dry-run", 0),
        (
            "satchel import -d $TARGET tree.tar.zst --manifest $FILES/manifest.json --dry-run --missing-references null",
            0
        ),
        ("satchel import -d $TARGET tree.tar.zst --manifest $FILES/manifest.json --dry-run", 1),
        ("satchel import -d $TARGET masked.tar.zst --manifest $FILES/manifest.json --dry-run --triggers fire", 0),
        ("satchel import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json", 0),
        (
            "satchel update-import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json --base none --show-changes --dry-run",
            0
        ),
        (
            "satchel update-import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json --base none --delete",
            0
        ),
        ("satchel verify -d $TARGET morning.tar.zst --manifest $FILES/manifest.json", 0),
    ]

    private static let evening: [(line: String, status: Int)] = [
        ("satchel export --all -d $SOURCE -o evening.tar.zst --manifest $FILES/manifest.json", 0),
        ("satchel diff morning.tar.zst evening.tar.zst -d $TARGET", 2),
        ("satchel diff $SOURCE $TARGET --all --manifest $FILES/manifest.json", 2),
        ("satchel diff evening.tar.zst $TARGET --manifest $FILES/manifest.json", 2),
        (
            "satchel update-import -d $TARGET evening.tar.zst --manifest $FILES/manifest.json --base morning.tar.zst --conflicts conflicts.csv",
            4
        ),
        // Each way to decide: for the archive, for the target, for a value of its own.
        (
            "sed -i -e '2,$s/,$/,archive/' -e '/,title,/s/archive$/=decided/' -e '/,height,/s/archive$/1.75/' -e '/,v,/s/archive$/target/' conflicts.csv",
            0
        ),
        (
            "satchel update-import -d $TARGET evening.tar.zst --manifest $FILES/manifest.json --base morning.tar.zst --decisions conflicts.csv --delete --dry-run --show-changes",
            0
        ),
        (
            "satchel update-import -d $TARGET evening.tar.zst --manifest $FILES/manifest.json --base morning.tar.zst --on-conflict take --delete",
            0
        ),
    ]

    private static let refused: [(line: String, status: Int)] = [
        ("satchel import -d $TARGET morning.tar.zst --manifest $FILES/manifest.json", 1),
        ("satchel history -d $TARGET --json", 0),
    ]

    @Test(arguments: [nil, "public, pg_catalog"])
    func `no command calls what others planted on the search path`(_ path: String?) async throws {
        let sandbox = try await Sandbox.shared()
        let template = try await Self.template.value
        let folder = try TestFolder()
        defer { folder.remove() }
        try await sandbox.withDatabase(template: template) { source in
            try await sandbox.withDatabase(template: template) { target in
                let (sourceName, targetName) = (try #require(source.name), try #require(target.name))
                try Self.run("source.sql", in: source)
                try Self.run("target.sql", in: target)
                if let path {
                    for name in [sourceName, targetName] {
                        try Self.connect(source).run(
                            "ALTER DATABASE \(name: name) SET search_path TO \(SQL(verbatim: path))")
                    }
                }
                let environment = [
                    "SOURCE": sandbox.url(ofDatabase: sourceName), "TARGET": sandbox.url(ofDatabase: targetName),
                    "FILES": Self.files, "SATCHEL_NO_MODULES": "1", "SATCHEL_MASK_KEY": "a key for tests only",
                ]
                func expect(_ commands: [(line: String, status: Int)]) async throws {
                    for command in commands {
                        let done = try await Program.shell(command.line, environment: environment, in: folder.path)
                        #expect(done.status == command.status, "\(command.line): \(done.error)")
                    }
                }
                try await expect(Self.commands)
                try Self.run("evening_source.sql", in: source)
                try Self.run("evening_target.sql", in: target)
                try await expect(Self.evening)
                try Self.run("refusing_target.sql", in: target)
                try await expect(Self.refused)
                #expect(try Self.calls(in: sourceName, of: sandbox) == [])
                #expect(try Self.calls(in: targetName, of: sandbox) == [])

                // A statement that does not look out calls them, and the log says so.
                let careless = try Connection(target)
                _ = try careless.rows(
                    "SELECT to_jsonb('x'::pg_catalog.text), 'a'::pg_catalog.varchar = 'b'::pg_catalog.varchar")
                #expect(
                    try Self.calls(in: targetName, of: sandbox)
                        == ["to_jsonb(text)", "=(character varying, character varying)"])
            }
        }
    }

    // MARK: the databases

    private static let files = Program.package.appending(path: "Tests/CommandTests/Planted").path

    /// The schema with everything planted in it, and no rows.
    private static let template = Task {
        let sandbox = try await Sandbox.shared()
        let database = try sandbox.createDatabase("planted")
        for file in ["schema.sql", "planted.sql"] { try run(file, in: database) }
        return "planted"
    }

    /// Not under satchel's name, whose calls are told.
    private static func connect(_ database: Database) throws -> Connection {
        try Connection(database, applicationName: "test")
    }

    private static func run(_ file: String, in database: Database) throws {
        let text = try Program.text(of: "Tests/CommandTests/Planted/\(file)")
        try connect(database).run(
            file == "schema.sql" ? SQL(verbatim: text) : "SET search_path TO pg_catalog, public; \(SQL(verbatim: text))"
        )
    }

    /// What the server's log says was called in a database.
    private static func calls(in database: String, of sandbox: Sandbox) throws -> [String] {
        let log = try String(contentsOfFile: sandbox.folder + "/log", encoding: .utf8)
        return log.split(separator: "\n").compactMap { line in
            line.firstRange(of: "planted in \(database): ").map { String(line[$0.upperBound...]) }
        }
    }
}
