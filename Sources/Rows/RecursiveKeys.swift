import Diagnostics
import Planning
import PostgreSQL
import Reports

/// Finds rows that share a recursive key: siblings of one name. Rows with such a key are marked by it, so that two of one
/// mark are two of one key, and not twins.
package enum RecursiveKeys {
    /// - Parameters:
    ///   - marked: the marked rows with their marks `m`, as a FROM item.
    ///   - lacksPart: true for a row in whose key something is NULL.
    ///   - own: the expression for a column of the row.
    ///   - place: whose rows they are.
    package static func shared(
        _ table: TablePlan, marked: SQL, lacksPart: SQL, own: (String) -> SQL?, place: String, connection: Session
    ) throws -> [Problem] {
        guard !table.key.recursive.isEmpty else { return [] }
        // Which row is above them is told by no value that means something to a reader.
        let values = table.key.recursive.filter { table.keyReference(in: $0) == nil }
        let shown = values.compactMap { column in
            own(column).map { "\(literal: column + "=") || COALESCE((\($0))::text, 'NULL')" as SQL }
        }
        let text: SQL = shown.isEmpty ? "NULL" : "concat_ws(', ', \(SQL.join(shown, ", ")))"
        // Where rows share a key with a NULL, these go by content, and may be equal.
        let considered: SQL = table.key.needsEveryColumn ? " WHERE NOT \(lacksPart)" : ""
        return try connection.listing(
            """
            SELECT min(shown) AS shown, count(*) AS rows FROM \
            (SELECT m.mark, \(text) AS shown FROM \(marked)\(considered)) AS named GROUP BY mark HAVING count(*) > 1
            """, by: "shown"
        ).map { row, total in
            Problem(
                .ambiguousKey, table: table.displayName, key: row[0],
                column: table.key.recursive.joined(separator: ", "),
                message: "\(try row.integer(1)) rows of \(place) share this natural key",
                remedy: "change or remove all but one of them", total: total)
        }
    }
}
