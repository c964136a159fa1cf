import TableKit

/// How much the natural keys of an index's tables are made of, where a key holds the keys of other tables.
///
/// Each level may double the one below: a few dozen tables could ask for more columns than any machine holds.
struct KeyExtent {
    /// Keys inside keys that are followed.
    static let deepest = 100

    private let tables: [TableName: ArchivedTable]
    private var parts: [TableName: Int] = [:]
    private var open: Set<TableName> = []
    private var isTooDeep = false

    init(_ index: ArchiveIndex) {
        tables = Dictionary((index.tables + index.lookups).map { ($0.table, $0) }) { first, _ in first }
    }

    /// The first table whose key has more parts or levels than are accepted; nil where there is none.
    mutating func excess() -> TableName? {
        for name in tables.keys.sorted() where count(name) > IndexLimits.columns || isTooDeep { return name }
        return nil
    }

    /// The parts of a table's key, nested ones included. One that leads back to its own table stands for a label.
    private mutating func count(_ name: TableName) -> Int {
        if let known = parts[name] { return known }
        guard let table = tables[name], open.insert(name).inserted else { return 1 }
        defer { open.remove(name) }
        if open.count > KeyExtent.deepest { isTooDeep = true }
        guard !isTooDeep else { return 1 }
        let references = table.references.filter { !Set($0.columns).isDisjoint(with: table.naturalKey) }
        let plain = table.naturalKey.count { column in !references.contains { $0.columns.contains(column) } }
        let nested = references.map { reference -> Int in
            switch reference.target {
            case .table(let table, _): count(table)
            // One value holds whichever of the keys it is.
            case .named(_, let named, _): named.tables.values.map { count($0) }.max() ?? 1
            }
        }
        let sum = nested.reduce(plain) { min($0 + $1, IndexLimits.columns + 1) }
        parts[name] = sum
        return sum
    }
}
