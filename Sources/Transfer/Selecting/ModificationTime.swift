import Catalogue
import Diagnostics
import Foundation
import Planning
import PostgreSQL

/// When a row last changed, by the column that its table's declaration names.
struct ModificationTime {
    /// True for a row that changed at the time or later.
    let changed: SQL
    /// True for a row that does not say when it changed.
    let isUnknown: SQL

    /// - Parameter row: the alias of the table.
    /// - Returns: nil where nothing is declared.
    /// - Throws: `Failure` where the column's type is no time.
    init?(of table: TablePlan, row: SQL, since: Date) throws(Failure) {
        guard let name = table.declaration.modifiedAt, let column = table.table.column(name) else { return nil }
        let value: SQL = "\(row).\(name: name)"
        let time = "\(literal: RowSelection.text(since))" as SQL
        let type = column.type.withoutDomain
        let (read, limit): (SQL, SQL) =
            switch type.baseName {
            case "timestamptz": (value, "\(time)::timestamptz")
            case "timestamp": (value, "\(time)::timestamp")
            case "date": (value, "\(time)::timestamp::date")
            case _ where type.isText: (ModificationTime.reading("(\(value))::text"), "\(time)::timestamp")
            default:
                throw Failure(
                    .failed, "cannot tell which rows of \"\(table.displayName)\" changed",
                    cause: "its modification time \"\(name)\" is of type \(column.type.sql)",
                    remedy: "declare a column with a date, a time or a text as modifiedAt, or leave the table out")
            }
        changed = "\(read) >= \(limit)"
        isUnknown = "(\(read)) IS NULL"
    }

    /// A text as a timestamp in UTC, NULL where it is none. A date that no calendar has is counted on, because a cast
    /// would end the export with an error: the 31st of February is the 2nd or 3rd of March.
    private static func reading(_ text: SQL) -> SQL {
        let iso: SQL = """
            '^\\s*(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d(?:\\.\\d+)?))?)?\\s*(?:Z|UTC|([+-])(\\d\\d):?(\\d\\d)?)?\\s*$'
            """
        let german: SQL = "'^\\s*(\\d\\d?)\\.(\\d\\d?)\\.(\\d{4})(?:,?\\s+(\\d\\d?):(\\d\\d)(?::(\\d\\d))?)?\\s*$'"
        return """
            COALESCE((SELECT \(timestamp(year: 1, month: 2, day: 3)) - make_interval(\
            hours => (p[7] || COALESCE(p[8], '0'))::int, mins => (p[7] || COALESCE(p[9], '0'))::int) \
            FROM (SELECT m[1:6] || ARRAY[COALESCE(m[7], '+'), m[8], m[9]] AS p \
            FROM regexp_match(\(text), \(iso)) AS m WHERE m IS NOT NULL) AS parts), \
            (SELECT \(timestamp(year: 3, month: 2, day: 1)) FROM regexp_match(\(text), \(german)) AS p))
            """
    }

    /// The timestamp that the texts in the array `p` make up; time of day from its fourth to sixth.
    private static func timestamp(year: Int, month: Int, day: Int) -> SQL {
        """
        (timestamp '2000-01-01' + make_interval(years => p[\(year)]::int - 2000, months => p[\(month)]::int - 1, \
        days => p[\(day)]::int - 1, hours => COALESCE(p[4], '0')::int, mins => COALESCE(p[5], '0')::int, \
        secs => COALESCE(p[6], '0')::float8))
        """
    }
}
