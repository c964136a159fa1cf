import Planning
import PostgreSQL
import TableKit

/// The values of a reference that lead to no row, or to one that cannot be named.
package struct UnmatchedValues {
    /// A value, as text.
    package let text: SQL
    package let condition: SQL
    /// What the values stand in, as a FROM item beside the rows; nil where they are columns.
    package let elements: SQL?
}

extension RowQuery {
    /// Nil where every value of the reference leads to a row.
    package func unmatchedValues(of reference: ReferencePlan) -> UnmatchedValues? {
        if reference.travelsAsColumns {
            guard let unmatched = key(of: reference, from: row, in: table).unmatched else { return nil }
            // A composite foreign key that is NULL in part points nowhere, and is not meant to.
            let meant: SQL = reference.columns.count > 1 ? " AND NOT (\(unmatched))::jsonb @> '[null]'" : ""
            return UnmatchedValues(text: unmatched, condition: "\(unmatched) IS NOT NULL\(meant)", elements: nil)
        }
        guard let column = plan.embeddedColumn(of: reference, in: table) else { return nil }
        return UnmatchedValues(
            text: "x.v ->> '!'", condition: "jsonb_typeof(x.v) = 'object' AND x.v ? '!'",
            elements: reference.form.keys(in: expression(for: column), alias: "x"))
    }
}
