import TableKit

/// People who take part without leading.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "participants"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let derived: [DerivedColumns] = [DerivedColumns("is_user", by: "trg_update_participant_is_user")]
    public let modifiedAt: String? = "updated_at"
}
