import Catalogue
import Planning
import PostgreSQL
import TableKit

/// How rows of a table and the rows that a reference of theirs points at find each other, wherever the ids stand.
///
/// Read from the referencing side it is the way up, to what a row needs; from the other the way down, to what belongs to it.
package struct ReferenceJoin {
    /// The ids inside the referencing row's value as a FROM item; nil where they are columns.
    package let elements: SQL?
    package let condition: SQL

    init(condition: SQL) {
        elements = nil
        self.condition = condition
    }

    /// The ids in a value are what a FROM item `e` has in its column `v`.
    ///
    /// The planner expects 1,000 rows of a function over JSON, and would rather read the whole table that they point at
    /// than look each up; of an array it expects 10.
    init(_ ends: ReferenceEnds, idsIn items: SQL) {
        elements = "unnest(ARRAY(SELECT e.v #>> '{}' FROM \(items))) AS ids(id)"
        condition = ends.isReferenced(byText: "ids.id")
    }

    /// - Parameters:
    ///   - target: one of the reference's targets.
    ///   - source: the alias of the referencing table.
    ///   - found: the alias of the referenced table.
    /// - Returns: nil where the reference does not lead to that table.
    package init?(
        _ reference: ReferencePlan, of table: TablePlan, to target: TablePlan, in plan: Plan, source: SQL, found: SQL
    ) {
        guard let referenced = reference.referenced.first(where: { $0.table == target.table.name }),
            let ends = ReferenceEnds(
                reference.columns, of: table.table, source, to: referenced.columns, of: target.table, found)
        else { return nil }
        let join = reference.form.join(ends)
        elements = join.elements
        condition =
            if let names = reference.namedTables.first(where: { $0.referenced.table == target.table.name })?.names {
                "\(reference.names(names, in: source, of: table.table, plan: plan)) AND \(join.condition)"
            } else { join.condition }
    }

    /// The same as one condition on both rows.
    package var asCondition: SQL { elements.map { "EXISTS (SELECT FROM \($0) WHERE \(condition))" } ?? condition }
}

/// The two rows that a reference connects: the values of one, and the columns of the other that they mean.
package struct ReferenceEnds {
    private let pairs: [(value: SQL, valueType: ColumnType, column: SQL, columnType: ColumnType)]

    /// - Parameters:
    ///   - columns: those of the referencing table, whose alias is `row`.
    ///   - values: what stands in place of them; nil: they themselves.
    ///   - found: the alias of the referenced table.
    /// - Returns: nil where one of the tables lacks a column.
    package init?(
        _ columns: [String], of table: CatalogueTable, _ row: SQL, values: [SQL]? = nil, to referenced: [String],
        of target: CatalogueTable, _ found: SQL
    ) {
        let values = values ?? columns.map { "\(row).\(name: $0)" }
        pairs = zip(zip(columns, values), referenced).compactMap { own, other in
            guard let type = table.column(own.0)?.type, let otherType = target.column(other)?.type else { return nil }
            return (own.1, type, "\(found).\(name: other)", otherType)
        }
        guard let first = pairs.first, pairs.count == min(columns.count, referenced.count) else { return nil }
        value = first.value
    }

    /// The referencing value; of several columns the first.
    let value: SQL

    /// The condition that the values are the referenced row's.
    package var areEqual: SQL {
        SQL.join(pairs.map { Canonical.equals($0.column, $0.columnType, $0.value, $0.valueType) }, " AND ")
    }

    /// The condition that a text is what the referencing value would hold.
    func isReferenced(byText text: SQL) -> SQL {
        let type = ColumnType(sql: "text", baseName: "text")
        return Canonical.equals(pairs[0].column, pairs[0].columnType, "(\(text))", type)
    }
}
