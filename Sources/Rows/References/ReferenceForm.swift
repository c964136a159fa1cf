import Catalogue
import Planning
import PostgreSQL
import TableKit

/// How ids stand in a column, and all that follows from it: a type and a file for each `Reference.Shape`.
///
/// Which table the ids belong to is another question (`ReferencePlan.choice`): a form is handed expressions for keys and ids.
package protocol ReferenceForm: Sendable {
    /// True where a value is JSON, and several references have their places in it; else it is one reference's alone.
    var sharesValue: Bool { get }

    /// Reads: a value of a database with keys in place of the ids, as the archive writes it, as jsonb.
    func read(_ value: SQL, _ keys: KeysOfIDs) -> SQL

    /// Rewrites: a value as the archive writes it with other keys, as jsonb.
    func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (SQL) -> SQL) -> SQL

    /// Resolves: a value as the archive writes it with the target's ids, as text; as jsonb where values are shared.
    func resolve(_ json: SQL, _ ids: IDsOfKeys) -> SQL

    /// Joins: how the referencing row and the referenced one find each other.
    func join(_ ends: ReferenceEnds) -> ReferenceJoin

    /// The keys of a value as the archive writes it, as a FROM item with one jsonb column `v`.
    func keys(in json: SQL, alias: SQL) -> SQL

    /// The one key of such a value; nil where there may be several.
    func key(in json: SQL) -> SQL?

    /// The name of the table that a value of a database gives itself; nil where values do not.
    func name(in value: SQL) -> SQL?

    /// The same of a value as the archive writes it.
    func name(inWritten json: SQL) -> SQL?

    /// True where a value is nothing but ids, so that its type is that of the target's ids.
    ///
    /// - Parameters:
    ///   - source: the type in the source, as SQL writes it.
    ///   - target: the column's type in the target.
    func isOfIDs(_ source: String?, _ target: ColumnType) -> Bool
}

extension ReferenceForm {
    package var sharesValue: Bool { false }
    package func key(in json: SQL) -> SQL? { nil }
    package func name(in value: SQL) -> SQL? { nil }
    package func name(inWritten json: SQL) -> SQL? { nil }
    package func isOfIDs(_ source: String?, _ target: ColumnType) -> Bool { false }
}

extension Reference.Shape {
    package var form: any ReferenceForm {
        switch self {
        case .plain: PlainForm()
        case .inside(let path): InsideForm(path: path)
        case .text(let prefix): TextForm(prefix: prefix)
        case .named(let separator): NamedForm(separator: separator)
        }
    }
}

extension ReferencePlan {
    package var form: any ReferenceForm { shape.form }
}
