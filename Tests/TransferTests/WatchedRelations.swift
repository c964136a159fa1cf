import Foundation
import PostgreSQL
import Testing

/// The temporary relations that satchel makes in a database, and the columns of each, written down by an event trigger in
/// the session that makes them: into files of the server, which stay where the transaction is rolled back. Numbers stand
/// as `<n>`.
enum WatchedRelations {
    static let trigger = """
        CREATE SCHEMA watch;
        CREATE FUNCTION watch.note() RETURNS event_trigger LANGUAGE plpgsql AS $note$ BEGIN
            EXECUTE format(
                $copy$ COPY (SELECT c.relname, a.attname FROM pg_catalog.pg_event_trigger_ddl_commands() AS e
                JOIN pg_catalog.pg_class AS c ON c.oid = e.objid AND c.relpersistence = 't'
                    AND (c.relkind = 'r' OR c.relkind = 'v' AND starts_with(c.relname, 'satchel_load_'))
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) TO %L $copy$,
                current_setting('data_directory') || '/seen_' || current_database() || '_' || gen_random_uuid());
        END $note$;
        CREATE EVENT TRIGGER note ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'ALTER TABLE', 'CREATE VIEW')
            EXECUTE FUNCTION watch.note();
        """

    static func columns(seenIn database: Database) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let seen: SQL = """
            SELECT DISTINCT split_part(line, E'\\t', 1), split_part(line, E'\\t', 2) FROM pg_ls_dir('.') AS file, \
            regexp_split_to_table(rtrim(pg_read_file(file), E'\\n'), E'\\n') AS line \
            WHERE starts_with(file, 'seen_' || current_database()) AND line <> ''
            """
        for row in try Connection(database).rows(seen) {
            found[numberless(try #require(row[0])), default: []].insert(numberless(try #require(row[1])))
        }
        return found
    }

    /// A name without the number of a table or column, or the column's name, that it ends in.
    fileprivate static func numberless(_ name: String) -> String {
        let named = name.replacing(/^(new|target|default) .*/) { "\($0.1) <column>" }
            .replacing(/^key .*/, with: "key <part>")
        return named.replacing(/[0-9]+$/, with: "<n>")
    }
}

/// The tables of docs/architecture.md that describe them: | relations | one row for | columns |.
struct DocumentedRelations {
    private struct Relation {
        let columns: Set<String>
        /// Relations whose columns it has, too.
        let others: [String]
        /// True where the columns of a table, or of the archive, stand beside them.
        let hasColumnsOfTables: Bool
    }

    private var relations: [String: Relation] = [:]

    init() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: package.appending(path: "docs/architecture.md"), encoding: .utf8)
        let section = try #require(page.firstMatch(of: #/\n### The temporary relations.*\n((?:(?!#).*\n)+)/#)).1
        for row in section.matches(of: #/(?m)^\| (`satchel_.*) \| (.*) \| (.*) \|$/#) {
            let names = row.3.matches(of: #/`([^`]+)`/#).map { String($0.1) }
            let isRelation = { (name: String) in name.hasPrefix("satchel_") && name.hasSuffix("<n>") }
            for name in row.1.matches(of: #/`([^`]+)`/#) {
                relations[String(name.1)] = Relation(
                    columns: Set(names.filter { !isRelation($0) }.map(WatchedRelations.numberless)),
                    others: names.filter(isRelation), hasColumnsOfTables: row.3.contains("'s columns"))
            }
        }
    }

    /// What has to be changed in the docs.
    ///
    /// - Parameters:
    ///   - found: relations and their columns.
    ///   - own: the columns of the target's tables.
    func differences(from found: [String: Set<String>], besides own: Set<String>) -> [String] {
        let wrong = found.sorted { $0.key < $1.key }.compactMap { relation, columns -> String? in
            guard let documented = relations[relation] else {
                return "add a row for `\(relation)`, whose columns are \(DocumentedRelations.list(columns))"
            }
            let told = documented.others.reduce(into: documented.columns) { told, other in
                told.formUnion(relations[other]?.columns ?? [])
            }
            let real = documented.hasColumnsOfTables ? columns.filter { !own.contains(column(of: $0)) } : columns
            if told == real { return nil }
            let (lacking, surplus) = (real.subtracting(told), told.subtracting(real))
            return "the columns of `\(relation)` are \(DocumentedRelations.list(real))"
                + (lacking.isEmpty ? "" : "; add \(DocumentedRelations.list(lacking))")
                + (surplus.isEmpty ? "" : "; take out \(DocumentedRelations.list(surplus))")
        }
        let unseen = relations.keys.filter { found[$0] == nil }.sorted()
        return wrong + unseen.map { "no run of TemporaryRelationTests makes `\($0)`: take its row out, or add a run" }
    }

    /// What a column of an archive belongs to: `author.name` to `author`.
    private func column(of name: String) -> String { String(name.prefix { $0 != "." }) }

    private static func list(_ names: Set<String>) -> String {
        names.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
}
