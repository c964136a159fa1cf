import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// For each table whose rows are named, by the archive's own rows or by references to them, a temporary relation of these
/// names: which row of the target each means, and what references to it hold.
///
/// A row that the archive names by label stands there twice: under its mark, and as the archive writes it.
///
/// Joining temporary with temporary keeps the server's plans good: statistics of a table that is being filled mislead it.
package struct NamedRows {
    /// The relation of one table.
    package struct Table {
        package let relation: SQL
        package let names: RowNames
        package let plan: TablePlan
        /// Nil where the archive has no rows of the table.
        let staged: StagedTable?
        /// The columns whose values it has, as `target id` …
        package let columns: [String]
        /// True where references lead to the table.
        package let isReferredTo: Bool
        /// True where keys are looked up one by one, because they stand inside values.
        let isSearched: Bool

        /// The relation's column for a column of the table.
        package func value(_ column: String) -> SQL? {
            columns.contains(column) ? "\(name: plan.table.targetColumn(column))" : nil
        }

        /// The relation's columns for `columns`.
        package var values: [SQL] { columns.compactMap(value) }
    }

    private let tables: [TableName: Table]
    private let plan: Plan
    private let staged: [StagedTable]
    private let base: [StagedTable]
    private let marks: MarkRelations

    /// - Parameter marks: those of rows without key, found already.
    package init(_ import: TargetPlan, base: [StagedTable], marks: MarkRelations) {
        plan = `import`.plan
        staged = `import`.tables
        self.base = base
        self.marks = marks
        var pointedAt: [TableName: Set<String>] = [:]
        for table in plan.tables { pointedAt[table.table.name] = table.surrogate.map { [$0.column] } ?? [] }
        let referred = plan.tables.flatMap(\.references).flatMap(\.referenced)
        for referenced in referred { pointedAt[referenced.table, default: []].formUnion(referenced.columns) }
        let searched = Set(
            plan.tables.flatMap(\.references).filter { !$0.travelsAsColumns }.flatMap(\.referencedTables))
        let stagedTables = Dictionary(uniqueKeysWithValues: staged.map { ($0.plan.table.name, $0) })
        var tables: [TableName: Table] = [:]
        for (number, name) in pointedAt.keys.sorted().enumerated() {
            guard let table = plan[name] else { continue }
            let columns = table.table.columns.map(\.name).filter { pointedAt[name]?.contains($0) == true }
            tables[name] = Table(
                relation: stagedTables[name]?.rows ?? "pg_temp.satchel_lookup_\(number)", names: plan.names(of: table),
                plan: table, staged: stagedTables[name], columns: columns,
                isReferredTo: referred.contains { $0.table == name }, isSearched: searched.contains(name))
        }
        self.tables = tables
    }

    package subscript(_ table: TableName) -> Table? { tables[table] }

    private var ordered: [Table] { tables.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: finding

    /// Finds the rows of the target that the archive's rows are, and those that they refer to.
    func find(on connection: Session) throws {
        for table in ordered {
            switch (table.staged, table.names) {
            case (let staged?, .values): try find(table, staged, on: connection)
            case (let staged?, .text): try findByText(table, staged, on: connection)
            case (nil, .values): break
            case (nil, .text): try findAll(table, on: connection)
            }
            // Made after rows have been updated an index would not serve before the transaction's end.
            if table.isSearched { try connection.run("CREATE INDEX ON \(table.relation) (key)") }
        }
        for table in ordered { try findReferred(table, from: staged, base, on: connection) }
    }

    /// Finds the rows that references name which were written into staged rows since.
    package func findReferred(from changed: [StagedTable], on connection: Session) throws {
        for table in ordered { try findReferred(table, from: changed, [], isThere: true, on: connection) }
    }

    /// What a relation has of the target's row of that alias.
    private func columns(_ table: Table, of row: SQL, isThere: SQL, isAbsent: SQL) -> SQL {
        let values = zip(table.columns, table.values).map { ", \(row).\(name: $0) AS \($1)" as SQL }
        return """
            \(row).tableoid AS part, \(row).ctid AS tid, \(isThere) AS known, false AS rejected, false AS dropped, \
            \(isAbsent) AS absent\(SQL.join(values, ""))
            """
    }

    /// The archive's rows, each looked up in the target by the values of its key.
    private func find(_ table: Table, _ staged: StagedTable, on connection: Session) throws {
        let aliases = Aliases()
        let (own, key) = StagedQuery.reading(staged, in: plan, marks: marks.archive, aliases: aliases) { $0.ownKey() }
        let (there, other) = RowQuery.reading(table.plan, in: plan, marks: marks.target, aliases: aliases) {
            $0.ownKey()
        }
        let found = columns(
            table, of: there.row, isThere: "\(there.row).ctid IS NOT NULL", isAbsent: "\(there.row).ctid IS NULL")
        try connection.createTemporary(
            table.relation,
            as: """
                SELECT \(own.row).row, \(table.names.selected(key)), \(found) \
                FROM \(own.from) LEFT JOIN \(there.item) ON \(table.names.areEqual(other, key)) \
                ORDER BY \(own.row).row
                """)
    }

    /// The archive's rows and all of the target's, by key as text.
    private func findByText(_ table: Table, _ staged: StagedTable, on connection: Session) throws {
        let (own, key) = StagedQuery.reading(staged, in: plan, marks: marks.archive) { $0.ownKey().json }
        let values = table.values.map { ", there.\($0)" as SQL }
        try connection.createTemporary(
            table.relation,
            as: """
                SELECT own.row, COALESCE(own.key, there.key) AS key, NULL::text AS alias_of, there.part, there.tid, \
                there.tid IS NOT NULL AS known, false AS rejected, false AS dropped, there.tid IS NULL AS absent\
                \(SQL.join(values, "")) FROM (SELECT \(own.row).row, (\(key))::text AS key FROM \(own.from)) AS own \
                FULL JOIN (\(targetRows(table))) AS there ON there.key = own.key ORDER BY own.row
                """)
    }

    /// All rows of the target, by key as text.
    private func findAll(_ table: Table, on connection: Session) throws {
        let values = table.values.map { ", there.\($0)" as SQL }
        try connection.createTemporary(
            table.relation,
            as: """
                SELECT NULL::bigint AS row, there.key, NULL::text AS alias_of, there.part, there.tid, true AS known, \
                false AS rejected, false AS dropped, false AS absent\(SQL.join(values, "")) \
                FROM (\(targetRows(table))) AS there
                """)
    }

    private func targetRows(_ table: Table) -> SQL {
        let (rows, own) = RowQuery.reading(table.plan, in: plan, marks: marks.target) { $0.ownKey() }
        let key = own.json
        // A row that shares what remains of its key is known by its mark, or by nothing.
        let unknown: SQL = own.label.map { "\(own.isLacking) AND \($0) IS NULL" } ?? own.isLacking
        let values = zip(table.columns, table.values).map { ", \(rows.row).\(name: $0) AS \($1)" as SQL }
        return """
            SELECT (\(key))::text AS key, \(rows.row).tableoid AS part, \(rows.row).ctid AS tid\(SQL.join(values, "")) \
            FROM \(rows.from) WHERE (\(key)) IS NOT NULL AND NOT (\(unknown))
            """
    }

    /// The rows of the target that staged rows refer to, and those of the base, where the archive does not have them.
    private func findReferred(
        _ table: Table, from staged: [StagedTable], _ base: [StagedTable], isThere: Bool = false,
        on connection: Session
    ) throws {
        guard case .values = table.names else { return }
        let exists = isThere || table.staged != nil
        var named = staged.flatMap { source in
            source.plan.references.filter { source.isStaged($0) && $0.leads(to: table.plan.table.name) }
                .map { reference in names(of: table, in: source, isNamed: exists) { $0.key(of: reference) } }
        }
        named += base.filter { $0.plan.table.name == table.plan.table.name }.map { source in
            names(of: table, in: source, isNamed: exists) { $0.ownKey() }
        }
        let aliases = Aliases()
        let (there, key) = RowQuery.reading(table.plan, in: plan, marks: marks.target, aliases: aliases) { $0.ownKey() }
        if named.isEmpty {
            guard !exists else { return }
            named = ["SELECT \(table.names.selected(key)) FROM \(there.from) LIMIT 0"]
        }
        let needed: SQL = """
            SELECT NULL::bigint AS row, \(SQL.join(table.names.columns.map { "needed.\($0)" }, ", ")), \
            \(columns(table, of: there.row, isThere: "true", isAbsent: "false")) FROM (\(SQL.join(named, " UNION "))) AS needed \
            JOIN \(there.item) ON \(table.names.matches("needed", key))
            """
        if exists {
            let added = try connection.run("INSERT INTO \(table.relation) \(needed)")
            try connection.analyze(table.relation, rows: added)
        } else {
            try connection.createTemporary(table.relation, as: needed)
        }
    }

    /// A query for names of a table's rows that stand in staged rows, as far as they are not in its relation.
    private func names(
        of table: Table, in source: StagedTable, isNamed: Bool, _ key: (StagedQuery) -> KeyExpression
    ) -> SQL {
        let marks = source.side == .base ? marks.base : marks.archive
        let (rows, key) = StagedQuery.reading(source, in: plan, marks: marks, key)
        let isNew: SQL =
            isNamed
            ? " AND NOT EXISTS (SELECT FROM \(table.relation) AS named WHERE \(table.names.matches("named", key)))" : ""
        return "SELECT DISTINCT \(table.names.selected(key)) FROM \(rows.from) WHERE \(key.isSet)\(isNew)"
    }

    /// Lets references to rejected rows of a table lead nowhere.
    package func forgetRejected(of table: StagedTable, on connection: Session) throws {
        guard let named = self[table.plan.table.name] else { return }
        let settings = named.values.map { ", \($0) = NULL" as SQL }
        let isOther: SQL = if case .text = named.names { " OR named.alias_of = own.key" } else { "" }
        try connection.run(
            """
            UPDATE \(named.relation) AS named SET absent = true\(SQL.join(settings, "")) FROM \(named.relation) AS own \
            WHERE own.rejected AND (named.row = own.row\(isOther))
            """)
    }

    /// Makes the relations ready for look-ups, once they are complete.
    package func finish(on connection: Session) throws {
        for table in ordered where table.isSearched {
            try connection.run("ANALYZE \(table.relation)")
        }
    }

    // MARK: keys of several rows

    /// Natural keys that several rows share, of the target or of the archive, and rows of it that need one and have none.
    package func ambiguous(on connection: Session) throws -> [Problem] {
        let unguarded = ordered.filter { !$0.plan.isKeyGuarded }
        let ofTarget = { distinct($0, "part, tid", where: "tid IS NOT NULL") }
        let inTarget = try ambiguous(unguarded, ofTarget, on: connection).flatMap { table in
            try AmbiguousKeys.find(
                table.plan, named: table.names, among: ofTarget(table), of: "the target", connection: connection)
        }
        if !inTarget.isEmpty { return inTarget }
        let ofArchive = { (table: Table) -> SQL in
            "(SELECT \(SQL.join(table.names.columns, ", ")) FROM \(table.relation) WHERE row IS NOT NULL)"
        }
        let archived = staged.compactMap { self[$0.plan.table.name] }
        return try ambiguous(archived, ofArchive, on: connection).flatMap { table in
            try AmbiguousKeys.find(
                table.plan, named: table.names, among: ofArchive(table), of: "the archive",
                remedy: "correct the rows in the source, and export again", connection: connection)
        }
    }

    /// Those of some tables in whose rows a key is not one row's alone, asked for all at once.
    private func ambiguous(
        _ tables: [Table], _ rows: (Table) -> SQL, on connection: Session
    ) throws -> [Table] {
        guard !tables.isEmpty else { return [] }
        let queries = tables.enumerated().map { number, table -> SQL in
            "SELECT \(number) WHERE EXISTS (\(AmbiguousKeys.query(table.names, among: rows(table))))"
        }
        return try connection.rows(SQL.join(queries, " UNION ALL ")).map { tables[try $0.integer(0)] }
    }

    /// The names of different rows, as a FROM item.
    private func distinct(_ table: Table, _ columns: SQL, where condition: SQL) -> SQL {
        """
        (SELECT DISTINCT \(SQL.join(table.names.columns, ", ")), \(columns) FROM \(table.relation) WHERE \(condition))
        """
    }
}

extension ReferencePlan {
    /// True where the reference travels as the key of a row of that one table.
    fileprivate func leads(to table: TableName) -> Bool {
        guard travelsAsColumns, case .table(let referenced) = destination else { return false }
        return referenced.table == table
    }
}
