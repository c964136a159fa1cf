import Catalogue
import TableKit

/// The natural key of a table, and how it was found.
public struct NaturalKeyChoice: Sendable, Equatable {
    /// What names a row by itself. Empty: rows are compared by content, or by the recursive key.
    public private(set) var columns: [String]
    /// The key where it leads back to the table itself, as that of a tree does: the rows are told level by level, and
    /// travel with labels.
    public private(set) var recursive: [String] = []
    /// The constraint or index that keeps the key unique; nil where nothing but habit does.
    public let guardedBy: String?
    /// Why this key, for people.
    public private(set) var reason: String

    /// The key's columns, of whichever sort it is.
    public var all: [String] { recursive.isEmpty ? columns : recursive }

    /// The declared key.
    init(declared key: NaturalKey, by origin: Declaration.Origin, in table: CatalogueTable) {
        columns = key.columns
        guardedBy = table.uniqueKeys.first { $0.canName && Set($0.columns) == Set(key.columns) }?.name
        reason = key.columns.isEmpty ? "\(origin.place) says that rows have no key" : "declared by \(origin.place)"
    }

    /// The key that the catalogue offers: a unique constraint or index that is not the surrogate, with columns that
    /// take no NULL preferred, then the fewest columns; else a primary key that is not generated; else none.
    init(derivedFrom table: CatalogueTable, surrogate: Surrogate?) {
        let candidates = table.uniqueKeys.filter { $0.canName && !$0.columns.contains(surrogate?.column ?? "") }
        func nullable(_ key: UniqueKey) -> Bool {
            !key.nullsNotDistinct && key.columns.contains { table.column($0)?.isNotNull != true }
        }
        let ranked = candidates.filter { !$0.isPrimary }.sorted { left, right in
            (nullable(left) ? 1 : 0, left.columns.count, left.name) < (
                nullable(right) ? 1 : 0, right.columns.count, right.name
            )
        }
        if let best = ranked.first(where: { !nullable($0) }) ?? candidates.first(where: \.isPrimary) ?? ranked.first {
            columns = best.columns
            guardedBy = best.name
            reason = best.isPrimary ? "the primary key, which is not generated" : "unique \"\(best.name)\""
        } else {
            columns = []
            guardedBy = nil
            reason = "no unique constraint or index beside the surrogate key: rows are compared by content"
        }
    }
}

extension NaturalKeyChoice {
    /// The same key where it leads back to its own table. Where every column of it may be NULL it tells nothing, and rows
    /// go by content.
    func leadingBack(in table: CatalogueTable) -> NaturalKeyChoice {
        var key = self
        let isFirm = columns.contains { table.column($0)?.isNotNull == true }
        key.recursive = isFirm ? columns : []
        key.columns = []
        key.reason += isFirm ? ", level by level" : ", which leads back and may be NULL: rows are compared by content"
        return key
    }
}

extension UniqueKey {
    /// True where the key holds for every row and consists of columns alone.
    fileprivate var canName: Bool { !isPartial && !hasExpressions && !columns.isEmpty }
}
