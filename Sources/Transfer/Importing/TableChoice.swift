import Catalogue
import Diagnostics
public import Planning
import TableKit

/// Which of an archive's tables are imported.
public struct TableChoice: Sendable {
    /// Nil: all.
    public var tables: [TablePattern]?
    public var excluded: [TablePattern]
    /// Whether rows of the other tables come along where chosen rows need them.
    public var withDependencies: Bool

    public init(tables: [TablePattern]? = nil, excluded: [TablePattern] = [], withDependencies: Bool = false) {
        self.tables = tables
        self.excluded = excluded
        self.withDependencies = withDependencies
    }

    /// The chosen tables of an archive, by the names that it has for them.
    ///
    /// - Throws: `Failure` with `usage` for a name or pattern that no table of the archive has, and where none is left.
    func chosen(of index: ArchiveIndex, in catalogue: Catalogue) throws(Failure) -> Set<TableName> {
        let all = index.tables.map(\.table)
        var chosen = Set(all)
        if let tables { chosen = try TableChoice.find(tables, among: all, in: catalogue) }
        chosen.subtract(try TableChoice.find(excluded, among: all, in: catalogue))
        guard !chosen.isEmpty || all.isEmpty else {
            throw Failure(
                .usage, "there is nothing to import", cause: "--tables and --exclude leave no table of the archive",
                remedy: "choose other tables; the archive has " + TableChoice.list(all))
        }
        return chosen
    }

    private static func find(
        _ patterns: [TablePattern], among names: [TableName], in catalogue: Catalogue
    ) throws(Failure) -> Set<TableName> {
        var found: Set<TableName> = []
        for pattern in patterns {
            let matched = names.filter { name in
                guard let wanted = pattern.name else { return pattern.matches(name) }
                return wanted == name || catalogue.table(wanted).map { $0.name == catalogue.table(name)?.name } == true
            }
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
