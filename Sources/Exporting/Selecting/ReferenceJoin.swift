import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// How rows of a table and the rows that a reference of theirs points at find each other, wherever the ids stand.
///
/// Read from the referencing side it is the way up, to what a row needs; from the other the way down, to what belongs to it.
struct ReferenceJoin {
    /// The ids inside the referencing row's value as a FROM item; nil where they are columns.
    let elements: SQL?
    let condition: SQL

    /// - Parameters:
    ///   - target: one of the reference's targets.
    ///   - source: the alias of the referencing table.
    ///   - found: the alias of the referenced table.
    /// - Returns: nil where the reference does not lead to that table.
    init?(
        _ reference: ReferencePlan, of table: TablePlan, to target: TablePlan, in plan: Plan, source: SQL, found: SQL
    ) {
        let values = reference.columns.map { "\(source).\(name: $0)" as SQL }
        switch reference.target {
        case .absent: return nil
        case .named:
            guard let named = reference.namedTables.first(where: { $0.referenced.table == target.table.name }),
                let equals = ReferenceJoin.equals(named.referenced, target, reference, of: table, values[0], found)
            else { return nil }
            elements = reference.ids(in: values[0], alias: "ids(id)")
            condition =
                "\(reference.names(named.names, in: source, of: table.table, plan: plan)) AND \(equals)"
        case .table(let referenced):
            guard referenced.table == target.table.name else { return nil }
            switch reference.shape {
            case .plain:
                let pairs = zip(reference.columns, referenced.columns).map { local, remote -> SQL in
                    guard let type = table.table.column(local)?.type, let other = target.table.column(remote)?.type
                    else { return "false" }
                    return Canonical.equals("\(found).\(name: remote)", other, "\(source).\(name: local)", type)
                }
                elements = nil
                condition = SQL.join(pairs, " AND ")
            case .inside, .text, .named:
                guard let equals = ReferenceJoin.equals(referenced, target, "ids.id", found) else { return nil }
                elements = reference.ids(in: values[0], alias: "ids(id)")
                condition = equals
            }
        }
    }

    /// The same of a polymorphic reference, of whatever shape.
    private static func equals(
        _ referenced: ReferencePlan.Referenced, _ target: TablePlan, _ reference: ReferencePlan, of table: TablePlan,
        _ value: SQL, _ found: SQL
    ) -> SQL? {
        guard let type = target.table.column(referenced.columns[0])?.type,
            let own = table.table.column(reference.columns[0])?.type
        else { return nil }
        switch reference.shape {
        case .plain: return Canonical.equals("\(found).\(name: referenced.columns[0])", type, value, own)
        case .named: return equals(referenced, target, reference.halves(of: value)?.id ?? "NULL", found)
        case .inside, .text: return equals(referenced, target, "ids.id", found)
        }
    }

    private static func equals(
        _ referenced: ReferencePlan.Referenced, _ target: TablePlan, _ text: SQL, _ found: SQL
    ) -> SQL? {
        guard let type = target.table.column(referenced.columns[0])?.type else { return nil }
        let textType = ColumnType(sql: "text", baseName: "text")
        return Canonical.equals("\(found).\(name: referenced.columns[0])", type, "(\(text))", textType)
    }
}

extension ReferencePlan {
    /// The ids in a column's value as a FROM item of texts.
    ///
    /// The planner expects 1,000 rows of a function over JSON, and would rather read the whole table that they point at
    /// than look each up; of an array it expects 10.
    fileprivate func ids(in value: SQL, alias: SQL) -> SQL? {
        let ids: SQL
        switch shape {
        case .plain, .named: return nil
        case .inside(let path): ids = JSONRewrite.elements("to_jsonb(\(value))", at: path.steps, alias: "e")
        case .text(let prefix): ids = JSONRewrite.numbers(in: value, after: prefix, alias: "e")
        }
        return "unnest(ARRAY(SELECT e.v #>> '{}' FROM \(ids))) AS \(alias)"
    }
}
