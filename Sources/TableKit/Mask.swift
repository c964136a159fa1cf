/// A column whose values never leave the source: what travels in their place is made by a rule, in the database.
///
/// NULL stays NULL. A masked column is set in new rows, but an import never compares it and never writes it over the
/// value of a row that is there. A natural key that is masked is masked wherever it is referred to.
public struct Mask: Sendable, Hashable {
    /// The masked column.
    public let column: String
    /// What stands in place of its values.
    public let rule: Rule

    /// A masked column: `Mask("sysmail", .email)`.
    public init(_ column: String, _ rule: Rule) {
        self.column = column
        self.rule = rule
    }
}

extension Mask {
    /// What stands in place of a value. `hash`, `email` and `name` depend on the value and on the mask key
    /// (`SATCHEL_MASK_KEY`) alone: equal values have equal masks in every table and every export with that key.
    public enum Rule: Sendable, Hashable {
        /// This text, read as a value of the column's type.
        case constant(String)
        /// Nothing: the column is empty.
        case null
        /// 32 hexadecimal digits.
        case hash
        /// An address that reaches nobody: 16 hexadecimal digits and `@example.invalid`.
        case email
        /// A name of nobody, with ten hexadecimal digits that keep it unique: `Clara Lindner 9f86d08188`.
        case name
        /// The first characters, and `***` for the rest. Of a short value never more than half is kept.
        case keepFirst(Int)
        /// An SQL expression over the row's columns: `date_trunc('year', born)`.
        case sql(String)
    }
}

extension Mask.Rule {
    /// True where the mask depends on the mask key.
    public var needsKey: Bool {
        switch self {
        case .hash, .email, .name: true
        case .constant, .null, .keepFirst, .sql: false
        }
    }

    /// True where the mask is made from a text, so that the column has to hold one.
    public var needsText: Bool {
        switch self {
        case .hash, .email, .name, .keepFirst: true
        case .constant, .null, .sql: false
        }
    }

    /// How many characters the mask has at most; nil where that depends on the value.
    public var length: Int? {
        switch self {
        case .hash: 32
        case .email: 32
        case .name: 32
        case .keepFirst(let count): count + 3
        case .constant, .null, .sql: nil
        }
    }
}

extension Mask.Rule: CustomStringConvertible {
    /// The rule's name, as an archive's index has it. What a constant or an expression says is not part of it.
    public var description: String {
        switch self {
        case .constant: "constant"
        case .null: "null"
        case .hash: "hash"
        case .email: "email"
        case .name: "name"
        case .keepFirst(let count): "keepFirst \(count)"
        case .sql: "sql"
        }
    }
}
