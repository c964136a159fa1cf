import Foundation
import PostgreSQL
import Sandbox
import Testing

/// What `--log-sql` writes, and what it must not.
@Suite struct SQLLogTests {
    @Test func everyCommandWithADatabaseCanLogItsStatements() async throws {
        let commands = try await HelpCommand.read().filter { $0.flags.contains("--database") }
        #expect(commands.count >= 11)
        for command in commands {
            #expect(command.flags.isSuperset(of: ["--log-sql", "--log-sql-plans"]), "\(command.name)")
        }
    }

    /// Values that a column of the sample gets, and their parts that no log may show.
    private static let planted: SQL = """
        UPDATE users SET username = E'planted ''quoted'' \\\\ back\\nline', extmail = 'planted' || id || '@example.org' WHERE sysmail IN \
        (SELECT sysmail FROM users ORDER BY sysmail LIMIT 3);
        INSERT INTO tags (name, description) VALUES ('planted $$ tag', 'base');
        UPDATE projects SET domaincode = 'planted_project' WHERE domaincode = (SELECT min(domaincode) FROM projects)
        """

    @Test func noCommandWritesAValueOrAKeyIntoItsLog() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let output = try await SampleCopies.lend(["source", "target", "target2", "empty"], for: "sql_log") {
            sandbox, urls in
            let source = try Connection(sandbox.database(named: SampleCopies.databaseName("source", "sql_log")))
            try source.run(Self.planted)
            try source.run("CREATE TABLE planted_numbers (id int PRIMARY KEY, code bigint UNIQUE NOT NULL, note text)")
            try source.run("INSERT INTO planted_numbers VALUES (1, 4711471147114711, 'planted note')")
            try #"""
            {"version": 1, "masks": {"users": {"username": {"constant": "planted constant"}, "extmail": "email",
             "password": {"sql": "'planted expression' || length(password)"}}}}
            """#.write(toFile: folder.path + "/masked.json", atomically: true, encoding: .utf8)
            let lines = #"""
                log() { local name=$1; shift; satchel "$@" --log-sql "$name.sql" --log-sql-plans >>output.txt 2>&1; echo "$name $?"; }
                export SATCHEL_MASK_KEY='planted-mask-key-of-32-characters'
                log export export -d "$SOURCE" -o morning.tar.zst --note 'planted note'
                log masked export -d "$SOURCE" -o masked.tar.zst --manifest ./masked.json
                log root export -d "$SOURCE" -o root.tar.zst --root "projects=planted_project"
                log number export -d "$SOURCE" -o number.tar.zst --tables planted_numbers --root planted_numbers=4711471147114711
                log explain export -d "$SOURCE" --tables planted_numbers --root planted_numbers=4711471147114711 --explain planted_numbers=4711471147114711
                log since export -d "$SOURCE" -o since.tar.zst --since 2001-09-11
                log import import morning.tar.zst -d "$TARGET"
                log again update-import masked.tar.zst -d "$TARGET2"
                psql "$TARGET" -qAtc "UPDATE tags SET description = 'planted theirs' WHERE name LIKE 'planted%'"
                psql "$SOURCE" -qAtc "UPDATE tags SET description = 'planted ours' WHERE name LIKE 'planted%'"
                satchel export -d "$SOURCE" -o evening.tar.zst >/dev/null
                log conflict update-import evening.tar.zst -d "$TARGET" --base morning.tar.zst --conflicts conflicts.csv
                sed -i 's/,$/,planted decision/' conflicts.csv
                log decided update-import evening.tar.zst -d "$TARGET" --base morning.tar.zst --decisions conflicts.csv --show-changes
                log verify verify evening.tar.zst -d "$TARGET"
                log diff diff "$SOURCE" "$TARGET"
                log archives diff morning.tar.zst evening.tar.zst -d "$EMPTY"
                log history history -d "$TARGET"
                log tables tables -d "$SOURCE" --all
                log doctor doctor -d "$SOURCE" --all --manifest ./masked.json
                log manifest manifest new -d "$SOURCE" --all
                log check manifest check ./masked.json -d "$SOURCE"
                mkdir Modules && log module module new planted_numbers -d "$SOURCE"
                log refused import morning.tar.zst -d "$EMPTY"
                """#
            let environment = Dictionary(uniqueKeysWithValues: urls.map { ($0.key.uppercased(), $0.value) })
            return try await Program.shell(lines, environment: environment, in: folder.path)
        }
        let statuses = output.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(output.error == "")
        let failing = ["conflict": "4", "verify": "2", "diff": "2", "archives": "2", "refused": "6"]
        for status in statuses { #expect(status[1] == failing[status[0], default: "0"], "\(status[0])") }
        #expect(statuses.count == 20)
        // The values were there to be written.
        let shown = try String(contentsOfFile: folder.path + "/output.txt", encoding: .utf8)
        for value in ["planted theirs", "planted decision", "4711471147114711"] { #expect(shown.contains(value)) }
        for name in statuses.map({ $0[0] }) {
            let log = try String(contentsOfFile: folder.path + "/\(name).sql", encoding: .utf8)
            #expect(log.contains(/-- \d+: \d+ rows?, \d+\.\d{3} s/) && log.contains("'…'"), "\(name)")
            #expect(!log.replacing("planted_numbers", with: "").localizedCaseInsensitiveContains("planted"), "\(name)")
            for value in [
                "4711", "2001-09-11", "example.org", "planted-mask".utf8.map { String($0 ^ 0x36, radix: 16) }.joined(),
            ] {
                #expect(!log.contains(value), "\(value) in \(name).sql")
            }
        }
    }

    @Test func aRunThatWasKilledHasTheStatementThatItWaitedIn() async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        try await SampleCopies.lend(["source", "target"], for: "sql_log_kill") { sandbox, urls in
            let target = try Connection(sandbox.database(named: SampleCopies.databaseName("target", "sql_log_kill")))
            try target.run("BEGIN; LOCK TABLE tags IN SHARE MODE")
            let environment = Dictionary(uniqueKeysWithValues: urls.map { ($0.key.uppercased(), $0.value) })
            let outcome = try await Program.shell(
                """
                satchel export -d "$SOURCE" --tables tags -o tags.tar.zst >/dev/null 2>&1
                satchel import tags.tar.zst -d "$TARGET" --log-sql run.sql >/dev/null 2>&1 &
                for i in {1..200}; do grep -q 'LOCK TABLE.*tags' run.sql 2>/dev/null && break; sleep 0.1; done
                kill -9 $!
                tail -2 run.sql
                """, environment: environment, in: folder.path)
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.last?.contains("\"tags\"") == true && lines.last?.hasSuffix(";") == true, "\(outcome.output)")
            try target.run("ROLLBACK")
        }
    }
}
