public import Catalogue
import Declarations
public import Planning
public import PostgreSQL
import TableKit

extension NamesInUse {
    /// Reads which names the rows of a database hold, by one statement for each reference whose tables go by name.
    ///
    /// What the role may not read is passed over: an export says so, with every table and column that it lacks.
    ///
    /// - Throws: `Failure` that names the table that cannot be read.
    public static func read(
        _ declarations: [Declaration], in catalogue: Catalogue, from connection: Session
    ) throws -> NamesInUse {
        var names = NamesInUse()
        for (table, reference) in Planner(catalogue: catalogue, declarations: declarations).openReferences {
            guard let query = query(reference, of: table, in: catalogue) else { continue }
            do {
                names.insert(
                    try connection.rows(query).compactMap { $0[0] }, of: reference, in: table.table.name)
            } catch let error as ServerError {
                throw error.failure(doing: "cannot read \"\(table.displayName)\"")
            }
        }
        return names
    }

    private static func query(_ reference: ReferencePlan, of table: TablePlan, in catalogue: Catalogue) -> SQL? {
        guard case .named(let named) = reference.destination else { return nil }
        let value: SQL = "t.\(name: reference.columns[0])"
        let source: SQL = "\(RowQuery.source(table)) AS t WHERE \(value) IS NOT NULL"
        let read = [reference.columns[0], named.naming.column].compactMap { $0 }
        guard table.table.mayRead(read) else { return nil }
        switch named.naming {
        case .prefix: return reference.form.name(in: value).map { "SELECT DISTINCT \($0) FROM \(source)" }
        case .column(let column): return "SELECT DISTINCT (t.\(name: column))::text FROM \(source)"
        case .row(let column, let template):
            guard let type = named.type, let there = catalogue.tables[type.table],
                there.mayRead(type.columns + template.columns)
            else { return nil }
            let same = type.isPointedAt("type_row", there, by: column, of: "used", table.table)
            return """
                SELECT DISTINCT \(template.text(in: "type_row")) FROM (SELECT DISTINCT t.\(name: column) FROM \(source)) AS used \
                JOIN \(RowQuery.source(there)) AS type_row ON \(same)
                """
        }
    }
}

extension CatalogueTable {
    fileprivate func mayRead(_ columns: [String]) -> Bool {
        isReadable || columns.allSatisfy { column($0)?.isReadable == true }
    }
}
