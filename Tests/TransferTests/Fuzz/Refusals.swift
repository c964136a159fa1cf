/// What an update cannot do: change a value that a row refers to by a foreign key, because none of the schema's foreign
/// keys has ON UPDATE CASCADE.
///
/// It happens where a reference stands beside the id in a unique constraint, and leads elsewhere after the update.
struct Refusals {
    /// The tables whose rows refer to such a value, and go on doing so.
    private(set) var certain: Set<String> = []
    /// The tables whose rows refer to one now, and no longer after the update, where it is open which of both tables comes
    /// first.
    private(set) var open: Set<String> = []

    /// Looks for them in what an update of the target by the source changes. The snapshots are identified.
    init(of source: Snapshot, into target: Snapshot) {
        let theirs = source.byIdentity
        let ours = target.byIdentity
        for row in target.rows.indices where target.isKeyed(row) {
            guard let other = theirs[target.rows[row].identity]?.first else { continue }
            let changed = Refusals.changes(of: row, in: target, to: other, in: source)
            guard !changed.isEmpty else { continue }
            for table in target.schema.tables {
                for (number, reference) in table.references.enumerated() where reference.kind == .foreignKey {
                    guard reference.ends[0].table == target.rows[row].table,
                        !changed.isDisjoint(with: reference.ends[0].columns)
                    else { continue }
                    let identity = target.rows[row].identity
                    // A row of the target becomes the source's where that has it, and stays as it is where not.
                    let kept = ours.filter { theirs[$0.key] == nil || !target.isKeyed($0.value[0]) }.flatMap(\.value)
                    let after =
                        target.refers(to: identity, by: number, of: table.number, kept)
                        || source.refers(to: identity, by: number, of: table.number, source.rows.indices)
                    let before = target.refers(to: identity, by: number, of: table.number, target.rows.indices)
                    if after {
                        certain.insert(table.name.name)
                    } else if before, table.number != target.rows[row].table, !reference.timing.contains("DEFERRABLE") {
                        open.insert(table.name.name)
                    }
                }
            }
        }
    }

    private static func changes(of row: Int, in target: Snapshot, to other: Int, in source: Snapshot) -> Set<Int> {
        let columns = target.comparable(target.schema.tables[target.rows[row].table])
        let pairs = zip(target.comparableTexts(row), source.comparableTexts(other))
        return Set(zip(columns, pairs).filter { $0.1.0 != $0.1.1 }.map(\.0))
    }
}

extension Snapshot {
    /// True where one of these rows refers to the row of that identity.
    fileprivate func refers(to identity: Int, by reference: Int, of table: Int, _ candidates: some Sequence<Int>)
        -> Bool
    {
        candidates.contains { row in
            rows[row].table == table
                && rows[row].links[reference].contains { $0.map { rows[$0].identity == identity } ?? false }
        }
    }
}
