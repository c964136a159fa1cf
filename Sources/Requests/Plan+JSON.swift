public import JSON
public import Planning
import Rows
import TableKit

extension Plan {
    public var json: JSON {
        [
            "command": "tables",
            "tables": .array(
                tables.map { entry in
                    [
                        "table": .string(entry.displayName), "phase": .integer(entry.phase.rawValue),
                        "kind": .string(entry.kind.rawValue), "declaredBy": .string(entry.origin),
                        "naturalKey": .array(entry.key.all.map { .string($0) }), "why": .string(entry.key.reason),
                        "belongsTo": .array(
                            owners(of: entry).map { .string(self[$0.table]?.displayName ?? $0.table.description) }),
                        "asGood": .array(entry.key.rivals.map { .string($0.name) }),
                        "references": .array(entry.references.map { $0.json(in: self) }),
                    ]
                }),
            "lookups": .array(lookups.map { .string($0.displayName) }),
            "problems": .array(leftOut.map(\.json)),
        ]
    }
}

extension ReferencePlan {
    fileprivate func json(in plan: Plan) -> JSON {
        let seeding: String
        switch self.seeding {
        case .direct: seeding = "direct"
        case .late: seeding = "late"
        case .together: seeding = "together"
        }
        return [
            "columns": .array(columns.map { .string($0) }), "place": .string(place),
            "tables": .array(referencedTables.map { .string(plan[$0]?.displayName ?? $0.description) }),
            "constraint": constraint.map { .string($0.name) } ?? .null, "seeding": .string(seeding),
        ]
    }
}

extension TablePlan {
    /// Who declares the table: `module Users`, `manifest nightly`, `catalogue`.
    public var origin: String {
        switch declaration.origin {
        case .module(let name): "module \(name)"
        case .manifest(let name): "manifest \(name)"
        case .catalogue: "catalogue"
        case .archive: "archive"
        }
    }
}
