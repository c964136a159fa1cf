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
        let limit = "\(literal: RowSelection.text(since))" as SQL
        let type = column.type.withoutDomain
        switch type.baseName {
        case "timestamptz": changed = "\(value) >= \(limit)::timestamptz"
        case "timestamp": changed = "\(value) >= \(limit)::timestamp"
        case "date": changed = "\(value) >= \(limit)::timestamp::date"
        case _ where type.isText:
            let text: SQL = "btrim((\(value))::text)"
            // Zones are less than a day: what bears an earlier date than this need not be read.
            let early = "\(literal: String(RowSelection.text(since - 2 * 86_400).prefix(10)))" as SQL
            changed = """
                CASE WHEN left(\(text), 10) COLLATE "C" < \(early) AND \(text) ~ '^[0-9]{4}-' THEN false \
                ELSE \(ModificationTime.reading(text)) >= \(limit)::timestamp END
                """
            isUnknown = "COALESCE(\(text) !~ \(ModificationTime.iso) AND \(text) !~ \(ModificationTime.german), true)"
            return
        default:
            throw Failure(
                .failed, "cannot tell which rows of \"\(table.displayName)\" changed",
                cause: "its modification time \"\(name)\" is of type \(column.type.sql)",
                remedy: "declare a column with a date, a time or a text as modifiedAt, or leave the table out")
        }
        isUnknown = "\(value) IS NULL"
    }

    private static let clock: SQL = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
    private static let iso: SQL = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]\(clock))? ?(Z|UTC|[-+][0-9]{2}(:?[0-9]{2})?)?$'"
    private static let german: SQL = "'^[0-9]{2}[.][0-9]{2}[.][0-9]{4}(,? \(clock))?$'"

    /// A text as a timestamp in UTC, NULL where it is none. A date that no calendar has is counted on, because a cast
    /// would end the export with an error: the 31st of February is the 2nd or 3rd of March.
    private static func reading(_ text: SQL) -> SQL {
        """
        (SELECT CASE WHEN v.t ~ \(iso) THEN \(date("left(v.t, 4)", "substr(v.t, 6, 2)", "substr(v.t, 9, 2)")) \
        + \(time("substring(v.t FROM '^.{10}[T ](.*)$')")) \
        - COALESCE(\(zone("substring(substr(v.t, 11) FROM '[-+][0-9:]+$')")), interval '0') \
        WHEN v.t ~ \(german) THEN \(date("substr(v.t, 7, 4)", "substr(v.t, 4, 2)", "left(v.t, 2)")) \
        + \(time("ltrim(substr(v.t, 11), ', ')")) END FROM (SELECT \(text) AS t OFFSET 0) AS v)
        """
    }

    private static func date(_ year: SQL, _ month: SQL, _ day: SQL) -> SQL {
        """
        timestamp '2000-01-01' + make_interval(years => (\(year))::int - 2000, months => (\(month))::int - 1, \
        days => (\(day))::int - 1)
        """
    }

    /// The time of day at the beginning of a text, else midnight.
    private static func time(_ text: SQL) -> SQL {
        """
        make_interval(hours => COALESCE(substring(\(text) FROM '^[0-9]{2}(?=:)'), '0')::int, \
        mins => COALESCE(substring(\(text) FROM '^..:([0-9]{2})'), '0')::int, \
        secs => COALESCE(substring(\(text) FROM '^..:..:([0-9]{2}([.][0-9]+)?)'), '0')::float8)
        """
    }

    /// A zone such as `+01`, `+0130` or `-01:30`.
    private static func zone(_ text: SQL) -> SQL {
        """
        make_interval(hours => left(\(text), 3)::int, mins => CASE WHEN length(\(text)) > 3 \
        THEN (left(\(text), 1) || right(\(text), 2))::int ELSE 0 END)
        """
    }
}
