import Catalogue
import Planning
import PostgreSQL
import TableKit

/// A value in which references stand, whose keys travel inside it.
package struct EmbeddedValue {
    /// Those that decide what the value is: one that has it for itself, or all that share it.
    private let references: [ReferencePlan]
    /// True where the value is JSON in which references have their places.
    private let isShared: Bool

    /// - Parameter references: those that hold in the column, in order; at least one.
    package init?(_ references: [ReferencePlan]) {
        guard let first = references.first(where: \.shape.isWhole) ?? references.first else { return nil }
        isShared = first.form.sharesValue
        self.references = isShared ? references.filter(\.form.sharesValue) : [first]
    }

    /// The value of a database as the archive writes it, as jsonb.
    package func read(_ value: SQL, _ type: ColumnType, _ keys: (ReferencePlan) -> KeysOfIDs) -> SQL {
        let start: SQL = !isShared || type.baseName == "jsonb" ? value : "to_jsonb(\(value))"
        return references.reduce(start) { value, reference in reference.form.read(value, keys(reference)) }
    }

    /// A value as the archive writes it with other keys.
    package func rewrite(_ json: SQL, _ aliases: Aliases, _ key: (ReferencePlan, SQL) -> SQL) -> SQL {
        references.reduce(json) { json, reference in
            reference.form.rewrite(json, aliases) { key(reference, $0) }
        }
    }

    /// A value as the archive writes it as that of a column of the target.
    package func resolve(
        _ json: SQL, as column: CatalogueColumn, of table: TableName, _ ids: (ReferencePlan) -> IDsOfKeys
    ) -> SQL {
        let resolved = references.reduce(json) { json, reference in reference.form.resolve(json, ids(reference)) }
        let type = SQL(verbatim: column.type.sql)
        guard isShared else { return "(\(resolved))::\(type)" }
        switch column.type.withoutDomain.kind {
        case .composite: return "jsonb_populate_record(NULL::\(type), \(resolved))"
        case .base where column.type.isJSON: return "(\(resolved))::\(type)"
        default:
            // The row type knows how every other type, arrays of any depth among them, is read from JSON.
            return """
                (jsonb_populate_record(NULL::\(table), jsonb_build_object(\(literal: column.name), \(resolved)))).\
                \(name: column.name)
                """
        }
    }
}

extension Plan {
    /// The archive column in which a reference's keys stand inside a value.
    package func embeddedColumn(of reference: ReferencePlan, in table: TablePlan) -> ArchiveColumn? {
        archiveColumns(of: table).first { column in
            if case .embedded(_, let references) = column.content { return references.contains(reference) }
            return false
        }
    }
}
