import Diagnostics
import Foundation
import Importing
import Index
import PostgreSQL
import Reports
import Sandbox
import SystemPackage
import TableKit
import Testing

/// A morning at `source`, carried to `target`; both are edited, and the evening of `target` comes back.
struct MergeDay {
    let pair: DatabasePair
    let handlers: [any TableHandler]
    let morning: FilePath
    let evening: FilePath

    @discardableResult
    func merge(
        _ change: (inout LoadOptions) -> Void = { _ in }, base: FilePath? = nil,
        observer: RunObserver = .init()
    ) throws -> Report {
        var options = LoadOptions(mode: .update)
        change(&options)
        return try pair.load(
            evening, handlers, into: pair.source, options, base: base ?? morning, observer: observer)
    }

    /// The conflicts of a merge that stops.
    func conflicts() throws -> [String] {
        var found: [String] = []
        let failure = #expect(throws: Failure.self) { () throws in
            try merge(observer: .init(conflict: { found.append($0.line) }))
        }
        #expect(failure?.code == .conflicts)
        return found
    }

    func lines(_ sql: String) throws -> [String] { try DatabasePair.lines(sql, in: pair.source) }

    static let schema = """
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text, kind_id int REFERENCES kind,
            boss_id int REFERENCES person, notes jsonb, score numeric, changed timestamptz);
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person_tag (person_id int NOT NULL REFERENCES person ON DELETE CASCADE,
            tag_id int NOT NULL REFERENCES tag ON DELETE CASCADE, PRIMARY KEY (person_id, tag_id));
        CREATE TABLE remark (id serial PRIMARY KEY, person_id int REFERENCES person ON DELETE CASCADE, body text)
        """
    static let rows = """
        INSERT INTO kind (name) VALUES ('actor'), ('author'), ('guest');
        INSERT INTO person (mail, name, kind_id, notes, score) SELECT 'p' || n, 'name ' || n, 1 + n % 3, '{"a": 1}', n FROM generate_series(1, 9) n;
        UPDATE person SET boss_id = 1 WHERE id > 1;
        INSERT INTO tag (name) SELECT 't' || n FROM generate_series(1, 5) n;
        INSERT INTO person_tag SELECT p, t FROM generate_series(1, 9) p, generate_series(1, 3) t;
        INSERT INTO remark (person_id, body) SELECT n, 'remark ' || n FROM generate_series(1, 4) n
        """
    /// What is known of the people.
    static let people = """
        SELECT p.mail, p.name, k.name, b.mail, p.notes, p.score FROM person p LEFT JOIN kind k ON k.id = p.kind_id
        LEFT JOIN person b ON b.id = p.boss_id ORDER BY p.mail COLLATE "C"
        """

    /// Lends a day with edits of both sides.
    static func with(
        here: String = "", there: String = "", _ handlers: [any TableHandler] = [],
        _ body: (MergeDay) async throws -> Void
    ) async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let morning = try pair.export(handlers).path
            try pair.load(morning, handlers)
            if !here.isEmpty { try DatabasePair.run(here, in: pair.source) }
            if !there.isEmpty { try DatabasePair.run(there, in: pair.target) }
            let evening = try pair.export(handlers, from: pair.target).path
            try await body(MergeDay(pair: pair, handlers: handlers, morning: morning, evening: evening))
        }
    }
}

extension Conflict {
    fileprivate var line: String {
        "\(table) \(key) \(column ?? "*"): \(base ?? "∅") | \(target ?? "∅") | \(archive ?? "∅")"
    }
}
