import Catalogue
import Declarations
import Diagnostics
import Index
import Planning
import TableKit

/// What a manifest says of an import beside its declarations: what the target calls the archive's tables, and which
/// columns stay in the archive.
package struct ImportRules {
    /// From the archive's name of a table to the target's, for people.
    package private(set) var renames: [TableName: TableName] = [:]
    private let manifest: Manifest?
    private let catalogue: Catalogue

    /// - Parameters:
    ///   - archive: its index as it stands in it.
    ///   - base: that of the archive which both sides of a merge started from.
    /// - Throws: `Failure` with `usage` where the manifest says what only an export can do, else with `schemaMismatch`
    ///   that lists every name which neither the archive nor the database has.
    package init(_ manifest: Manifest?, of archive: ArchiveIndex, base: ArchiveIndex?, into catalogue: Catalogue)
        throws(Failure)
    {
        self.manifest = manifest
        self.catalogue = catalogue
        guard let manifest else { return }
        if archive.holdsWholeTables, manifest.choosesRows { throw manifest.refusal(ofRowsOf: "the archive") }
        let indexes = [archive, base].compactMap { $0 }
        var problems = rename(indexes)
        if problems.isEmpty { problems = misnamed(in: archive.renaming(renames)) + contradicted() }
        guard problems.isEmpty else {
            throw Failure(
                .schemaMismatch, "the manifest \"\(manifest.name)\" does not fit",
                cause: problems.count == 1 ? problems[0].description : "\(problems.count) differences",
                remedy: "see the list; nothing was changed", problems: problems)
        }
    }

    // MARK: names

    private mutating func rename(_ indexes: [ArchiveIndex]) -> [Problem] {
        guard let manifest else { return [] }
        var problems: [Problem] = []
        let there = Set(indexes.flatMap(\.names))
        for (old, new) in manifest.renames.sorted(by: { $0.key < $1.key }) {
            if !there.contains(old) {
                problems.append(
                    Problem(
                        .schema, table: old.description,
                        message: "the manifest renames this table, which the archive does not have",
                        remedy: "correct the name in its renames; satchel inspect lists the archive's tables"))
            }
            guard let table = catalogue.table(new) else {
                problems.append(
                    Problem(
                        .schema, table: new.description,
                        message: "the manifest renames \"\(old)\" to this table, which the database does not have",
                        remedy: "create the table, or correct the name in its renames"))
                continue
            }
            renames[old] = TableName(parsing: catalogue.displayName(table.name)) ?? table.name
        }
        return problems + indexes.flatMap(shared)
    }

    /// Tables of the archive that the renames make one of.
    private func shared(_ index: ArchiveIndex) -> [Problem] {
        let byTable = Dictionary(grouping: index.names) { name in
            let new = renames[name] ?? name
            return catalogue.table(new)?.name ?? new
        }
        let several = byTable.filter { $0.value.count > 1 && $0.value.contains { renames[$0] != nil } }
        return several.sorted { $0.key < $1.key }.map { table, names in
            Problem(
                .schema, table: catalogue.displayName(table),
                message: "the manifest's renames make one table of "
                    + names.sorted().map { "\"\($0)\"" }.joined(separator: " and "),
                remedy: "rename one of them to another table")
        }
    }

    /// Tables and columns that the manifest names and that are nowhere: a misspelt one would take in what was to stay out.
    private func misnamed(in index: ArchiveIndex) -> [Problem] {
        guard let manifest else { return [] }
        let archived = index.tables + index.lookups
        let named = manifest.declarations.map(\.table) + manifest.excludedColumns.keys + manifest.masks.keys
        var problems = Set(named).filter { name in
            catalogue.table(name) == nil && !archived.contains { $0.table == name }
        }.sorted().map { name in
            Problem(
                .schema, table: name.description,
                message: "the manifest names this table, which neither the archive nor the database has",
                remedy: "correct the name in the manifest")
        }
        for table in archived {
            let key = Set(table.naturalKey)
            for column in excluded(of: table) {
                if key.contains(column.name) {
                    problems.append(
                        Problem(
                            .declaration, table: table.table.description, column: column.name,
                            message: "the manifest excludes a column of the archive's natural key",
                            remedy: "let the column travel, or export again with another key"))
                } else if !table.holds(column.name), catalogue.table(table.table)?.column(column.name) == nil {
                    problems.append(
                        Problem(
                            .schema, table: table.table.description, column: column.name,
                            message:
                                "the manifest excludes this column, which neither the archive nor the database has",
                            remedy: "correct the name in its excludeColumns"))
                }
            }
        }
        return problems
    }

    /// What the manifest declares for an import and the database contradicts.
    private func contradicted() -> [Problem] {
        guard let manifest else { return [] }
        let declared = manifest.declarations.filter { catalogue.table($0.table) != nil }.map { declared in
            var declaration = Declaration(table: declared.table, origin: .manifest(manifest.name))
            declaration.dependencies = declared.dependencies ?? []
            declaration.references = declared.references ?? []
            declaration.lateSeeds = declared.lateSeeds ?? []
            declaration.derived = declared.derived ?? []
            return declaration
        }
        return Planner(catalogue: catalogue, declarations: declared).findings().filter {
            $0.severity == .error
        }
    }

    // MARK: columns

    /// The columns of the table that stay in the archive.
    ///
    /// - Parameter table: as the renamed index has it.
    func excluded(of table: ArchivedTable) -> [ExcludedColumn] {
        manifest.map { find(table, in: $0.excludedColumns) ?? [] } ?? []
    }

    /// What the manifest says of the tables to be imported that cannot be done, and what of it does not count.
    func problems(of tables: [ArchivedTable]) -> [Problem] {
        guard let manifest else { return [] }
        return tables.flatMap { table -> [Problem] in
            let masked = Set(table.masked.map(\.column)).union(excluded(of: table).map(\.name))
            let bare = (find(table, in: manifest.masks) ?? []).map(\.column).filter {
                table.holds($0) && !masked.contains($0)
            }
            let unmasked = bare.map { column in
                Problem(
                    .declaration, table: table.table.description, column: column,
                    message: "the manifest masks this column, but the archive has its values: an import masks nothing",
                    remedy: "export with the manifest, or leave the column in the archive with excludeColumns")
            }
            let keys = Dictionary(
                manifest.declarations.compactMap { declared in declared.naturalKey.map { (declared.table, $0) } }
            ) { first, _ in first }
            guard let key = find(table, in: keys), key.columns != table.naturalKey else { return unmasked }
            return unmasked + [
                Problem(
                    .declaration, severity: .warning, table: table.table.description,
                    message: "the archive knows rows by (\(table.naturalKey.joined(separator: ", "))), the manifest by "
                        + "(\(key.columns.joined(separator: ", "))): the archive's key counts",
                    remedy: "export again with the manifest where its key is meant")
            ]
        }
    }

    private func find<Value>(_ table: ArchivedTable, in values: [TableName: Value]) -> Value? {
        let name = catalogue.table(table.table)?.name
        return values.first { key, _ in
            key == table.table || name.map { catalogue.table(key)?.name == $0 } == true
        }?.value
    }
}

extension Manifest {
    /// True where it takes some rows of its tables alone.
    package var choosesRows: Bool { root != nil || since != nil }

    /// What is thrown where the rows to choose from are there already.
    package func refusal(ofRowsOf place: String) -> Failure {
        Failure(
            .usage, "the manifest \"\(name)\" chooses rows, which an export alone can do",
            cause: "it has a \(root == nil ? "since" : "root"), and \(place) holds whole tables",
            remedy: "export with the manifest, or use one without root and since")
    }
}

extension ArchiveIndex {
    /// The tables of which it has rows or keys.
    fileprivate var names: [TableName] { (tables + lookups).map(\.table) }
}

extension ArchivedTable {
    /// True where the archive has values for the column, or keys in their place.
    fileprivate func holds(_ column: String) -> Bool {
        columns.contains { $0.column == column }
            || references.enumerated().contains { number, reference in
                reference.columns.contains(column)
                    && columns.contains { held in
                        if case .key(number, _) = held.content { return true }
                        return false
                    }
            }
    }
}
