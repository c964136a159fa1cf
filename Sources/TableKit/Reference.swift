/// A reference that no foreign key declares: where the ids stand, and whose they are.
public struct Reference: Sendable, Hashable {
    /// The column that holds the ids.
    public let column: String
    /// Where in the column's value the ids stand.
    public let shape: Shape
    /// Whose ids they are.
    public let target: Target
    /// What to do with a value that is no row's id.
    public let unmatched: Unmatched

    /// A reference of any shape to any target; the static functions say the same in fewer words.
    public init(column: String, shape: Shape, target: Target, unmatched: Unmatched = .problem) {
        self.column = column
        self.shape = shape
        self.target = target
        self.unmatched = unmatched
    }
}

extension Reference {
    /// Which table the ids belong to.
    public enum Target: Sendable, Hashable {
        /// One table, by the named column; nil means its primary key.
        case table(TableName, column: String?)
        /// The table that a name in the row means.
        case named(by: TableNaming, NamedTables)
    }

    /// What happens to a value that points at no row. It never becomes NULL or another row in silence.
    public enum Unmatched: Sendable, Hashable {
        /// It is reported on export, and missing on import.
        case problem
        /// These values mean "none" and travel as they are; any other is a problem.
        case carries([String])
        /// Any such value travels as it is, and is reported as a warning.
        case carriesAll
    }
}

extension Reference {
    /// A plain column without a constraint: `.logical("participant_id", to: "participants")`.
    ///
    /// With `by`, the column holds the named column's value (a natural key, say) instead of the primary key's.
    public static func logical(
        _ column: String, to table: TableName, by referenced: String? = nil, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(column: column, shape: .plain, target: .table(table, column: referenced), unmatched: unmatched)
    }

    /// An array of ids: `.array("tags_ids", to: "tags")`.
    public static func array(_ column: String, to table: TableName, unmatched: Unmatched = .problem) -> Reference {
        Reference(column: column, shape: .inside("[*]"), target: .table(table, column: nil), unmatched: unmatched)
    }

    /// Ids at a path of a JSON value: `.json("member_ids", at: "[*]", to: "users")`.
    public static func json(
        _ column: String, at path: ValuePath, to table: TableName, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(column: column, shape: .inside(path), target: .table(table, column: nil), unmatched: unmatched)
    }

    /// A field of a composite, or the elements of an array in it: `.field("variations", "alike_ids[*]", to: "images")`.
    public static func field(
        _ column: String, _ path: ValuePath, to table: TableName, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(column: column, shape: .inside(path), target: .table(table, column: nil), unmatched: unmatched)
    }

    /// A pair of columns, one naming the table and one holding the id:
    /// `.polymorphic("record_id", typedBy: "record_type", ["project": "projects"])`.
    public static func polymorphic(
        _ column: String, typedBy type: String, _ tables: [String: TableName], unmatched: Unmatched = .problem
    ) -> Reference {
        polymorphic(column, typedBy: type, tables, otherwise: nil, unmatched: unmatched)
    }

    /// The same where names that are not listed are names of tables:
    /// `.polymorphic("record_id", typedBy: "model", otherwise: .replacing([".": "_"]))`.
    public static func polymorphic(
        _ column: String, typedBy type: String, _ tables: [String: TableName] = [:],
        otherwise spelling: TableSpelling?, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(
            column: column, shape: .plain, target: .named(by: .column(type), NamedTables(tables, otherwise: spelling)),
            unmatched: unmatched)
    }

    /// A pair of columns of which one points at a row that names the table:
    /// `.polymorphic("object_id", typedBy: "content_type_id", as: "{app_label}_{model}")`.
    ///
    /// The template's columns belong to the natural key of the row that `type` points at, so that the name means the same
    /// in any database. A name that `tables` does not list is that of a table.
    public static func polymorphic(
        _ column: String, typedBy type: String, as template: NameTemplate, _ tables: [String: TableName] = [:],
        otherwise spelling: TableSpelling? = .asWritten, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(
            column: column, shape: .plain,
            target: .named(by: .row(through: type, template), NamedTables(tables, otherwise: spelling)),
            unmatched: unmatched)
    }

    /// A text that names the table and the row, `party.party,12`:
    /// `.named("resource", separator: ",", otherwise: .replacing([".": "_"]))`.
    ///
    /// With an empty or negative id the text travels as it is.
    public static func named(
        _ column: String, separator: String, _ tables: [String: TableName] = [:],
        otherwise spelling: TableSpelling? = nil,
        unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(
            column: column, shape: .named(separator: separator),
            target: .named(by: .prefix, NamedTables(tables, otherwise: spelling)), unmatched: unmatched)
    }

    /// An id inside a text, behind a fixed prefix: `.text("about", after: "owner_id:", to: "users")`.
    public static func text(
        _ column: String, after prefix: String, to table: TableName, unmatched: Unmatched = .problem
    ) -> Reference {
        Reference(column: column, shape: .text(after: prefix), target: .table(table, column: nil), unmatched: unmatched)
    }
}
