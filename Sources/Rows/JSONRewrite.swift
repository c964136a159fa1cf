import PostgreSQL
import TableKit

/// Expressions that replace what stands at a path of a JSON value, and leave everything else as it is.
package enum JSONRewrite {
    /// The value with `leaf` applied wherever the path leads. `leaf` must not give SQL's NULL.
    ///
    /// OFFSET 0 keeps the planner from putting the value's expression wherever `v` stands: with several references in one
    /// column it would be computed, and planned, many times over.
    ///
    /// - Parameter aliases: gives each sub-select names of its own.
    package static func replace(_ json: SQL, at path: [ValuePath.Step], aliases: Aliases, _ leaf: (SQL) -> SQL) -> SQL {
        guard let step = path.first else { return leaf(json) }
        let rest = Array(path.dropFirst())
        let alias = aliases.next("j")
        let value: SQL = "\(alias).v"
        switch step {
        case .field(let name):
            let inner = replace("(\(value) -> \(literal: name))", at: rest, aliases: aliases, leaf)
            return """
                (SELECT CASE WHEN jsonb_typeof(\(value)) = 'object' AND \(value) ? \(literal: name) \
                THEN jsonb_set(\(value), ARRAY[\(literal: name)], \(inner)) ELSE \(value) END \
                FROM (SELECT \(json) AS v OFFSET 0) AS \(alias))
                """
        case .eachElement:
            let element = aliases.next("e")
            let inner = replace("\(element).v", at: rest, aliases: aliases, leaf)
            return """
                (SELECT CASE WHEN jsonb_typeof(\(value)) = 'array' \
                THEN COALESCE((SELECT jsonb_agg(\(inner) ORDER BY \(element).n) \
                FROM jsonb_array_elements(\(value)) WITH ORDINALITY AS \(element)(v, n)), '[]') \
                ELSE \(value) END FROM (SELECT \(json) AS v OFFSET 0) AS \(alias))
                """
        }
    }

    /// A set of all values at the path, as a FROM item with one jsonb column `v`.
    ///
    /// Each step first asks whether it leads anywhere: strict mode ends at the first value where it does not, and lax mode
    /// would find arrays where `replace` sees none.
    package static func elements(_ json: SQL, at path: [ValuePath.Step], alias: SQL) -> SQL {
        let steps = path.map { step -> String in
            let accessor =
                switch step {
                case .eachElement: "[*]"
                case .field(let name): ".\"" + escaped(name) + "\""
                }
            return " ? (exists (@\(accessor)))\(accessor)"
        }.joined()
        return "jsonb_path_query(\(json), \(literal: "strict $" + steps)::jsonpath, '{}', true) AS \(alias)(v)"
    }

    /// A name inside a quoted part of a jsonpath.
    private static func escaped(_ name: String) -> String {
        name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }

    /// A text cut into JSON: texts and, at every second place, what `leaf` makes of the digits behind `prefix`.
    static func split(_ text: SQL, after prefix: String, aliases: Aliases, _ leaf: (SQL) -> SQL) -> SQL {
        let pattern = pattern(after: prefix)
        let (part, piece, match) = (aliases.next("p"), aliases.next("s"), aliases.next("m"))
        return """
            CASE WHEN \(text) IS NOT NULL THEN (SELECT jsonb_agg(\(part).v ORDER BY \(part).n, \(part).k) FROM (\
            SELECT \(piece).n, 0 AS k, to_jsonb(\(piece).v) AS v \
            FROM regexp_split_to_table(\(text), \(pattern)) WITH ORDINALITY AS \(piece)(v, n) \
            UNION ALL SELECT \(match).n, 1, \(leaf("to_jsonb(\(match).v[1])")) \
            FROM regexp_matches(\(text), \(pattern), 'g') WITH ORDINALITY AS \(match)(v, n)) AS \(part)) END
            """
    }

    /// The digits behind `prefix`, as a FROM item with one jsonb column `v`.
    package static func numbers(in text: SQL, after prefix: String, alias: SQL) -> SQL {
        """
        (SELECT to_jsonb(match.v[1]) AS v FROM regexp_matches(\(text), \(pattern(after: prefix)), 'g') AS match(v)) \
        AS \(alias)
        """
    }

    private static func pattern(after prefix: String) -> SQL {
        "\(literal: "(?<=" + escapedPattern(prefix) + ")[0-9]+")"
    }

    /// The text that `split` cut, with `leaf` giving each key's text.
    package static func join(_ json: SQL, aliases: Aliases, _ leaf: (SQL) -> SQL) -> SQL {
        let element = aliases.next("e")
        return """
            (SELECT string_agg(CASE WHEN \(element).n % 2 = 1 THEN \(element).v #>> '{}' \
            ELSE \(leaf("\(element).v")) END, '' ORDER BY \(element).n) \
            FROM jsonb_array_elements(\(json)) WITH ORDINALITY AS \(element)(v, n))
            """
    }

    /// A text as a regular expression that matches it literally.
    private static func escapedPattern(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber || $0 == "_" ? String($0) : "\\\($0)" }.joined()
    }
}

/// Names for the parts of one statement, each given once.
package final class Aliases {
    private var count = 0

    package init() {}

    package func next(_ prefix: SQL) -> SQL {
        count += 1
        return "\(prefix)\(count)"
    }
}
