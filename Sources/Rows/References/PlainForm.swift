import Catalogue
import PostgreSQL

/// The value is the id.
///
/// Where it points into one table it travels in columns of its own, which `RowQuery` joins; where a name says which table, as
/// one value like the other forms.
struct PlainForm: ReferenceForm {
    func read(_ value: SQL, _ keys: KeysOfIDs) -> SQL {
        "CASE WHEN \(value) IS NOT NULL THEN \(keys.json("to_jsonb(\(value))", keepsText: false)) END"
    }

    func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (SQL) -> SQL) -> SQL { key(json) }

    func resolve(_ json: SQL, _ ids: IDsOfKeys) -> SQL { ids.text(json) }

    func join(_ ends: ReferenceEnds) -> ReferenceJoin { ReferenceJoin(condition: ends.areEqual) }

    func keys(in json: SQL, alias: SQL) -> SQL { "(SELECT (\(json))::jsonb AS v) AS \(alias)" }

    func key(in json: SQL) -> SQL? { json }

    func isOfIDs(_ source: String?, _ target: ColumnType) -> Bool { true }
}
