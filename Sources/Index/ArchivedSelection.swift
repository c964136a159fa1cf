import Diagnostics
import JSON

/// Which rows of its tables an archive holds, where it does not hold all.
public struct ArchivedSelection: Sendable, Equatable {
    /// The row whose data was exported, as `TABLE=KEY`; nil where rows of all roots were.
    public let root: String?
    /// What happened to the rows that the wanted ones refer to.
    public let references: NeededRows
    /// Rows that changed at this time or later were wanted, ISO 8601 in UTC; nil where all were.
    public let since: String?

    var json: JSON {
        [
            "root": root.map { .string($0) } ?? .null, "references": .string(references.rawValue),
            "since": since.map { .string($0) } ?? .null,
        ]
    }

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            ArchivedSelection(
                root: try reader.optional("root")?.string(), references: try reader.required("references").choice(),
                since: try reader.optional("since")?.string())
        }
    }

    package init(root: String?, references: NeededRows, since: String?) {
        self.root = root
        self.references = references
        self.since = since
    }
}
