import Planning
import Requests
import Rows
import TableKit

/// A plan as text: a table of the tables in load order, then what is special about references.
struct PlanText {
    let text: String

    init(_ plan: Plan) {
        var table = TextTable(["phase", "table", "kind", "declared by", "natural key", "references"])
        for entry in plan.tables {
            table.add([
                "\(entry.phase.rawValue)", entry.displayName, entry.kind.rawValue, entry.origin,
                entry.key.all.isEmpty ? "none, by content" : entry.key.all.joined(separator: ", "),
                entry.references.map { $0.displayText(in: plan) }.joined(separator: ", "),
            ])
        }
        var parts = [table.text]
        let late = plan.tables.flatMap { entry in
            entry.references.compactMap { reference in
                reference.seedingText.map { "  \(entry.displayName).\(reference.displayText(in: plan)): \($0)" }
            }
        }
        if !late.isEmpty { parts.append("phase 4, late seeds:\n" + late.joined(separator: "\n")) }
        let keys = plan.tables.filter { $0.declaration.naturalKey == nil }.map(PlanText.why)
        if !keys.isEmpty { parts.append("natural keys from the catalogue:\n" + keys.joined(separator: "\n")) }
        if !plan.lookups.isEmpty {
            parts.append("referred to, but not travelling: " + plan.lookups.map(\.displayName).joined(separator: ", "))
        }
        text = parts.joined(separator: "\n\n")
    }

    /// `  tlds (name): the primary key, which is not generated`.
    private static func why(_ entry: TablePlan) -> String {
        let columns = entry.key.all.isEmpty ? "" : " (\(entry.key.all.joined(separator: ", ")))"
        let others = entry.key.rivals.map { "\"\($0.name)\"" }.joined(separator: ", ")
        return "  \(entry.displayName)\(columns): \(entry.key.reason)" + (others.isEmpty ? "" : "; also: \(others)")
    }
}

extension ReferencePlan {
    /// `status_id → status`, `record_id → by record_type`, with the table's name for people.
    func displayText(in plan: Plan) -> String {
        guard case .table(let referenced) = destination, let table = plan[referenced.table] else { return description }
        return place + " → " + table.displayName
    }

    /// How the reference closes or opens a cycle; nil for an ordinary one.
    var seedingText: String? {
        switch seeding {
        case .direct: nil
        case .together: "inserted by one statement with its target"
        case .late(let placeholder, let declared):
            (declared ? "declared" : "chosen: nullable, and its removal leaves the smallest cycles")
                + (placeholder == nil ? "" : ", on a placeholder until then")
        }
    }
}

/// A plan as a Mermaid flowchart: late seeds dashed.
struct MermaidGraph {
    let text: String

    init(_ plan: Plan) {
        var lines = ["flowchart LR"]
        let numbers = Dictionary(
            uniqueKeysWithValues: (plan.tables + plan.lookups).enumerated().map { ($0.element.table.name, $0.offset) })
        for phase in Phase.allCases {
            let members = plan.tables.filter { $0.phase == phase }
            if members.isEmpty { continue }
            lines.append("  subgraph phase\(phase.rawValue)[\"\(phase.rawValue) \(phase.title)\"]")
            lines += members.map { "    t\(numbers[$0.table.name] ?? 0)[\"\(MermaidGraph.escaped($0.displayName))\"]" }
            lines.append("  end")
        }
        lines += plan.lookups.map { "  t\(numbers[$0.table.name] ?? 0)([\"\(MermaidGraph.escaped($0.displayName))\"])" }
        for table in plan.tables {
            for reference in table.references {
                let isLate = reference.seedingText != nil && reference.seeding != .together
                for target in reference.referencedTables {
                    guard let from = numbers[table.table.name], let to = numbers[target] else { continue }
                    lines.append(
                        "  t\(from) \(isLate ? "-.->" : "-->")|\"\(MermaidGraph.escaped(reference.place))\"| t\(to)")
                }
            }
        }
        text = lines.joined(separator: "\n")
    }

    /// Text inside a quoted label.
    private static func escaped(_ text: String) -> String {
        text.map { $0 == "\"" ? "#quot;" : $0 == "#" ? "#35;" : String($0) }.joined()
    }
}
