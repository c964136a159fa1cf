import TableKit

/// A piece of SQL that was put together from literals and quoted parts alone.
///
/// A plain `String` cannot be interpolated: a name goes in as `\(name: …)`, a text as `\(literal: …)`.
public struct SQL: Sendable, Hashable {
    public let text: String

    /// Takes text as SQL unread: for what the catalogue printed or a module's hook says, never for data.
    public init(verbatim text: String) {
        self.text = text
    }

    public var isEmpty: Bool { text.isEmpty }

    /// The parts with `separator` between them.
    public static func join(_ parts: [SQL], _ separator: SQL) -> SQL {
        SQL(verbatim: parts.map(\.text).joined(separator: separator.text))
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(verbatim: left.text + right.text)
    }

    public static func += (left: inout SQL, right: SQL) {
        left = left + right
    }
}

extension SQL: CustomStringConvertible {
    public var description: String { text }
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        self.text = text
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// What may stand between `\(` and `)`.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        public mutating func appendInterpolation(_ sql: SQL) {
            text += sql.text
        }

        /// An identifier, quoted.
        public mutating func appendInterpolation(name: String) {
            text += SQL.quoted(identifier: name)
        }

        /// A table, quoted; with its schema where it has one.
        public mutating func appendInterpolation(_ table: TableName) {
            if let schema = table.schema { text += SQL.quoted(identifier: schema) + "." }
            text += SQL.quoted(identifier: table.name)
        }

        /// A text as a string constant; nil as NULL.
        public mutating func appendInterpolation(literal: String?) {
            text += literal.map(SQL.quoted(literal:)) ?? "NULL"
        }

        public mutating func appendInterpolation(_ integer: Int) {
            text += String(integer)
        }
    }
}
