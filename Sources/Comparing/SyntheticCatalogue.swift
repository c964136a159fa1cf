import Catalogue
import Declarations
import Diagnostics
import Index
import OrderedCollections
import Planning
import TableKit

/// The catalogue of a database that archives could have come from, made of their indexes alone, and the plan over it.
///
/// It has every table and column that an index names, also the ids that references of the source held: so rows are read
/// with the same expressions as when a real target stands behind them. No table of it exists anywhere.
struct SyntheticCatalogue {
    let plan: Plan
    private let catalogue: Catalogue

    /// - Throws: `Failure` with `schemaMismatch` where the indexes mean different things by one table.
    init(_ indexes: [ArchiveIndex]) throws(Failure) {
        var tables: OrderedDictionary<TableName, SyntheticTable> = [:]
        var problems: [Problem] = []
        for archived in indexes.flatMap({ $0.tables + $0.lookups }) {
            problems += tables[archived.table, default: SyntheticTable(archived)].merge(archived)
        }
        guard problems.isEmpty else {
            throw Failure(
                .schemaMismatch, "cannot compare the archives",
                cause: problems.count == 1 ? problems[0].description : "they tell rows apart in different ways",
                remedy: "export both again with the same modules, or leave the tables out with --exclude",
                problems: problems)
        }
        // What a reference holds is a column of the table that it points at, whether or not that travels.
        for target in tables.values.flatMap(\.references).map(\.target) {
            switch target {
            case .table(let name, let columns):
                for column in columns { tables[name]?.pointAt(column) }
            case .named(_, _, let keys):
                for (name, column) in keys.sorted(by: { $0.key < $1.key }) { tables[name]?.pointAt(column) }
            }
        }
        catalogue = Catalogue(
            database: "archives", serverVersion: 0, searchPath: [SyntheticTable.schema],
            tables: tables.values.map(\.catalogueTable))
        let travelling = indexes.flatMap(\.tables).map(\.table)
        let catalogue = catalogue
        plan = try Planner(catalogue: catalogue, declarations: tables.values.map(\.declaration), names: NamesInUse())
            .plan(
                Selection(.named(travelling)),
                sharingNulls: Set(indexes.flatMap { $0.sharingNulls(in: catalogue) }))
    }

    /// The plan of a table as an index names it.
    func table(_ name: TableName) -> TablePlan? {
        catalogue.table(name).flatMap { plan[$0.name] }
    }
}

/// One table, gathered from the indexes that have it.
struct SyntheticTable {
    /// No archive names this schema, so that a name without one means the same as there.
    static let schema = ""

    private let archived: ArchivedTable
    private(set) var references: [ArchivedReference] = []
    private var derived: OrderedSet<String> = []
    /// Columns whose values references hold.
    private var pointedAt: OrderedSet<String> = []
    /// By the column's name the types that the indexes say; none where only the name is known.
    private var columns: OrderedDictionary<String, OrderedSet<String>> = [:]

    init(_ archived: ArchivedTable) {
        self.archived = archived
    }

    /// Adds what an index says of the table.
    ///
    /// - Returns: what contradicts another index.
    mutating func merge(_ other: ArchivedTable) -> [Problem] {
        for column in other.columns {
            if let name = column.column { add(name, column.content == .value ? column.type : nil) }
        }
        for name in other.naturalKey { add(name) }
        derived.formUnion(other.derived)
        var problems: [Problem] = []
        if other.naturalKey != archived.naturalKey {
            problems.append(
                problem(
                    nil,
                    "one archive knows rows by (\(archived.naturalKey.joined(separator: ", "))), the other by "
                        + "(\(other.naturalKey.joined(separator: ", ")))"))
        }
        for reference in other.references { if let found = merge(reference) { problems.append(found) } }
        return problems
    }

    private mutating func merge(_ other: ArchivedReference) -> Problem? {
        for name in other.columns { add(name) }
        if case .named(let naming, _, _) = other.target, let column = naming.column { add(column) }
        guard let index = references.firstIndex(where: { $0.columns == other.columns && $0.shape == other.shape })
        else {
            references.append(other)
            return nil
        }
        guard let merged = references[index].merged(with: other) else {
            return problem(
                other.columns.joined(separator: ", "), "the archives have references to different tables here")
        }
        references[index] = merged
        return nil
    }

    private func problem(_ column: String?, _ message: String) -> Problem {
        Problem(.schema, table: archived.table.description, column: column, message: message)
    }

    mutating func add(_ name: String, _ type: String? = nil) {
        columns[name, default: []].formUnion(type.map { [$0] } ?? [])
    }

    /// Takes note of a column whose values references hold.
    mutating func pointAt(_ name: String) {
        add(name)
        pointedAt.append(name)
    }

    // MARK: as a catalogue and a declaration have it

    private var name: TableName { TableName(schema: archived.table.schema ?? Self.schema, archived.table.name) }

    var catalogueTable: CatalogueTable {
        let all = columns.map { name, types in CatalogueColumn(name: name, type: ArchivedType.common(Array(types))) }
        let composite = references.filter { $0.columns.count > 1 }.compactMap { reference -> ForeignKey? in
            guard case .table(let target, let referenced) = reference.target else { return nil }
            return ForeignKey(
                name: reference.columns.joined(separator: "+"), columns: reference.columns,
                referencedTable: TableName(schema: target.schema ?? Self.schema, target.name),
                referencedColumns: referenced, isDeferrable: true, isValidated: false)
        }
        return CatalogueTable(
            name: name, columns: columns[id] == nil ? all + [CatalogueColumn(name: id, type: ArchivedType.text)] : all,
            uniqueKeys: [UniqueKey(name: id, columns: [id], isPrimary: true)], foreignKeys: composite)
    }

    /// The primary key: an id beside the natural key that the archives carry and references hold, which may differ
    /// where the rows are the same; else a column of which no value is ever read, for polymorphic references to point
    /// at.
    private var id: String {
        let key = Set(archived.naturalKey)
        if let carried = pointedAt.first(where: { !key.contains($0) && columns[$0]?.isEmpty == false }) {
            return carried
        }
        var id = ArchiveColumn.label
        while columns[id] != nil { id += ArchiveColumn.label }
        return id
    }

    var declaration: Declaration {
        var declaration = Declaration(table: archived.table, origin: .archive)
        declaration.naturalKey = NaturalKey(archived.naturalKey)
        declaration.kind = archived.kind
        declaration.references = references.compactMap(\.declaration)
        declaration.derived = derived.filter { columns[$0] != nil }.map {
            DerivedColumns($0, by: "the archive's index")
        }
        return declaration
    }
}
