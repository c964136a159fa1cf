import TableKit

/// A column as the catalogue describes it.
public struct CatalogueColumn: Sendable, Equatable {
    public let name: String
    public let type: ColumnType
    public let isNotNull: Bool
    /// The SQL expression of a GENERATED ALWAYS AS … STORED column.
    public let generation: String?
    /// The columns of the same table that `generation` reads.
    public let generatedFrom: [String]
    public let identity: Identity?
    /// The default's SQL expression, as `pg_get_expr` prints it; nil for generated columns.
    public let defaultExpression: String?
    /// How the column of a new row is filled, where a sequence has a part in it; nil where none has.
    public let drawing: Drawing?
    /// True where the column's collation calls different texts equal (ICU, nondeterministic).
    public let hasNondeterministicCollation: Bool
    /// True where the connected role may SELECT the column.
    public let isReadable: Bool

    public init(
        name: String, type: ColumnType, isNotNull: Bool = false, generation: String? = nil,
        generatedFrom: [String] = [], identity: Identity? = nil,
        defaultExpression: String? = nil, drawing: Drawing? = nil, hasNondeterministicCollation: Bool = false,
        isReadable: Bool = true
    ) {
        self.name = name
        self.type = type
        self.isNotNull = isNotNull
        self.generation = generation
        self.generatedFrom = generatedFrom
        self.identity = identity
        self.defaultExpression = defaultExpression
        self.drawing = drawing
        self.hasNondeterministicCollation = hasNondeterministicCollation
        self.isReadable = isReadable
    }

    public var isGenerated: Bool { generation != nil }

    /// The same, filled in a way that its default does not show.
    public func filled(by drawing: Drawing?) -> CatalogueColumn {
        CatalogueColumn(
            name: name, type: type, isNotNull: isNotNull, generation: generation, generatedFrom: generatedFrom,
            identity: identity, defaultExpression: defaultExpression, drawing: drawing ?? self.drawing,
            hasNondeterministicCollation: hasNondeterministicCollation, isReadable: isReadable)
    }
}

extension CatalogueColumn {
    public enum Identity: String, Sendable {
        case always = "a"
        case byDefault = "d"
    }
}

/// A column's type.
public struct ColumnType: Sendable, Equatable {
    /// The type as SQL writes it, schema-qualified unless it is PostgreSQL's own, with its modifier:
    /// `integer`, `character varying(50)`, `public.image_shape`, `"odd schema"."Type"[]`.
    public let sql: String
    /// The name in `pg_type` of the type, or of the domain's base type: `int4`, `varchar`, `_int4`.
    public let baseName: String
    public let kind: Kind
    /// The operator that says whether two values of the type are equal: that of its default operator class.
    public let equality: Equality

    public init(sql: String, baseName: String, kind: Kind = .base, equality: Equality = .builtIn) {
        self.sql = sql
        self.baseName = baseName
        self.kind = kind
        self.equality = equality
    }

    /// The type as SQL writes it whatever the search path; without its modifier, where it is PostgreSQL's own.
    public var qualified: String {
        // Every other type is printed with its schema.
        sql.contains(".") ? sql : "pg_catalog.\"\(baseName)\""
    }

    /// True where a value is checked by code of the database's when it becomes one of the type: a domain is in it.
    public var isChecked: Bool {
        switch kind {
        case .base, .enumeration, .range: false
        case .domain: true
        case .array(let element): element.isChecked
        case .composite(let fields): fields.contains { $0.type.isChecked }
        }
    }
}

/// An operator, by the schema that it is in.
public struct OperatorName: Sendable, Hashable {
    public let schema: String
    /// Such as `=`; the server lets nothing but operators' characters be one.
    public let symbol: String

    public init(schema: String, symbol: String) {
        self.schema = schema
        self.symbol = symbol
    }

    /// PostgreSQL's own `=`.
    public static let equals = OperatorName(schema: "pg_catalog", symbol: "=")
}

/// How it is asked whether two values are equal.
public struct Equality: Sendable, Hashable {
    public let name: OperatorName
    /// The type that both sides are brought to, as SQL writes it; nil where the operator is PostgreSQL's own. In the
    /// schema of another there may be one of the same name that fits better, for a domain say.
    public let operand: String?

    public init(_ name: OperatorName, of operand: String?) {
        self.name = name
        self.operand = operand
    }

    public static let builtIn = Equality(.equals, of: nil)
}

extension ColumnType {
    public indirect enum Kind: Sendable, Equatable {
        case base
        case enumeration
        /// The fields in order.
        case composite([Field])
        case array(of: ColumnType)
        case domain(over: ColumnType)
        case range
    }

    public struct Field: Sendable, Equatable {
        public let name: String
        public let type: ColumnType

        public init(name: String, type: ColumnType) {
            self.name = name
            self.type = type
        }
    }
}
