import PostgreSQL

/// The ids are the digits that follow a fixed text inside a text.
///
/// The text travels cut into a JSON array: texts and, at every second place, a key.
struct TextForm: ReferenceForm {
    let prefix: String

    func read(_ value: SQL, _ keys: KeysOfIDs) -> SQL {
        let aliases = keys.aliases
        let (part, piece, match) = (aliases.next("part"), aliases.next("piece"), aliases.next("match"))
        let key = keys.json("to_jsonb(\(match).v[1])", keepsText: false)
        return """
            CASE WHEN \(value) IS NOT NULL THEN (SELECT jsonb_agg(\(part).v ORDER BY \(part).n, \(part).k) FROM (\
            SELECT \(piece).n, 0 AS k, to_jsonb(\(piece).v) AS v \
            FROM regexp_split_to_table(\(value), \(pattern)) WITH ORDINALITY AS \(piece)(v, n) \
            UNION ALL SELECT \(match).n, 1, \(key) \
            FROM regexp_matches(\(value), \(pattern), 'g') WITH ORDINALITY AS \(match)(v, n)) AS \(part)) END
            """
    }

    func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (SQL) -> SQL) -> SQL {
        let element = aliases.next("element")
        return """
            (SELECT jsonb_agg(CASE WHEN \(element).n % 2 = 1 THEN \(element).v \
            ELSE \(key("\(element).v")) END ORDER BY \(element).n) \
            FROM jsonb_array_elements(\(json)) WITH ORDINALITY AS \(element)(v, n))
            """
    }

    func resolve(_ json: SQL, _ ids: IDsOfKeys) -> SQL {
        let element = ids.aliases.next("element")
        return """
            (SELECT string_agg(CASE WHEN \(element).n % 2 = 1 THEN \(element).v #>> '{}' \
            ELSE COALESCE(\(ids.text("\(element).v")), '') END, '' ORDER BY \(element).n) \
            FROM jsonb_array_elements(\(json)) WITH ORDINALITY AS \(element)(v, n))
            """
    }

    func join(_ ends: ReferenceEnds) -> ReferenceJoin {
        ReferenceJoin(
            ends,
            idsIn: """
                (SELECT to_jsonb(match.v[1]) AS v FROM regexp_matches(\(ends.value), \(pattern), 'g') AS match(v)) AS e
                """)
    }

    func keys(in json: SQL, alias: SQL) -> SQL {
        """
        (SELECT e.v FROM jsonb_array_elements((\(json))::jsonb) WITH ORDINALITY AS e(v, n) WHERE e.n % 2 = 0) \
        AS \(alias)
        """
    }

    private var pattern: SQL { "\(literal: "(?<=" + TextForm.escaped(prefix) + ")[0-9]+")" }

    /// A text as a regular expression that matches it literally.
    private static func escaped(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber || $0 == "_" ? String($0) : "\\\($0)" }.joined()
    }
}
