import Catalogue
import Planning
import PostgreSQL
import Rows

extension StagedTable {
    /// The columns in which a row of the archive and a row of another place may differ, in the table's order: those that
    /// the archive has something for. A key, a primary key, what triggers keep and what was masked are never compared.
    package var comparedColumns: [CatalogueColumn] {
        let derived = plan.declaration.derivedColumns.union(archived.masked.map(\.column))
        let fixed = Set(plan.key.all).union(plan.address).union(plan.table.primaryKey?.columns ?? [])
        return plan.table.columns.filter { column in
            !column.isGenerated && !fixed.contains(column.name) && !derived.contains(column.name)
                && column.name != plan.surrogate?.column && gives(column)
        }
    }

    /// True where rows of one key are equal in all that is compared, and refer to the same rows.
    package var isAllKey: Bool {
        comparedColumns.isEmpty && plan.references.allSatisfy { Set(plan.key.all).isSuperset(of: $0.columns) }
    }

    /// True where the archive has a value for the column, or says what it refers to.
    private func gives(_ column: CatalogueColumn) -> Bool {
        if staged(value: column.name) != nil || plan.references(in: column.name).contains(where: isStaged) {
            return true
        }
        return columns.contains { found in
            if case .embedded(let value, _)? = found?.content { return value.name == column.name }
            return false
        }
    }

    /// The condition that rows of one key may differ. Rows that were paired by their whole content do not: which of several
    /// equal rows they point at is no difference.
    package func mayDiffer(_ key: SQL) -> SQL {
        plan.key.recursive.isEmpty && plan.mayLackKey ? "\(key) NOT LIKE '{%'" : "true"
    }
}

extension SQL {
    /// The names of columns that are not NULL, as an array.
    package static func array(ofNames names: [SQL]) -> SQL {
        names.isEmpty ? "'{}'::text[]" : "array_remove(ARRAY[\(join(names, ", "))]::text[], NULL)"
    }

    /// A column's name where a condition holds, else NULL.
    package static func name(of column: String, where condition: SQL) -> SQL {
        "CASE WHEN \(condition) THEN \(literal: column) END"
    }
}
