public import Catalogue
import Declarations
import TableKit

/// The natural key of a table, and how it was found.
public struct NaturalKeyChoice: Sendable, Equatable {
    /// What names a row by itself. Empty: rows are compared by content, or by the recursive key.
    public private(set) var columns: [String]
    /// The key where it leads back to the table itself, as that of a tree does: the rows are told level by level, and
    /// travel with labels.
    public private(set) var recursive: [String] = []
    /// True where rows share what is left of the key when a column of it is NULL: such a row has no key then.
    public internal(set) var needsEveryColumn = false
    /// The constraint or index that keeps the key unique; nil where nothing but habit does.
    public let guardedBy: String?
    /// Why this key, for people.
    public private(set) var reason: String
    /// Keys that the catalogue offers beside the one that it gave, best first.
    public let rivals: [UniqueKey]
    /// True where the key is numbers alone that nobody has declared and nothing explains: the same number may be another
    /// row in another database.
    public private(set) var isUndecided = false

    /// The key's columns, of whichever sort it is.
    public var all: [String] { recursive.isEmpty ? columns : recursive }

    /// The declared key.
    init(declared key: NaturalKey, by origin: Declaration.Origin, in table: CatalogueTable) {
        columns = key.columns
        guardedBy = table.uniqueKeys.first { $0.canName && Set($0.columns) == Set(key.columns) }?.name
        reason = key.columns.isEmpty ? "\(origin.place) says that rows have no key" : "declared by \(origin.place)"
        rivals = []
    }

    /// The key that the catalogue offers. Numbers alone come last. Before that, in this order: a unique constraint or index
    /// whose columns take no NULL; a primary key that is not generated; a unique one that takes NULL; an exclusion
    /// constraint by `=`. Of several one without numbers, then the one with the fewest columns, then the first by name.
    ///
    /// - Parameter references: the columns that references hold: their numbers stand for rows.
    init(
        derivedFrom table: CatalogueTable, surrogate: Surrogate?, references: Set<String>, in catalogue: Catalogue
    ) {
        let ranked = table.uniqueKeys.filter { catalogue.canName(table, by: $0, surrogate) }
            .map { (key: $0, rank: table.rank($0, references)) }
            .sorted { ($0.rank, $0.key.columns.count, $0.key.name) < ($1.rank, $1.key.columns.count, $1.key.name) }
        guard let best = ranked.first else {
            columns = []
            guardedBy = nil
            reason = "no unique constraint or index beside the surrogate key: rows are compared by content"
            rivals = []
            return
        }
        columns = best.key.columns
        guardedBy = best.key.name
        reason =
            switch best.rank.guarantee {
            case .primary: "the primary key, which is not generated"
            case .whole: "unique \"\(best.key.name)\""
            case .nullable: "unique \"\(best.key.name)\", where it is not NULL"
            case .exclusion: "exclusion \"\(best.key.name)\""
            }
        isUndecided = best.rank.isNumbersAlone
        if isUndecided { reason += ": numbers that nothing explains" }
        rivals = ranked.dropFirst().map(\.key).filter { Set($0.columns) != Set(best.key.columns) }
    }

    /// The same where somebody has said that the numbers mean the same everywhere.
    func decided() -> NaturalKeyChoice {
        var key = self
        key.isUndecided = false
        return key
    }
}

/// How well a key names rows; the least is the best.
private struct KeyRank: Comparable {
    enum Guarantee: Int {
        case whole, primary, nullable, exclusion
    }

    let guarantee: Guarantee
    /// Of its columns those that hold numbers which stand for no row.
    let numbers: Int
    let isNumbersAlone: Bool

    static func < (left: KeyRank, right: KeyRank) -> Bool { left.order < right.order }

    private var order: (Int, Int, Int) { (isNumbersAlone ? 1 : 0, guarantee.rawValue, numbers > 0 ? 1 : 0) }
}

extension CatalogueTable {
    fileprivate func rank(_ key: UniqueKey, _ references: Set<String>) -> KeyRank {
        let numbers = key.columns.compactMap(column).filter { column in
            column.type.isNumber && !references.contains(column.name) && !column.isMadeUp
        }
        return KeyRank(
            guarantee: guarantee(key), numbers: numbers.count, isNumbersAlone: numbers.count == key.columns.count)
    }

    private func guarantee(_ key: UniqueKey) -> KeyRank.Guarantee {
        if key.isExclusion { return .exclusion }
        if key.isPrimary { return .primary }
        return key.nullsNotDistinct || key.columns.allSatisfy { column($0)?.isNotNull == true } ? .whole : .nullable
    }
}

extension Catalogue {
    /// True where the key means the same in another database: a generated id does not, nor does what is made from one.
    fileprivate func canName(_ table: CatalogueTable, by key: UniqueKey, _ surrogate: Surrogate?) -> Bool {
        guard key.canName, !key.columns.contains(surrogate?.column ?? "") else { return false }
        let columns = key.columns.compactMap(table.column)
        return !columns.allSatisfy { $0.drawing != nil }
            && !columns.contains { column in column.generatedFrom.contains { holdsID($0, of: table) } }
    }

    /// True for a column that holds a generated id: the row's own, or that of a row that it points at.
    private func holdsID(_ column: String, of table: CatalogueTable) -> Bool {
        var seen: Set<ColumnOfTable> = []
        var waiting = [ColumnOfTable(table: table.name, column: column)]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let table = tables[next.table] else { continue }
            if Surrogate(of: table)?.column == next.column { return true }
            for key in table.foreignKeys {
                waiting += zip(key.columns, key.referencedColumns).filter { $0.0 == next.column }
                    .map { ColumnOfTable(table: key.referencedTable, column: $0.1) }
            }
        }
        return false
    }

    private struct ColumnOfTable: Hashable {
        let table: TableName
        let column: String
    }
}

extension NaturalKeyChoice {
    /// The same key where it leads back to its own table. Where every column of it may be NULL it tells nothing, and rows
    /// go by content; an archive whose rows have such a key names none.
    func leadingBack(in table: CatalogueTable, ofArchive: Bool) -> NaturalKeyChoice {
        var key = self
        let isFirm = ofArchive || columns.contains { table.column($0)?.isNotNull == true }
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
