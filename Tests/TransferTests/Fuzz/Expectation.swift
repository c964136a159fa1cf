/// What the target must hold after an import or a merge, worked out from what was there before.
enum Expectation {
    /// After an import.
    ///
    /// - Parameter updates: whether rows that both have become the source's.
    static func afterImport(of source: Snapshot, into target: Snapshot, updates: Bool) -> [String] {
        let theirs = source.byIdentity
        let ours = target.byIdentity
        var expected: [String] = []
        for row in target.rows.indices {
            let same = theirs[target.rows[row].identity]?.first
            expected.append(
                updates && target.isKeyed(row) ? same.map { source.shown($0) } ?? target.shown(row) : target.shown(row))
        }
        for (identity, rows) in theirs {
            let missing = rows.count - (ours[identity]?.count ?? 0)
            if missing > 0 { expected += rows.suffix(missing).map { source.shown($0) } }
        }
        return expected.sorted()
    }

    /// After a merge with deletions, row by row and column by column.
    ///
    /// - Parameter takes: whether the source's side counts where both changed the same.
    /// - Returns: the rows; and of each conflict the table and the column, nil where the whole row is in conflict.
    static func afterMerge(of source: Snapshot, into target: Snapshot, base: Snapshot, takes: Bool)
        -> (rows: [String], conflicts: [Conflicting])
    {
        var expected: [String] = []
        var conflicts: [Conflicting] = []
        let sides = [base, source, target].map(\.byIdentity)
        for identity in Set(sides.flatMap(\.keys)) {
            let all = sides.map { $0[identity] ?? [] }
            for number in 0..<(all.map(\.count).max() ?? 0) {
                let rows = all.map { number < $0.count ? $0[number] : nil }
                let before = rows[0].map { base.comparableTexts($0) }
                let theirs = rows[1].map { source.comparableTexts($0) }
                let ours = rows[2].map { target.comparableTexts($0) }
                let merged: [String]?
                switch (theirs, ours) {
                case (nil, nil): merged = nil
                case (let theirs?, let ours?):
                    let columns = ours.indices.map { column -> (text: String, isConflict: Bool) in
                        let group = rows[2].map { target.positions(readWith: column, of: $0) } ?? [column]
                        let isTheirs = before.map { before in group.contains { before[$0] != theirs[$0] } } ?? true
                        let isOurs = before.map { before in group.contains { before[$0] != ours[$0] } } ?? true
                        let isConflict = isTheirs && isOurs && theirs[column] != ours[column]
                        return (isTheirs && (takes || !isConflict) ? theirs[column] : ours[column], isConflict)
                    }
                    if let there = rows[1], let here = rows[2] {
                        conflicts += columns.indices.filter { columns[$0].isConflict }.compactMap { position in
                            Conflicting(position, of: (there, source), (here, target))
                        }
                    }
                    merged = columns.map(\.text)
                case (let one, let other):
                    // One side lacks the row: it is new there, or deleted here.
                    let left = one ?? other
                    let isChanged = before.map { $0 != left } ?? false
                    if isChanged {
                        conflicts += [
                            rows[1].map { Conflicting($0, in: source) }, rows[2].map { Conflicting($0, in: target) },
                        ]
                        .compactMap { $0 }
                    }
                    let stays = before == nil || (isChanged && takes == (one != nil))
                    merged = stays ? left : nil
                }
                guard let merged else { continue }
                if let row = rows[1] {
                    expected.append(source.shown(row, merged))
                } else if let row = rows[2] {
                    expected.append(target.shown(row, merged))
                }
            }
        }
        return (expected.sorted(), conflicts)
    }
}
