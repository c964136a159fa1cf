import Catalogue
import Declarations
import JSON
import TableKit

/// The text of a manifest for the tables of a plan, saying what the catalogue alone says of them: a start for its author.
///
/// With the manifest the plan is the one without it, so that nothing changes until something is added. A table that a
/// module is written for is named and no more: what the module says counts.
public struct ManifestTemplate: Sendable {
    /// JSON, one line for each table and for each declaration, in the order of the tables' names.
    public let text: String

    /// - Parameters:
    ///   - plan: one that no manifest has a say in.
    ///   - database: the name that the description says the tables came from.
    ///   - references: by table those that nothing declares yet, with a note for the reader.
    public init(_ plan: Plan, database: String, references: [TableName: [(Reference, note: String)]] = [:]) {
        let tables = plan.tables.sorted { $0.table.name < $1.table.name }
        let names = tables.map { JSON.string(TablePattern.text(for: ManifestTemplate.name(of: $0))) }
        let declarations = (plan.tables + plan.lookups).sorted { $0.table.name < $1.table.name }
            .filter { $0.declaration.origin == .catalogue || references[$0.table.name] != nil }
            .map { ManifestTemplate.declaration($0, references[$0.table.name] ?? []) }
        let description =
            "\(tables.count == 1 ? "1 table" : "\(tables.count) tables") of \(database), read from the catalogue"
        let members = [
            "\"version\": \(Manifest.currentVersion)",
            "\"description\": " + JSON.string(description).text(),
            "\"tables\": " + ManifestTemplate.lines(names),
            "\"declarations\": " + ManifestTemplate.lines(declarations),
        ]
        text = "{\n  " + members.joined(separator: ",\n  ") + "\n}\n"
    }

    private static func lines(_ values: [JSON]) -> String {
        if values.isEmpty { return "[]" }
        return "[\n    " + values.map { $0.text() }.joined(separator: ",\n    ") + "\n  ]"
    }

    private static func declaration(_ table: TablePlan, _ references: [(Reference, note: String)]) -> JSON {
        var members: [(String, JSON)] = [("table", .string(name(of: table).description))]
        if table.declaration.origin == .catalogue {
            members.append(("kind", .string(table.kind.rawValue)))
            // What nobody knows the author is to say.
            if !table.key.isUndecided { members.append(("naturalKey", .array(table.key.all.map { .string($0) }))) }
            let seeds = lateSeeds(table)
            if !seeds.isEmpty { members.append(("lateSeeds", .array(seeds.map { .string($0) }))) }
        }
        if !references.isEmpty {
            // A manifest's references stand instead of a module's.
            let declared = table.declaration.references.map { ($0, note: "") }
            members.append(("references", .array((declared + references).map { $0.0.json(note: $0.note) })))
        }
        return .object(.init(uniqueKeysWithValues: members))
    }

    private static func name(of table: TablePlan) -> TableName {
        TableName(parsing: table.displayName) ?? table.table.name
    }

    /// The columns whose declaration makes late seeds of just those references that the plan seeds late; none where a
    /// column would bring another reference along, which the planner then chooses again by itself.
    private static func lateSeeds(_ table: TablePlan) -> [String] {
        let late = table.references.filter { reference in
            if case .late = reference.seeding { return true }
            return false
        }
        let columns = late.compactMap { reference in
            reference.columns.first { table.table.column($0)?.isNotNull == false }
        }
        let meant = table.references.filter { reference in
            reference.shape == .plain && !Set(columns).isDisjoint(with: reference.columns)
        }
        return meant == late && columns.count == late.count ? columns.uniqued : []
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
