import Catalogue
import Declarations
import Diagnostics
import Index
import Planning
import TableKit

/// Which of an archive's tables are wanted.
public struct TableChoice: Sendable {
    /// The tables that are looked at, and those whose rows they name by label: the others are as if the archive had them
    /// not. Nil: all.
    package var restriction: Selection?
    /// Nil: all.
    public var tables: [TablePattern]?
    public var excluded: [TablePattern]
    /// A manifest's: one that no table of the archive has leaves nothing out, because an export with the manifest has left
    /// it out already.
    public var excludedByManifest: [TablePattern] = []
    /// Whether rows of the other tables come along where chosen rows need them.
    public var withDependencies: Bool

    /// All of the tables that are looked at.
    package init(restriction: Selection?) {
        self.init()
        self.restriction = restriction
    }

    public init(tables: [TablePattern]? = nil, excluded: [TablePattern] = [], withDependencies: Bool = false) {
        self.tables = tables
        self.excluded = excluded
        self.withDependencies = withDependencies
    }

    /// An archive's index, of the tables that are looked at.
    func restricting(_ index: ArchiveIndex) -> ArchiveIndex { restriction.map(index.restricted) ?? index }

    /// The chosen tables of an archive, by the names that its index has for them.
    ///
    /// - Parameter renames: from the names in the archive to those in the index; a pattern may mean either.
    /// - Throws: `Failure` with `usage` for a name or pattern that no table of the archive has, and where none is left.
    func chosen(
        of index: ArchiveIndex, renamed renames: [TableName: TableName], in catalogue: Catalogue
    ) throws(Failure) -> Set<TableName> {
        let all = index.tables.map(\.table)
        let archived = Dictionary(renames.map { ($0.value, $0.key) }) { first, _ in first }
        func find(_ pattern: TablePattern) -> [TableName] {
            all.filter { name in
                guard let wanted = pattern.name else {
                    return pattern.matches(name) || archived[name].map(pattern.matches) == true
                }
                return wanted == name || wanted == archived[name]
                    || catalogue.table(wanted).map { $0.name == catalogue.table(name)?.name } == true
            }
        }
        var chosen = Set(all)
        if let tables { chosen = try TableChoice.all(tables, among: all, find) }
        chosen.subtract(try TableChoice.all(excluded, among: all, find))
        chosen.subtract(excludedByManifest.flatMap(find))
        guard !chosen.isEmpty || all.isEmpty else {
            throw Failure(
                .usage, "there is nothing to import",
                cause: "what is chosen and left out leaves no table of the archive",
                remedy: "choose other tables; the archive has " + TableChoice.list(all))
        }
        return chosen
    }

    private static func all(
        _ patterns: [TablePattern], among names: [TableName], _ find: (TablePattern) -> [TableName]
    ) throws(Failure) -> Set<TableName> {
        var found: Set<TableName> = []
        for pattern in patterns {
            let matched = find(pattern)
            guard !matched.isEmpty else {
                throw Failure(
                    .usage, "the archive has no table \"\(pattern.text)\"", cause: "it has " + list(names),
                    remedy: "check the name or pattern")
            }
            found.formUnion(matched)
        }
        return found
    }

    private static func list(_ names: [TableName]) -> String {
        names.map(\.description).sorted().joined(separator: ", ")
    }
}
