public import Catalogue
import Diagnostics
public import PostgreSQL
import TableKit

extension Catalogue {
    /// Reads what the database says of its tables, in the transaction that is open or in one of its own.
    ///
    /// Left out: the system's schemas, satchel's own schema, other sessions' temporary tables, and tables
    /// that belong to an extension.
    public static func read(from session: Session) throws -> Catalogue {
        if session.isInTransaction { return try CatalogueReader(session).catalogue() }
        return try session.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ending: .rollBack) {
            try CatalogueReader(session).catalogue()
        }
    }
}

/// Puts the rows of the system catalogue together: one query for each kind of thing, none per table.
struct CatalogueReader {
    /// Under its search path PostgreSQL prints names in full.
    let connection: Session

    init(_ session: Session) {
        connection = session
    }

    func catalogue() throws -> Catalogue {
        // Those of a catalogue that was read before may be gone.
        connection.plannedTables = []
        let searchPath = try searchPath()
        let relations = try self.relations()
        let sequences = try self.sequences()
        return Catalogue(
            database: try connection.databaseName(), serverVersion: connection.serverVersion, searchPath: searchPath,
            tables: relations.isEmpty ? [] : try tables(relations, sequences, searchPath),
            extensionTables: try extensionTables(),
            sequences: Set(sequences.keys))
    }

    /// The schemas in which the database looks a name up.
    private func searchPath() throws -> [String] {
        try connection.underDatabasePath {
            try connection.rows(
                """
                SELECT s.name FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS s(name, position)
                ORDER BY s.position
                """)
        }.compactMap { $0[0] }
    }

    private func tables(
        _ relations: [Relation], _ sequences: [TableName: SequenceUse], _ searchPath: [String]
    ) throws -> [CatalogueTable] {
        let scope = CatalogueScope(relations)
        try findPlannedTables(scope)
        let parents = try self.parents(scope)
        let uniqueKeys = try self.uniqueKeys(scope)
        let columns = try self.columns(scope, try types(scope), try drawings(scope))
        let foreignKeys = try self.foreignKeys(scope)
        let checks = try self.checks(scope)
        let exclusions = try self.exclusions(scope)
        let triggers = try self.triggers(scope)
        let free = FreeSequences(sequences, triggers: try drawingTriggers(scope), searchPath: searchPath)
        return relations.map { relation in
            let keys = uniqueKeys[relation.oid] ?? []
            return CatalogueTable(
                name: relation.name, kind: relation.kind(parents: parents[relation.oid] ?? []),
                persistence: relation.persistence,
                columns: free.fill(columns[relation.oid] ?? [], of: relation, primaryKey: keys.first { $0.isPrimary }),
                uniqueKeys: keys, foreignKeys: foreignKeys[relation.oid] ?? [], checks: checks[relation.oid] ?? [],
                exclusions: exclusions[relation.oid] ?? [], triggers: triggers[relation.oid] ?? [],
                isOwned: relation.isOwned, hasRowSecurity: relation.hasRowSecurity,
                hidesRows: relation.hidesRows, isReadable: relation.isReadable, estimatedRows: relation.estimatedRows)
        }
    }
}

/// The relations that the queries are about.
struct CatalogueScope {
    /// `ANY(…)` over the relations' oids.
    let oids: SQL

    init(_ relations: [Relation]) {
        oids = SQL(verbatim: "ANY ('{" + relations.map(\.oid).joined(separator: ",") + "}'::pg_catalog.oid[])")
    }
}

/// An object's oid, as the server prints it.
typealias OID = String

extension Row {
    /// A column that the query never leaves NULL.
    func text(_ name: String) throws -> String {
        guard let value = self[name] else {
            throw Failure(.failed, "cannot read the catalogue", cause: "\"\(name)\" of a row is missing")
        }
        return value
    }

    func flag(_ name: String) -> Bool { self[name] == "t" }
}
