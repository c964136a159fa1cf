import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

// A catalogue in a few words: `catalogue(table("events", .id, .text("xmlid"), .unique("xmlid"), .to("projects")))`.

func catalogue(_ tables: [CatalogueTable], searchPath: [String] = ["public"]) -> Catalogue {
    Catalogue(database: "theatre", serverVersion: 150_018, searchPath: searchPath, tables: tables)
}

/// A table of schema "public", unless its name says another.
func table(_ name: TableName, kind: CatalogueTable.Kind = .table, _ parts: TablePart...) -> CatalogueTable {
    table(name, kind: kind, parts)
}

func table(_ name: TableName, kind: CatalogueTable.Kind = .table, _ parts: [TablePart]) -> CatalogueTable {
    let primary = Set(parts.flatMap(\.keys).filter(\.isPrimary).flatMap(\.columns))
    var columns: [CatalogueColumn] = []
    for column in parts.flatMap(\.columns) where !columns.contains(where: { $0.name == column.name }) {
        columns.append(
            CatalogueColumn(
                name: column.name, type: column.type, isNotNull: column.isNotNull || primary.contains(column.name),
                generation: column.generation, generatedFrom: column.generatedFrom, identity: column.identity,
                defaultExpression: column.defaultExpression,
                drawing: column.drawing?.sequence.map {
                    .sequence(TableName(schema: "public", "\(name.name)_\($0.name)"))
                }))
    }
    return CatalogueTable(
        name: qualified(name), kind: kind, columns: columns,
        uniqueKeys: parts.flatMap(\.keys).sorted { ($0.isPrimary ? 0 : 1, $0.name) < ($1.isPrimary ? 0 : 1, $1.name) },
        foreignKeys: parts.flatMap(\.foreignKeys))
}

func qualified(_ name: TableName) -> TableName {
    TableName(schema: name.schema ?? "public", name.name)
}

/// A column, a key or a foreign key of a table.
struct TablePart: Sendable {
    var columns: [CatalogueColumn] = []
    var keys: [UniqueKey] = []
    var foreignKeys: [ForeignKey] = []
}

extension TablePart {
    /// `id serial PRIMARY KEY`.
    static let id = TablePart(columns: serial("id").columns, keys: primary("id").keys)

    static func text(
        _ name: String, null: Bool = true, generated: Bool = false, from: [String] = ["name"],
        defaultExpression: String? = nil
    ) -> TablePart {
        TablePart(columns: [
            CatalogueColumn(
                name: name, type: ColumnType(sql: "text", baseName: "text"), isNotNull: !null,
                generation: generated ? "lower(name)" : nil, generatedFrom: generated ? from : [],
                defaultExpression: defaultExpression)
        ])
    }

    static func int(_ name: String, null: Bool = true) -> TablePart {
        TablePart(columns: [
            CatalogueColumn(name: name, type: ColumnType(sql: "integer", baseName: "int4"), isNotNull: !null)
        ])
    }

    /// A number that a sequence draws; it names nothing unless a key says so.
    static func serial(_ name: String, identity: CatalogueColumn.Identity? = nil) -> TablePart {
        TablePart(columns: [
            CatalogueColumn(
                name: name, type: ColumnType(sql: "integer", baseName: "int4"), isNotNull: true, identity: identity,
                defaultExpression: identity == nil ? "nextval('s')" : nil, drawing: .sequence(TableName("seq")))
        ])
    }

    static func primary(_ columns: String...) -> TablePart {
        TablePart(keys: [UniqueKey(name: "pkey", columns: columns, isPrimary: true)])
    }

    static func unique(
        _ columns: String..., named name: String? = nil, nullsNotDistinct: Bool = false, partial: Bool = false,
        expressions: Bool = false, exclusion: Bool = false
    ) -> TablePart {
        TablePart(keys: [
            UniqueKey(
                name: name ?? columns.joined(separator: "_") + "_key", columns: columns,
                nullsNotDistinct: nullsNotDistinct,
                isPartial: partial, hasExpressions: expressions, isExclusion: exclusion)
        ])
    }

    /// A column with a foreign key to the table's "id"; the column bears the table's name unless `via` says another.
    static func to(
        _ table: TableName, via column: String? = nil, by referenced: String = "id", null: Bool = true,
        deferrable: Bool = false, validated: Bool = true, named name: String? = nil
    ) -> TablePart {
        let column = column ?? table.name
        let key = foreignKey(
            [column], to: table, [referenced], deferrable: deferrable, validated: validated,
            named: name ?? "\(column)_\(table.name)_fkey")
        return TablePart(columns: int(column, null: null).columns, foreignKeys: key.foreignKeys)
    }

    /// A constraint on columns that stand elsewhere.
    static func foreignKey(
        _ columns: [String], to table: TableName, _ referenced: [String], deferrable: Bool = false,
        validated: Bool = true,
        named name: String = "fkey"
    ) -> TablePart {
        TablePart(foreignKeys: [
            ForeignKey(
                name: name, columns: columns, referencedTable: qualified(table), referencedColumns: referenced,
                isDeferrable: deferrable, isValidated: validated)
        ])
    }
}

/// What a module declares; it is named after the table unless `by` says another.
func declare(_ table: TableName, by module: String? = nil, _ change: (inout Declaration) -> Void = { _ in })
    -> Declaration
{
    var declaration = Declaration(
        table: table, origin: .module(module ?? table.name.prefix(1).uppercased() + table.name.dropFirst()))
    change(&declaration)
    return declaration
}

/// The plan for the named tables; for every table where none is named.
func plan(_ tables: [CatalogueTable], _ declarations: [Declaration] = [], of names: [TableName]? = nil) throws -> Plan {
    try Planner(catalogue: catalogue(tables), declarations: declarations)
        .plan(Selection(.named(names ?? tables.map(\.name))))
}

/// Why no plan can be made; nil where one can.
func refusal(_ tables: [CatalogueTable], _ declarations: [Declaration] = [], _ selection: Selection? = nil) -> Failure?
{
    do throws(Failure) {
        _ = try Planner(catalogue: catalogue(tables), declarations: declarations)
            .plan(selection ?? Selection(.named(tables.map(\.name))))
        return nil
    } catch {
        return error
    }
}

extension Plan {
    /// The tables by their names for people, in load order.
    var order: [String] { tables.map(\.displayName) }

    func table(_ name: TableName) throws -> TablePlan {
        try #require(self[qualified(name)], "the plan has no table \"\(name)\"")
    }

    /// The reference that stands in the columns.
    func reference(_ table: TableName, _ columns: String...) throws -> ReferencePlan {
        try #require(try self.table(table).references.first { $0.columns == columns })
    }

    func columnNames(_ table: TableName) throws -> [String] {
        archiveColumns(of: try self.table(table)).map(\.name)
    }

    /// `users.instructor_id` for each late seed.
    var lateSeeds: [String] {
        tables.flatMap { table in
            table.references.filter(\.isLate).map { "\(table.displayName).\($0.columns.joined(separator: "+"))" }
        }.sorted()
    }
}

extension ReferencePlan {
    var isLate: Bool {
        if case .late = seeding { return true }
        return false
    }

    var isChosenLate: Bool { seeding == .late(nil, declared: false) }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
