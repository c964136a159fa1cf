import Catalogue
import TableKit

/// The natural key of a table, and how it was found.
public struct NaturalKeyChoice: Sendable, Equatable {
    /// Empty: rows are compared by content.
    public let columns: [String]
    /// The constraint or index that keeps the key unique; nil where nothing but habit does.
    public let guardedBy: String?
    /// Why this key, for people.
    public let reason: String

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

extension UniqueKey {
    /// True where the key holds for every row and consists of columns alone.
    fileprivate var canName: Bool { !isPartial && !hasExpressions && !columns.isEmpty }
}
