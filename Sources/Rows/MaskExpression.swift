import Catalogue
import Planning
import PostgreSQL
import TableKit

/// What travels in place of a masked value, as an SQL expression: the database makes it, so that the value itself never
/// leaves the server.
///
/// Rules that need a key use HMAC-SHA256 (RFC 2104) of the value's text in UTF-8 under the session's mask key: without
/// the key nobody can try out values, which a plain digest of an e-mail address would invite.
struct MaskExpression {
    private let rule: Mask.Rule
    private let type: ColumnType
    /// Gives what an expression of SQL makes of a row.
    private let function: SQL

    init(_ rule: Mask.Rule, type: ColumnType, function: SQL) {
        self.rule = rule
        self.type = type
        self.function = function
    }

    /// The mask of a column of the row `alias`; NULL where the value is.
    func masked(column: String, of alias: SQL) -> SQL {
        let value: SQL = "\(alias).\(name: column)"
        let type: SQL = SQL(verbatim: self.type.sql)
        switch rule {
        case .null: return "NULL::\(type)"
        case .constant(let text): return "CASE WHEN \(value) IS NOT NULL THEN \(literal: text)::\(type) END"
        case .sql: return "CASE WHEN \(value) IS NOT NULL THEN \(function)(\(alias).*)::\(type) END"
        case .hash, .email, .name, .keepFirst:
            // Of a type with several ways to write a value the canonical one, so that equal values stay equal.
            return
                "CASE WHEN \(value) IS NOT NULL THEN \(MaskExpression.text(Canonical.text(value, self.type), rule)) END"
        }
    }

    /// The mask of a text that stands where a masked value could. No row belongs to it, so no expression can be asked.
    static func leaving(_ value: SQL, _ rule: Mask.Rule) -> SQL {
        switch rule {
        case .null, .constant, .sql: "CASE WHEN \(value) IS NOT NULL THEN 'masked' END"
        case .hash, .email, .name, .keepFirst: "CASE WHEN \(value) IS NOT NULL THEN \(text(value, rule)) END"
        }
    }

    private static func text(_ value: SQL, _ rule: Mask.Rule) -> SQL {
        switch rule {
        case .email: "left(\(hexadecimal(value)), 16) || '@example.invalid'"
        case .name: Pseudonyms.expression(digest: digest(value))
        case .keepFirst(let count): "left(\(value), least(\(count), length(\(value)) / 2)) || '***'"
        case .hash, .constant, .null, .sql: "left(\(hexadecimal(value)), 32)"
        }
    }

    private static func hexadecimal(_ value: SQL) -> SQL { "encode(\(digest(value)), 'hex')" }

    private static func digest(_ value: SQL) -> SQL {
        "sha256(\(pad(MaskKey.outer)) || sha256(\(pad(MaskKey.inner)) || convert_to(\(value), 'UTF8')))"
    }

    private static func pad(_ setting: String) -> SQL { "decode(current_setting(\(literal: setting)), 'hex')" }
}

extension Plan {
    /// The name of the function that evaluates the expression by which a column is masked.
    package func maskFunction(of column: String, in table: TablePlan) -> SQL {
        let number = (tables + lookups).firstIndex { $0.table.name == table.table.name } ?? 0
        let position = table.table.columns.firstIndex { $0.name == column } ?? 0
        return "pg_temp.satchel_mask_\(number)_\(position)"
    }
}

/// Names for nobody: common given names and family names, chosen by a digest.
enum Pseudonyms {
    private static let given = [
        "Ada", "Alma", "Anton", "Bela", "Bruno", "Clara", "Conrad", "Dora", "Edith", "Emil", "Erik", "Flora", "Frida",
        "Greta", "Hanna", "Hugo", "Ida", "Ivo", "Jana", "Karl", "Lena", "Leo", "Marta", "Max", "Nora", "Oskar", "Paula",
        "Peter", "Rosa", "Theo", "Vera", "Wilma",
    ]
    private static let family = [
        "Adler", "Bach", "Berger", "Brandt", "Busch", "Decker", "Engel", "Falk", "Fink", "Frank", "Graf", "Haas",
        "Hahn", "Horn", "Jansen", "Keller", "Kern", "Klein", "Kraus", "Lang", "Lindner", "Lorenz", "Marx", "Meier",
        "Moser", "Ott", "Reiter", "Roth", "Sommer", "Stein", "Vogel", "Winter",
    ]

    /// The first two bytes choose the names, the next five keep them apart.
    static func expression(digest: SQL) -> SQL {
        """
        (SELECT (\(list(given)))[1 + get_byte(d.v, 0) % \(given.count)] || ' ' || \
        (\(list(family)))[1 + get_byte(d.v, 1) % \(family.count)] || ' ' || encode(substr(d.v, 3, 5), 'hex') \
        FROM (SELECT \(digest) AS v OFFSET 0) AS d)
        """
    }

    private static func list(_ names: [String]) -> SQL {
        "ARRAY[\(SQL.join(names.map { "\(literal: $0)" }, ", "))]"
    }
}
