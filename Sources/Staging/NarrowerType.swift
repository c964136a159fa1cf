import Catalogue
import PostgreSQL

/// A type of the target that takes some of the source's values only, or that PostgreSQL would make others of without a
/// word: it rounds, cuts fractions of a second off, pads with blanks.
///
/// Such values are staged in a type that takes all of them. Those that the target's type would change are named; when
/// there are none, they become the target's.
struct NarrowerType {
    /// The type to stage in.
    let staging: SQL
    private let target: ColumnType
    private let limits: Limits

    private indirect enum Limits {
        /// Values that come back from the target's type as they were.
        case sameAfterwards
        case whole(lowest: String, highest: String)
        case digits(precision: Int, scale: Int)
        case labels
        /// Arrays, by the limits of their elements.
        case elements(NarrowerType)
    }

    /// nil where the target's type takes every value of the source's as it is, or where reading one refuses what it would
    /// change, or where the two have nothing in common.
    ///
    /// - Parameter source: the type as SQL writes it.
    init?(from source: String, to target: ColumnType) {
        let (from, sizes) = (TypeFit.plain(source), NarrowerType.sizes(of: source))
        let bounds = NarrowerType.sizes(of: target.sql)
        self.target = target
        if case .array(let element) = target.withoutDomain.kind {
            guard source.hasSuffix("[]"), let inner = NarrowerType(from: String(source.dropLast(2)), to: element)
            else { return nil }
            (staging, limits) = ("\(inner.staging)[]", .elements(inner))
            return
        }
        switch (target.baseName, from) {
        case ("varchar", "character varying"), ("varchar", "text"):
            guard let length = bounds.first, sizes.first.map({ $0 > length }) ?? true else { return nil }
            (staging, limits) = ("pg_catalog.text", .sameAfterwards)
        case ("text", "character"), ("varchar", "character"), ("citext", "character"):
            (staging, limits) = ("pg_catalog.bpchar", .sameAfterwards)
        case ("int2", "integer"), ("int2", "bigint"), ("int4", "bigint"):
            (staging, limits) = ("pg_catalog.int8", NarrowerType.range(of: target))
        case ("int2", "numeric"), ("int4", "numeric"), ("int8", "numeric"):
            (staging, limits) = ("pg_catalog.numeric", NarrowerType.range(of: target))
        case ("numeric", "numeric"), ("numeric", "real"), ("numeric", "double precision"):
            guard let precision = bounds.first, sizes != bounds else { return nil }
            (staging, limits) = (
                "pg_catalog.numeric", .digits(precision: precision, scale: bounds.count > 1 ? bounds[1] : 0)
            )
        case ("date", "timestamp without time zone"):
            (staging, limits) = ("pg_catalog.timestamp", .sameAfterwards)
        case ("timestamp", "timestamp without time zone"), ("timestamptz", "timestamp with time zone"),
            ("time", "time without time zone"), ("timetz", "time with time zone"):
            guard let digits = bounds.first, digits < sizes.first ?? 6 else { return nil }
            (staging, limits) = ("pg_catalog.\(SQL(verbatim: target.baseName))", .sameAfterwards)
        case ("interval", let from) where from.hasPrefix("interval"):
            guard target.sql != "interval", target.sql != source else { return nil }
            (staging, limits) = ("pg_catalog.interval", .sameAfterwards)
        case (_, "text"), (_, "character varying"):
            guard target.kind == .enumeration else { return nil }
            (staging, limits) = ("pg_catalog.text", .labels)
        default: return nil
        }
    }

    /// The condition that the target's type does not hold a value as it is.
    func changes(_ value: SQL) -> SQL {
        let type = SQL(verbatim: target.withoutDomain.sql)
        switch limits {
        case .sameAfterwards: return "((\(value))::\(type))::\(staging) IS DISTINCT FROM \(value)"
        case .whole(let lowest, let highest):
            return """
                (\(value) <> trunc(\(value)::pg_catalog.numeric) \
                OR \(value) NOT BETWEEN \(SQL(verbatim: lowest)) AND \(SQL(verbatim: highest)))
                """
        case .digits(let precision, let scale):
            return """
                (\(value) <> 'NaN' AND (round(\(value), \(scale)) <> \(value) \
                OR abs(\(value)) >= power(10::pg_catalog.numeric, \(precision - scale))))
                """
        case .labels:
            return """
                (\(value) IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_enum AS e \
                WHERE e.enumtypid = \(literal: target.sql)::regtype AND e.enumlabel = \(value)))
                """
        case .elements(let inner):
            return "EXISTS (SELECT FROM unnest(\(value)) AS element(v) WHERE \(inner.changes("element.v")))"
        }
    }

    private static func range(of type: ColumnType) -> Limits {
        switch type.baseName {
        case "int2": .whole(lowest: "-32768", highest: "32767")
        case "int4": .whole(lowest: "-2147483648", highest: "2147483647")
        default: .whole(lowest: "-9223372036854775808", highest: "9223372036854775807")
        }
    }

    /// The numbers in a type's brackets: precision and scale, or length.
    private static func sizes(of type: String) -> [Int] {
        guard let open = type.firstIndex(of: "("), let close = type[open...].firstIndex(of: ")") else { return [] }
        return type[type.index(after: open)..<close].split(separator: ",").compactMap { Int($0) }
    }
}
