import PostgreSQL

/// The value is a text that names the table and the row: `party.party,12`. An empty or negative id means none.
///
/// It travels as `["party.party", key]`; as the text itself where it means none; as `{"!": text}` where it names no row.
struct NamedForm: ReferenceForm {
    /// What stands between the name and the id.
    let separator: String

    func read(_ value: SQL, _ keys: KeysOfIDs) -> SQL {
        let (name, id) = (name(of: value), id(of: value))
        let pair = keys.find(id) { key in "CASE WHEN \(key) IS NOT NULL THEN jsonb_build_array(\(name), \(key)) END" }
        return """
            CASE WHEN \(value) IS NOT NULL THEN \
            CASE WHEN (\(value))::text = '' OR (\(id)) ~ '^(-[0-9]+)?$' THEN to_jsonb((\(value))::text) \
            ELSE COALESCE(\(pair), jsonb_build_object('!', \(keys.leaving("(\(value))::text")))) END END
            """
    }

    func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (SQL) -> SQL) -> SQL {
        """
        (CASE jsonb_typeof(\(json)) WHEN 'array' THEN jsonb_build_array(\(json) -> 0, \(key("(\(json) -> 1)"))) \
        ELSE \(json) END)
        """
    }

    func resolve(_ json: SQL, _ ids: IDsOfKeys) -> SQL {
        """
        CASE jsonb_typeof(\(json)) WHEN 'array' THEN (\(json) ->> 0) || \(literal: separator) || \
        (\(ids.text("(\(json) -> 1)"))) WHEN 'string' THEN \(json) #>> '{}' \
        ELSE (\(ids.text(json))) END
        """
    }

    func join(_ ends: ReferenceEnds) -> ReferenceJoin {
        ReferenceJoin(condition: ends.isReferenced(byText: id(of: ends.value)))
    }

    func keys(in json: SQL, alias: SQL) -> SQL {
        let value: SQL = "(\(json))::jsonb"
        return """
            (SELECT CASE jsonb_typeof(\(value)) WHEN 'array' THEN \(value) -> 1 WHEN 'object' THEN \(value) END AS v) \
            AS \(alias)
            """
    }

    func key(in json: SQL) -> SQL? { "(\(json) -> 1)" }

    func name(in value: SQL) -> SQL? { name(of: value) }

    func name(inWritten json: SQL) -> SQL? { "((\(json))::jsonb ->> 0)" }

    /// What stands before the first separator.
    private func name(of value: SQL) -> SQL { "split_part((\(value))::text, \(literal: separator), 1)" }

    /// What stands behind it.
    private func id(of value: SQL) -> SQL {
        let text: SQL = "(\(value))::text"
        return """
            CASE WHEN strpos(\(text), \(literal: separator)) > 0 \
            THEN substr(\(text), strpos(\(text), \(literal: separator)) + \(separator.unicodeScalars.count)) END
            """
    }
}
