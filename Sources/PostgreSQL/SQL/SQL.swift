import Catalogue
import TableKit

/// A piece of SQL that was put together from literals and quoted parts alone.
///
/// A plain `String` cannot be interpolated: a name goes in as `\(name: …)`, a text as `\(literal: …)`. What a piece
/// was made of stays known, so that a statement can be laid out in lines (`laidOut`) and shown without its literals.
/// Two pieces are equal where their text is.
public struct SQL: Sendable {
    private var nodes: [Node] = []
    /// How many levels of nodes are inside one another.
    private var depth = 0

    /// Deeper pieces are made flat: what walks through the parts, and what frees them, goes down level by level.
    private static let deepest = 64
    /// Pieces of no more parts than these are copied; larger ones are shared by all that they are put into.
    private static let mostCopied = 3

    private init() {}

    /// Takes text as SQL unread: for what the catalogue printed or a module's hook says, never for data.
    public init(verbatim text: String) {
        append(.text, text)
    }

    /// What the server is sent.
    public var text: String {
        var text = ""
        forEachPart { text += $0.sql }
        return text
    }

    public var isEmpty: Bool { nodes.isEmpty }

    /// Goes through texts, identifiers and literals in their order.
    func forEachPart(_ body: (Part) -> Void) {
        Node.forEachPart(of: nodes, body)
    }

    /// The parts with `separator` between them.
    public static func join(_ parts: [SQL], _ separator: SQL) -> SQL {
        var joined = SQL()
        joined.nodes.reserveCapacity(2 * parts.count)
        for (number, part) in parts.enumerated() {
            if number > 0 { joined += separator }
            joined += part
        }
        return joined
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = SQL()
        sum += left
        sum += right
        return sum
    }

    public static func += (left: inout SQL, right: SQL) {
        if right.nodes.count > mostCopied, right.depth < deepest {
            left.nodes.append(.nested(right.nodes))
            left.depth = max(left.depth, right.depth + 1)
        } else if right.depth < deepest {
            left.nodes += right.nodes
            left.depth = max(left.depth, right.depth)
        } else {
            right.forEachPart { left.nodes.append(.part($0)) }
        }
    }

    private mutating func append(_ kind: Part.Kind, _ sql: String) {
        if !sql.isEmpty { nodes.append(.part(Part(kind: kind, sql: sql))) }
    }
}

extension SQL: Hashable {
    public static func == (left: SQL, right: SQL) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension SQL: CustomStringConvertible {
    public var description: String { text }
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        append(.text, text)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// What may stand between `\(` and `)`.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL()

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.nodes.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            sql.append(.text, literal)
        }

        public mutating func appendInterpolation(_ sql: SQL) {
            self.sql += sql
        }

        /// An identifier, quoted.
        public mutating func appendInterpolation(name: String) {
            sql.append(.identifier, SQL.quoted(identifier: name))
        }

        /// A table, quoted; with its schema where it has one.
        public mutating func appendInterpolation(_ table: TableName) {
            if let schema = table.schema {
                sql.append(.identifier, SQL.quoted(identifier: schema))
                sql.append(.text, ".")
            }
            sql.append(.identifier, SQL.quoted(identifier: table.name))
        }

        /// An operator, by its schema. It binds as the operators do that have no rank of their own: less than `+`, more
        /// than `=`.
        public mutating func appendInterpolation(_ name: OperatorName) {
            sql.append(.text, "OPERATOR(")
            sql.append(.identifier, SQL.quoted(identifier: name.schema))
            sql.append(.text, ".\(name.symbol))")
        }

        /// A text as a string constant; nil as NULL.
        public mutating func appendInterpolation(literal: String?) {
            if let literal {
                sql.append(.literal, SQL.quoted(literal: literal))
            } else {
                sql.append(.text, "NULL")
            }
        }

        public mutating func appendInterpolation(_ integer: Int) {
            sql.append(.text, String(integer))
        }
    }
}
