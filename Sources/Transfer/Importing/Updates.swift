import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import TableKit

/// The rows that both sides have and that differ: found by comparing the archive's row, in the target's ids, with the
/// target's row, column by column.
///
/// A key, a primary key, what triggers keep and what was masked are never compared, so never rewritten.
struct Updates {
    private let tables: [StagedTable]
    private let resolution: Resolution
    private let connection: Connection

    /// - Parameter tables: those of which the target has rows of the archive.
    init(_ tables: [StagedTable], resolution: Resolution, connection: Connection) {
        self.tables = tables
        self.resolution = resolution
        self.connection = connection
    }

    /// Finds the differences, in a relation for each table.
    ///
    /// - Returns: the tables that have some.
    func compare() throws -> [StagedTable] {
        try tables.filter { try compare($0) > 0 }
    }

    /// For each table how many rows are to be written, or lack a row that they refer to.
    func counts() throws -> [TableName: Int] {
        var counts: [TableName: Int] = [:]
        for table in tables {
            let rows = try connection.rows(
                "SELECT count(*) FROM \(table.changes) WHERE changed <> '{}' OR missing <> '{}'")
            counts[table.plan.table.name] = rows.first?[0].flatMap { Int($0) }
        }
        return counts
    }

    /// The references whose row is nowhere: errors, or warnings where the target's value shall stay.
    func missing(_ onMissing: MissingReferences) throws -> [Problem] {
        try tables.flatMap { table in
            try MissingRows(resolution: resolution, connection: connection)
                .problems(of: table, in: table.changes, row: "row", missing: "missing", onMissing.severity)
        }
    }

    /// - Returns: how many rows differ, or lack a row that they refer to.
    @discardableResult
    func compare(_ table: StagedTable) throws -> Int {
        let query = query(table)
        guard let map = resolution.map(of: table.plan.table.name) else { return 0 }
        let columns = resolution.comparedColumns(of: table).compactMap { column in
            resolution.value(of: column.name, query).map { (column, $0) }
        }
        let missing = table.plan.references.enumerated().compactMap { number, reference in
            resolution.isMissing(reference, query).map { (number, reference, $0) }
        }
        var flags: [SQL] = []
        var values: [SQL] = []
        for (number, (column, value)) in columns.enumerated() {
            let new: SQL = "(\(value))::\(SQL(verbatim: column.type.sql))"
            // Where the archive's reference has no row here, what the target has is kept.
            let lost = missing.filter { $0.1.columns.contains(column.name) }.map { "NOT \($0.2)" as SQL }
            let differs = Difference.condition("t.\(name: column.name)", new, column.type)
            flags.append("CASE WHEN \(SQL.join([differs] + lost, " AND ")) THEN \(number) END")
            values.append(", \(new) AS n\(number)")
        }
        let lost = missing.map { "CASE WHEN \($0.2) THEN \($0.0) END" as SQL }
        try connection.run("DROP TABLE IF EXISTS \(table.changes)")
        return try connection.createTemporary(
            table.changes,
            as: """
                SELECT * FROM (SELECT own.row, own.key, there.part, there.tid, \(Updates.array(lost)) AS missing, \
                \(Updates.array(flags)) AS changed\(table.plan.addressColumns(of: "t"))\(SQL.join(values, "")) \
                FROM \(query.from) JOIN \(table.rows) AS own ON own.row = \(query.row).row AND own.known AND NOT own.dropped \
                AND \(table.mayDiffer("own.key")) \
                JOIN \(map.relation) AS there ON there.key = own.key JOIN \(RowQuery.source(table.plan)) AS t \
                ON t.ctid = there.tid AND t.tableoid = there.part) AS compared \
                WHERE changed <> '{}' OR missing <> '{}'
                """)
    }

    /// The numbers that are not NULL, as an array.
    static func array(_ numbers: [SQL]) -> SQL {
        numbers.isEmpty ? "'{}'::integer[]" : "array_remove(ARRAY[\(SQL.join(numbers, ", "))]::integer[], NULL)"
    }

    /// Writes the differences of one table: only rows that differ, and only columns that do.
    ///
    /// - Returns: the number of rows written.
    func write(_ table: StagedTable) throws -> Int {
        let rows = try connection.rows(
            "SELECT DISTINCT number.n FROM \(table.changes) AS l, unnest(l.changed) AS number(n) ORDER BY 1")
        let changed = rows.compactMap { row in row[0].flatMap { Int($0) } }
        guard !changed.isEmpty else { return 0 }
        let columns = resolution.comparedColumns(of: table)
        let settings = changed.map { number in
            let name = columns[number].name
            return "\(name: name) = CASE WHEN \(number) = ANY (l.changed) THEN l.n\(number) ELSE t.\(name: name) END"
                as SQL
        }
        return try connection.run(
            """
            UPDATE \(RowQuery.source(table.plan)) AS t SET \(SQL.join(settings, ", ")) FROM \(table.changes) AS l \
            WHERE \(table.plan.isAddressed("t", by: "l")) AND l.changed <> '{}'
            """)
    }

    private func query(_ table: StagedTable) -> StagedQuery {
        StagedQuery(table, in: resolution.plan, marks: [:])
    }
}

extension StagedTable {
    /// The condition that rows of one key may differ. Rows that were paired by their whole content do not: which of several
    /// equal rows they point at is no difference.
    func mayDiffer(_ key: SQL) -> SQL {
        plan.key.recursive.isEmpty && plan.mayLackKey ? "\(key) NOT LIKE '{%'" : "true"
    }

    /// The columns in which a row of the archive and a row of the target may differ.
    var comparedColumns: [CatalogueColumn] {
        let derived = plan.declaration.derivedColumns.union(archived.masked.map(\.column))
        let fixed = Set(plan.key.all).union(plan.address).union(plan.table.primaryKey?.columns ?? [])
        return plan.table.columns.filter { column in
            !column.isGenerated && !fixed.contains(column.name) && !derived.contains(column.name)
                && column.name != plan.surrogate?.column
        }
    }
}

extension Resolution {
    /// The compared columns for which the archive has something; a difference is known by the position in this list.
    func comparedColumns(of table: StagedTable) -> [CatalogueColumn] {
        let query = StagedQuery(table, in: plan, marks: [:])
        return table.comparedColumns.filter { value(of: $0.name, query) != nil }
    }
}

/// Whether two values of one type differ.
enum Difference {
    /// The condition. Equality is the type's own where it means that nobody could tell the two apart; else the texts are
    /// compared: `json`, `xml` and `point` have no equality, a box equals another of the same area, one day is not 24
    /// hours, and letters of another case are an edit.
    static func condition(_ left: SQL, _ right: SQL, _ type: ColumnType) -> SQL {
        switch comparison(of: type) {
        case .text: "\(left)::text IS DISTINCT FROM (\(right))::text"
        case .value: "\(left) IS DISTINCT FROM \(right)"
        }
    }

    private enum Comparison { case text, value }

    /// By value where equal values can be written in several ways, all of them good.
    private static func comparison(of type: ColumnType) -> Comparison {
        switch type.kind {
        case .domain(let base): return comparison(of: base)
        case .array(let element): return comparison(of: element)
        case .composite(let fields):
            let all = fields.map { comparison(of: $0.type) }
            // A record's equality needs one of every field.
            let hasEquality = fields.allSatisfy { hasPlainEquality($0.type) }
            return hasEquality && all.contains { $0 == .value } ? .value : .text
        case .range: return .value
        case .base, .enumeration:
            return ["numeric", "jsonb", "float4", "float8"].contains(type.baseName) ? .value : .text
        }
    }

    private static func hasPlainEquality(_ type: ColumnType) -> Bool {
        switch type.kind {
        case .domain(let base): return hasPlainEquality(base)
        case .array(let element): return hasPlainEquality(element)
        case .composite(let fields): return fields.allSatisfy { hasPlainEquality($0.type) }
        case .range, .enumeration: return true
        case .base:
            return [
                "bool", "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar", "uuid",
                "bytea", "date", "time", "timestamp", "timestamptz", "jsonb", "inet", "cidr", "macaddr", "bit",
                "varbit",
                "oid", "name",
            ].contains(type.baseName)
        }
    }
}
