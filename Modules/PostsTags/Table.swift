import TableKit

/// Which post bears which tag.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "posts_tags"
    public let naturalKey: NaturalKey = ["post_id", "tag_id"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .junction
    public let belongsTo: Ownership? = .via("post_id", to: "posts")
}
