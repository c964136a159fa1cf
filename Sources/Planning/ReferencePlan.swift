import Catalogue
import TableKit

/// A reference of a table, from a foreign key, a declaration or both, resolved against the catalogue.
public struct ReferencePlan: Sendable, Equatable {
    /// The referencing columns; one, unless a composite foreign key has more.
    public let columns: [String]
    public let shape: Reference.Shape
    public let destination: Destination
    public let unmatched: Reference.Unmatched
    /// The constraint that keeps it; nil for a logical reference.
    public let constraint: ForeignKey?
    /// True where the reference can be left empty: one of its columns takes NULL.
    public let isNullable: Bool
    /// How it is set on import.
    public internal(set) var seeding: Seeding = .direct

    /// True where a value may point at no row: nothing, or a constraint that was never validated, keeps it.
    public var isUnguarded: Bool { constraint?.isValidated != true }

    /// True where the row must not be inserted before the row that it points at.
    public var demandsOrder: Bool { constraint.map { !$0.isDeferrable } ?? false }

    /// The tables it can point at, schema-qualified.
    public var referencedTables: [TableName] {
        switch destination {
        case .table(let referenced): [referenced.table]
        case .named(let named): Set(named.tables.values.map(\.table)).sorted()
        case .absent: []
        }
    }

    /// The same tables with the columns whose values it holds.
    public var referenced: [Referenced] {
        if case .table(let referenced) = destination { return [referenced] }
        return namedTables.map(\.referenced)
    }
}

extension ReferencePlan {
    /// A table and those of its columns whose values the referencing columns hold.
    public struct Referenced: Sendable, Equatable {
        /// Schema-qualified.
        public let table: TableName
        public let columns: [String]
    }

    public enum Destination: Sendable, Equatable {
        case table(Referenced)
        case named(Named)
        /// The declared table does not exist here: no value can be resolved.
        case absent(TableName)
    }

    /// The tables that names mean, and where the name stands.
    public struct Named: Sendable, Equatable {
        public let naming: TableNaming
        /// Where a row that the naming column points at has the name: its table, and the column that is pointed at.
        public let type: Referenced?
        /// By the name as `spelling` writes it.
        public let tables: [String: Referenced]
        /// How a name is written before it is looked up; nil: as it is.
        public let spelling: TableSpelling?
    }

    public enum Seeding: Sendable, Equatable {
        /// Set at insert.
        case direct
        /// Empty (or on the placeholder) at insert, set when its row is in.
        case late(Placeholder?, declared: Bool)
        /// Set at insert; both tables are inserted by one statement.
        case together
    }
}

extension ReferencePlan {
    /// Of a polymorphic reference each table with the values that name it, in a stable order.
    public var namedTables: [(names: [String], referenced: Referenced)] {
        guard let named else { return [] }
        let byTable = Dictionary(grouping: named.tables, by: \.value.table).sorted { $0.key < $1.key }
        return byTable.compactMap { _, entries in entries.first.map { (entries.map(\.key).sorted(), $0.value) } }
    }
}

extension ReferencePlan {
    /// How the table is named, of a polymorphic reference.
    public var named: Named? {
        if case .named(let named) = destination { return named }
        return nil
    }

    /// True where names that nobody listed are those of tables.
    var isOpen: Bool { named?.spelling != nil }
}

extension ReferencePlan: CustomStringConvertible {
    /// Where the ids stand: `regio`, `variations.alike_ids[*]`, `about(owner_id:…)`.
    public var place: String { shape.place(in: columns.joined(separator: "+")) }

    /// `regio → projects`, `variations.alike_ids[*] → images`.
    public var description: String {
        switch destination {
        case .table(let referenced): place + " → " + referenced.table.name
        case .named(let named): place + " → by " + (named.naming.column ?? "name")
        case .absent(let name): place + " → " + name.description + " (absent)"
        }
    }
}
