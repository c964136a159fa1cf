import Catalogue
import Diagnostics
import TableKit

/// Orders tables so that a row comes after the rows that it needs, and opens the cycles that are in the way.
///
/// Only a constraint that is checked at once demands an order. A reference that nothing checks, or that is checked at
/// commit, is written with its final value wherever it stands: ids are known before the first row is inserted.
struct LoadOrder {
    private(set) var tables: [TablePlan]
    private(set) var groups: [[TableName]] = []

    private let numbers: [TableName: Int]
    /// Declared by `dependencies`: cannot be opened.
    private let fixed: [(from: Int, to: Int)]

    init(_ tables: [TablePlan], resolver: TableResolver) {
        let rank: [TableKind: Int] = [.system: 0, .entity: 1, .junction: 2]
        let sorted = tables.sorted { left, right in
            (rank[left.kind] ?? 1, left.displayName) < (rank[right.kind] ?? 1, right.displayName)
        }
        let numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0.element.table.name, $0.offset) })
        self.tables = sorted
        self.numbers = numbers
        fixed = sorted.enumerated().flatMap { number, table in
            table.declaration.dependencies.compactMap { name in
                resolver.catalogue.table(name).flatMap { numbers[$0.name] }.map { (number, $0) }
            }
        }
    }

    /// Marks late seeds until no demanded order is circular, then sorts the tables; what cannot be opened is inserted
    /// together.
    ///
    /// - Returns: a problem for each cycle that declared dependencies close.
    mutating func openCycles() -> [Problem] {
        var chosen: [(table: Int, references: [Int])] = []
        while let cut = bestCut() {
            set(.late(nil, declared: false), cut)
            chosen.append(cut)
        }
        let components = demanded().components().count
        for cut in chosen {
            set(.direct, cut)
            if demanded().components().count != components { set(.late(nil, declared: false), cut) }
        }
        let problems = demanded().components().filter { $0.count > 1 }.compactMap(fixedCycle)
        sort()
        return problems
    }

    private mutating func set(_ seeding: ReferencePlan.Seeding, _ cut: (table: Int, references: [Int])) {
        for reference in cut.references { tables[cut.table].references[reference].seeding = seeding }
    }

    /// The order that must hold.
    private func demanded() -> DependencyGraph {
        var graph = DependencyGraph(count: tables.count)
        for (from, to) in fixed { graph.add(from: from, to: to) }
        for (from, table) in tables.enumerated() {
            for reference in table.references where reference.demandsOrder && reference.seeding == .direct {
                for target in reference.referencedTables.compactMap({ numbers[$0] }) where target != from {
                    graph.add(from: from, to: target)
                }
            }
        }
        return graph
    }

    /// Among the nullable references of a cycle, those from one table to another whose removal leaves the smallest
    /// cycles; in a tie the first by table order. nil where no cycle has one.
    private func bestCut() -> (table: Int, references: [Int])? {
        let graph = demanded()
        var best: (cut: (table: Int, references: [Int]), cost: (Int, Int))?
        for component in graph.components() where component.count > 1 {
            for from in component {
                for to in component where to != from {
                    guard let references = cuttable(from: from, to: to) else { continue }
                    var trial = self
                    trial.set(.late(nil, declared: false), (from, references))
                    let sizes = trial.demanded().components().map(\.count).filter { $0 > 1 }
                    let cost = (sizes.max() ?? 0, sizes.reduce(0, +))
                    if best.map({ cost < $0.cost }) ?? true { best = ((from, references), cost) }
                }
            }
            if best != nil { break }
        }
        return best?.cut
    }

    /// The references from one table to another, where all of them can be left empty and set later.
    private func cuttable(from: Int, to: Int) -> [Int]? {
        // A row is found again by its address, of which the server makes what is generated.
        let table = tables[from].table
        let isFound =
            !tables[from].address.isEmpty && tables[from].address.allSatisfy { table.column($0)?.isGenerated == false }
        if fixed.contains(where: { $0 == (from, to) }) || !isFound { return nil }
        let between = tables[from].references.indices.filter { index in
            let reference = tables[from].references[index]
            return reference.demandsOrder && reference.seeding == .direct
                && reference.referencedTables.contains { numbers[$0] == to }
        }
        let address = Set(tables[from].address)
        let all = between.allSatisfy { index in
            let reference = tables[from].references[index]
            return reference.isNullable && address.isDisjoint(with: reference.columns)
                && !tables[from].table.countsNull(in: reference.columns)
        }
        return between.isEmpty || !all ? nil : between
    }

    private func fixedCycle(_ component: [Int]) -> Problem? {
        let members = Set(component)
        guard let (from, to) = fixed.first(where: { members.contains($0.from) && members.contains($0.to) }) else {
            return nil
        }
        let names = component.map { "\"\(tables[$0].displayName)\"" }.joined(separator: ", ")
        return Problem(
            .declaration, table: tables[from].displayName,
            message:
                "no late seed can open the cycle of \(names): \(tables[from].declaration.origin.place) demands \"\(tables[to].displayName)\" first",
            remedy:
                "remove \"\(tables[to].displayName)\" from its dependencies, or declare a late seed on a reference of the cycle"
        )
    }

    /// Sorts by the demanded order, and by every other reference as far as that leaves a choice.
    private mutating func sort() {
        let strict = demanded()
        var wished = strict
        for (from, table) in tables.enumerated() {
            for reference in table.references where !isLate(reference) {
                for target in reference.referencedTables.compactMap({ numbers[$0] }) where target != from {
                    wished.add(from: from, to: target)
                }
            }
        }
        let inner = strict.components()
        let groupOf = Dictionary(
            uniqueKeysWithValues: inner.enumerated().flatMap { offset, members in members.map { ($0, offset) } })
        for index in tables.indices { tables[index].phase = phase(of: tables[index]) }
        var order: [[Int]] = []
        for component in wished.order(by: { tables[$0].phase.rawValue }) {
            let offsets = Set(component.compactMap { groupOf[$0] }).sorted()
            order += offsets.map { inner[$0] }
        }
        for group in order where group.count > 1 { join(group) }
        groups = order.map { $0.map { tables[$0].table.name } }
        tables = order.flatMap { $0 }.map { tables[$0] }
    }

    private func isLate(_ reference: ReferencePlan) -> Bool {
        if case .late = reference.seeding { return true }
        return false
    }

    private mutating func join(_ group: [Int]) {
        let members = Set(group.map { tables[$0].table.name })
        for number in group {
            for index in tables[number].references.indices
            where tables[number].references[index].demandsOrder && tables[number].references[index].seeding == .direct
                && !members.isDisjoint(with: tables[number].references[index].referencedTables)
            {
                tables[number].references[index].seeding = .together
            }
        }
    }

    private func phase(of table: TablePlan) -> Phase {
        let others = table.references.flatMap(\.referencedTables).filter {
            $0 != table.table.name && numbers[$0] != nil
        }
        switch table.kind {
        case .system:
            return others.isEmpty && table.declaration.dependencies.isEmpty ? .systemTables : .dependentSystemTables
        case .entity: return .entities
        case .junction: return .junctions
        }
    }
}

extension CatalogueTable {
    /// True where a unique key takes two NULLs in one of the columns for the same: rows cannot wait there empty.
    fileprivate func countsNull(in columns: [String]) -> Bool {
        uniqueKeys.contains { $0.nullsNotDistinct && !$0.isDeferrable && !Set($0.columns).isDisjoint(with: columns) }
    }
}
