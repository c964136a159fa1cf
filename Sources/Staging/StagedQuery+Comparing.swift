import Catalogue
import Planning
import PostgreSQL
import Rows

extension StagedQuery: ComparableRows {
    package func comparable(_ column: CatalogueColumn) -> ComparableValue? {
        switch plan.form(of: column, in: table.plan) {
        case .value: table.staged(value: column.name).map { .value("\(row).\($0)", column.type) }
        case .keys(let references):
            references.allSatisfy { table.isStaged($0) || table.staged(value: column.name) != nil }
                ? .json(together(references.map { key(of: $0).json })) : nil
        case .embedded(let embedded):
            if case .embedded(_, let references) = embedded.content, table.staged(embedded.content) != nil {
                .json(self.embedded(embedded, references))
            } else {
                nil
            }
        }
    }
}
