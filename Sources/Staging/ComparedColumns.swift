import Catalogue
import Planning
import PostgreSQL
import Rows

extension StagedTable {
    /// The condition that rows of one key may differ. Rows that were paired by their whole content do not: which of several
    /// equal rows they point at is no difference.
    package func mayDiffer(_ key: SQL) -> SQL {
        plan.key.recursive.isEmpty && plan.mayLackKey ? "\(key) NOT LIKE '{%'" : "true"
    }

    /// The columns in which a row of the archive and a row of the target may differ.
    package var comparedColumns: [CatalogueColumn] {
        let derived = plan.declaration.derivedColumns.union(archived.masked.map(\.column))
        let fixed = Set(plan.key.all).union(plan.address).union(plan.table.primaryKey?.columns ?? [])
        return plan.table.columns.filter { column in
            !column.isGenerated && !fixed.contains(column.name) && !derived.contains(column.name)
                && column.name != plan.surrogate?.column
        }
    }
}

extension TargetValues {
    /// The compared columns for which the archive has something; a difference is known by the position in this list.
    package func comparedColumns(of table: StagedTable) -> [CatalogueColumn] {
        let query = StagedQuery(table, in: plan, marks: [:])
        return table.comparedColumns.filter { value(of: $0.name, query) != nil }
    }
}
