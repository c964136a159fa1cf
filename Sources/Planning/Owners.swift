import TableKit

/// That rows of a table belong to rows of another one, through a reference.
public struct Owner: Sendable, Equatable {
    /// A reference of the owned table that fills its column.
    public let reference: ReferencePlan
    /// The owner's table, schema-qualified; of a polymorphic reference one of several.
    public let table: TableName
}

extension Plan {
    /// What the rows of a table belong to, for the export of one root's data; a row belongs to it through each of them.
    ///
    /// What `belongsTo` declares; of a junction without it, the first reference of the natural key. A table that no
    /// module is written for belongs to whatever its rows cannot be without: the target of each foreign key, and of each
    /// reference that a manifest declares of a whole value, that takes no NULL.
    public func owners(of table: TablePlan) -> [Owner] {
        if let declared = table.declaration.belongsTo {
            guard let owner = self.table(named: declared.table)?.table.name else { return [] }
            let reference = table.references(in: declared.column).first {
                $0.shape.isWhole && $0.referencedTables.contains(owner)
            }
            return reference.map { [Owner(reference: $0, table: owner)] } ?? []
        }
        // What says which table a row points into owns nothing.
        let types = Set(table.references.compactMap(\.named?.naming.column))
        if table.kind == .junction {
            let first = table.key.columns.lazy.filter { !types.contains($0) }
                .compactMap { table.keyReference(in: $0) }.first
            return first.map(owners(through:)) ?? []
        }
        guard !table.declaration.hasModule, table.declaration.origin != .archive else { return [] }
        return table.references.filter { reference in
            !reference.isNullable && reference.shape.isWhole && types.isDisjoint(with: reference.columns)
        }.flatMap(owners(through:))
    }

    /// The table of the plan that a name means, with or without its schema.
    public func table(named name: TableName) -> TablePlan? {
        (tables + lookups).first { $0.table.name == name || $0.displayName == name.description }
    }

    private func owners(through reference: ReferencePlan) -> [Owner] {
        reference.referencedTables.map { Owner(reference: reference, table: $0) }
    }
}
