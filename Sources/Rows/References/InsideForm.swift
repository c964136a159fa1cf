import Catalogue
import PostgreSQL
import TableKit

/// The ids stand at a path inside an array, a JSON value or a composite.
///
/// The value travels as JSON with a key wherever the path leads, and everything else as it is. An id that was a JSON string
/// travels as `{"text": key}`.
struct InsideForm: ReferenceForm {
    let path: ValuePath

    var sharesValue: Bool { true }

    func read(_ value: SQL, _ keys: KeysOfIDs) -> SQL {
        InsideForm.replace(value, at: path.steps[...], keys.aliases) { keys.json($0, keepsText: true) }
    }

    func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (SQL) -> SQL) -> SQL {
        InsideForm.replace(json, at: path.steps[...], aliases, key)
    }

    func resolve(_ json: SQL, _ ids: IDsOfKeys) -> SQL {
        InsideForm.replace(json, at: path.steps[...], ids.aliases) { ids.json($0) }
    }

    func join(_ ends: ReferenceEnds) -> ReferenceJoin {
        ReferenceJoin(ends, idsIn: elements(of: "to_jsonb(\(ends.value))", alias: "e"))
    }

    func keys(in json: SQL, alias: SQL) -> SQL { elements(of: "(\(json))::jsonb", alias: alias) }

    func isOfIDs(_ source: String?, _ target: ColumnType) -> Bool {
        guard path.steps == [.eachElement], case .array = target.withoutDomain.kind else { return false }
        return source?.hasSuffix("[]") == true
    }

    /// The value with `leaf` applied wherever the path leads. `leaf` must not give SQL's NULL.
    ///
    /// OFFSET 0 keeps the planner from putting the value's expression wherever `v` stands: with several references in one
    /// column it would be computed, and planned, many times over.
    private static func replace(
        _ json: SQL, at path: ArraySlice<ValuePath.Step>, _ aliases: Aliases, _ leaf: (SQL) -> SQL
    ) -> SQL {
        guard let step = path.first else { return leaf(json) }
        let rest = path.dropFirst()
        let alias = aliases.next("value")
        let value: SQL = "\(alias).v"
        switch step {
        case .field(let name):
            let inner = replace("(\(value) -> \(literal: name))", at: rest, aliases, leaf)
            return """
                (SELECT CASE WHEN jsonb_typeof(\(value)) = 'object' AND \(value) ? \(literal: name) \
                THEN jsonb_set(\(value), ARRAY[\(literal: name)], \(inner)) ELSE \(value) END \
                FROM (SELECT \(json) AS v OFFSET 0) AS \(alias))
                """
        case .eachElement:
            let element = aliases.next("element")
            let inner = replace("\(element).v", at: rest, aliases, leaf)
            return """
                (SELECT CASE WHEN jsonb_typeof(\(value)) = 'array' \
                THEN COALESCE((SELECT jsonb_agg(\(inner) ORDER BY \(element).n) \
                FROM jsonb_array_elements(\(value)) WITH ORDINALITY AS \(element)(v, n)), '[]') \
                ELSE \(value) END FROM (SELECT \(json) AS v OFFSET 0) AS \(alias))
                """
        }
    }

    /// All values at the path, as a FROM item with one jsonb column `v`.
    ///
    /// Each step first asks whether it leads anywhere: strict mode ends at the first value where it does not, and lax mode
    /// would find arrays where `replace` sees none.
    private func elements(of json: SQL, alias: SQL) -> SQL {
        let steps = path.steps.map { step -> String in
            let accessor =
                switch step {
                case .eachElement: "[*]"
                case .field(let name): ".\"" + InsideForm.escaped(name) + "\""
                }
            return " ? (exists (@\(accessor)))\(accessor)"
        }.joined()
        return "jsonb_path_query(\(json), \(literal: "strict $" + steps)::jsonpath, '{}', true) AS \(alias)(v)"
    }

    /// A name inside a quoted part of a jsonpath.
    private static func escaped(_ name: String) -> String {
        name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }
}
