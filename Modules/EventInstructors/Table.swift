import TableKit

/// Who leads which event. The database has no foreign key here.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "event_instructors"
    public let naturalKey: NaturalKey = ["event_id", "instructor_id"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .junction
    public let references: [Reference] = [
        .logical("event_id", to: "events"), .logical("instructor_id", to: "instructors"),
    ]
    public let belongsTo: Ownership? = .via("event_id", to: "events")
}
