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
    /// The sequence that fills the column: owned, of an identity, or named by a `nextval` default.
    public let sequence: TableName?
    /// True where the column's collation calls different texts equal (ICU, nondeterministic).
    public let hasNondeterministicCollation: Bool
    /// True where the connected role may SELECT the column.
    public let isReadable: Bool

    public init(
        name: String, type: ColumnType, isNotNull: Bool = false, generation: String? = nil,
        generatedFrom: [String] = [], identity: Identity? = nil,
        defaultExpression: String? = nil, sequence: TableName? = nil, hasNondeterministicCollation: Bool = false,
        isReadable: Bool = true
    ) {
        self.name = name
        self.type = type
        self.isNotNull = isNotNull
        self.generation = generation
        self.generatedFrom = generatedFrom
        self.identity = identity
        self.defaultExpression = defaultExpression
        self.sequence = sequence
        self.hasNondeterministicCollation = hasNondeterministicCollation
        self.isReadable = isReadable
    }

    public var isGenerated: Bool { generation != nil }
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

    public init(sql: String, baseName: String, kind: Kind = .base) {
        self.sql = sql
        self.baseName = baseName
        self.kind = kind
    }
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
