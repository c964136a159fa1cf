public import Diagnostics
public import JSON
import OrderedCollections
import Reports

/// What comparing two places found, table by table.
public struct Comparison: Sendable, Equatable {
    /// The names of the two places.
    public let a: String
    public let b: String
    public let tables: [ComparedTable]
    /// Warnings: what could not be compared.
    public let problems: [Problem]
    /// Wall-clock seconds.
    public let seconds: Double

    /// The sums over all tables.
    public var totals: ComparedTable {
        tables.reduce(into: ComparedTable(table: "total")) { total, table in
            total.onlyInA += table.onlyInA
            total.onlyInB += table.onlyInB
            total.different += table.different
            total.equal += table.equal
        }
    }

    /// True where no row is in one place alone and none differs.
    public var isEqual: Bool { totals.onlyInA + totals.onlyInB + totals.different == 0 }

    public var json: JSON {
        [
            "command": "diff", "a": .string(a), "b": .string(b), "isEqual": .bool(isEqual),
            "tables": .array(tables.map(\.json)),
            "totals": .object(totals.counts), "problems": .array(problems.map(\.json)),
            "seconds": .number(Report.rounded(seconds)),
        ]
    }
}

/// How the rows of one table compare: numbers of rows.
public struct ComparedTable: Sendable, Equatable {
    public let table: String
    public var onlyInA = 0
    public var onlyInB = 0
    /// In both places, with another value in at least one column.
    public var different = 0
    public var equal = 0

    init(table: String) {
        self.table = table
    }

    fileprivate var json: JSON {
        var members: OrderedDictionary<String, JSON> = ["table": .string(table)]
        members.merge(counts) { first, _ in first }
        return .object(members)
    }

    fileprivate var counts: OrderedDictionary<String, JSON> {
        [
            "onlyInA": .integer(onlyInA), "onlyInB": .integer(onlyInB), "different": .integer(different),
            "equal": .integer(equal),
        ]
    }
}

extension ComparedTable {
    /// - Parameter report: of an import that compares; its archive is B, its target A.
    init(_ report: TableReport) {
        table = report.table
        onlyInA = report.deleted
        onlyInB = report.inserted
        different = report.updated
        equal = report.unchanged
    }
}

extension Comparison {
    /// The same with both places in each other's.
    var reversed: Comparison {
        let tables = tables.map { table in
            var reversed = table
            (reversed.onlyInA, reversed.onlyInB) = (table.onlyInB, table.onlyInA)
            return reversed
        }
        return Comparison(a: b, b: a, tables: tables, problems: problems, seconds: seconds)
    }
}

extension Change {
    /// The change that leads back.
    var reversed: Change {
        let kinds: [Kind: Kind] = [.insert: .delete, .delete: .insert]
        return Change(kind: kinds[kind] ?? kind, table: table, key: key, column: column, old: new, new: old)
    }
}
