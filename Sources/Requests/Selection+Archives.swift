import Declarations
import Index
import Planning
public import Staging
import TableKit

extension Selection {
    /// What names and patterns mean among the tables of archives; nil where nothing is chosen.
    public init?(_ choice: TableChoice, among archives: [NamedArchive]) throws {
        let excluded = choice.excludedByManifest + choice.excluded
        guard choice.tables != nil || !excluded.isEmpty else { return nil }
        let names = Set(try archives.flatMap { try $0.tableNames() }).sorted()
        func named(_ patterns: [TablePattern]) -> [TableName] {
            patterns.flatMap { pattern in pattern.name.map { [$0] } ?? names.filter(pattern.matches) }
        }
        self.init(choice.tables.map { .named(named($0)) } ?? .registered, excluding: named(excluded))
    }
}
