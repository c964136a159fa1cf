import Catalogue
import Declarations
import Planning
import TableKit
import Testing

/// Random schemas with cycles of every sort, planned and checked against what must hold.
@Suite struct RandomSchemaTests {
    private struct Sample {
        var tables: [CatalogueTable] = []
        var declarations: [Declaration] = []

        init(seed: Int) {
            var random = SeededGenerator(seed: seed)
            let names = (0..<Int.random(in: 1...10, using: &random)).map { TableName("t\($0)") }
            for name in names {
                var parts: [TablePart] = [.id, .text("name", null: false), .unique("name")]
                var declaration = declare(name) { $0.kind = TableKind.allCases.randomElement(using: &random) }
                for number in 0..<Int.random(in: 0...3, using: &random) {
                    guard let target = names.randomElement(using: &random) else { continue }
                    let isLogical = Int.random(in: 0..<6, using: &random) == 0
                    let isNull = Int.random(in: 0..<2, using: &random) == 0
                    let column = "r\(number)"
                    if isLogical {
                        parts.append(.int(column, null: isNull))
                        declaration.references.append(.logical(column, to: target))
                    } else {
                        let isDeferrable = Int.random(in: 0..<8, using: &random) == 0
                        parts.append(.to(target, via: column, null: isNull, deferrable: isDeferrable))
                        if isNull, Int.random(in: 0..<6, using: &random) == 0 {
                            declaration.lateSeeds.append(LateSeed(column))
                        }
                    }
                }
                tables.append(table(name, parts))
                if Bool.random(using: &random) || !declaration.references.isEmpty { declarations.append(declaration) }
            }
        }

        func plan() throws -> Plan { try PlanningTests.plan(tables, declarations) }
    }

    /// Which tables each table reaches over the edges, itself left out unless a cycle leads back.
    private func reachable(_ edges: [TableName: Set<TableName>]) -> [TableName: Set<TableName>] {
        edges.mapValues { first in
            var found = first
            var waiting = Array(first)
            while let name = waiting.popLast() {
                for next in edges[name] ?? [] where found.insert(next).inserted { waiting.append(next) }
            }
            return found
        }
    }

    private func edges(of plan: Plan, where holds: (TablePlan, ReferencePlan) -> Bool) -> [TableName: Set<TableName>] {
        Dictionary(
            uniqueKeysWithValues: plan.tables.map { table in
                let targets = table.references.filter { $0.demandsOrder && holds(table, $0) }.flatMap(
                    \.referencedTables)
                return (table.table.name, Set(targets).subtracting([table.table.name]))
            })
    }

    @Test(arguments: 0..<400)
    func `every demand is met, and every table comes once`(_ seed: Int) throws {
        let found = try Sample(seed: seed).plan()
        #expect(found.groups.flatMap { $0 } == found.tables.map(\.table.name))
        #expect(Set(found.tables.map(\.table.name)).count == Sample(seed: seed).tables.count)
        let groupOf = Dictionary(
            uniqueKeysWithValues: found.groups.enumerated().flatMap { number, names in names.map { ($0, number) } })
        for table in found.tables {
            let own = try #require(groupOf[table.table.name])
            for reference in table.references {
                let target = try #require(reference.referencedTables.first.flatMap { groupOf[$0] })
                switch reference.seeding {
                case .direct where reference.demandsOrder && reference.referencedTables != [table.table.name]:
                    #expect(target < own, "\(table.displayName).\(reference)")
                case .direct: break
                case .together:
                    #expect(
                        target == own && found.groups[own].count > 1 && reference.demandsOrder,
                        "\(table.displayName).\(reference)")
                case .late(_, let isDeclared):
                    #expect(reference.isNullable)
                    #expect(isDeclared == table.declaration.lateSeeds.contains { [$0.column] == reference.columns })
                    #expect(isDeclared || (reference.demandsOrder && reference.referencedTables != [table.table.name]))
                }
            }
        }
    }

    @Test func `the schemas have late seeds that were chosen, and tables that come together`() throws {
        let plans = try (0..<400).map { try Sample(seed: $0).plan() }
        #expect(plans.count { $0.tables.flatMap(\.references).contains(where: \.isChosenLate) } > 40)
        #expect(plans.count { $0.groups.contains { $0.count > 1 } } > 40)
    }

    @Test(arguments: 0..<400)
    func `a chosen late seed is one that is needed`(_ seed: Int) throws {
        let found = try Sample(seed: seed).plan()
        let reaches = reachable(edges(of: found) { _, reference in !reference.isLate })
        for table in found.tables {
            for target in Set(table.references.filter(\.isChosenLate).flatMap(\.referencedTables)) {
                // Set at insert it would close a cycle that is now open.
                #expect(reaches[target]?.contains(table.table.name) == true)
                #expect(reaches[table.table.name]?.contains(target) == false)
            }
        }
    }

    @Test(arguments: 0..<400)
    func `together are only tables that nothing nullable can part`(_ seed: Int) throws {
        let found = try Sample(seed: seed).plan()
        let firm = edges(of: found) { table, reference in
            !reference.seedsLateByDeclaration
                && table.references.contains {
                    $0.demandsOrder && !$0.isNullable && $0.referencedTables == reference.referencedTables
                }
        }
        let reaches = reachable(firm)
        for group in found.groups where group.count > 1 {
            for name in group { #expect(reaches[name]?.isSuperset(of: group) == true, "\(group)") }
        }
    }

    @Test(arguments: 0..<100)
    func `the plan is the same for shuffled input`(_ seed: Int) throws {
        let sample = Sample(seed: seed)
        let expected = try sample.plan()
        var random = SeededGenerator(seed: seed + 10_000)
        for _ in 0..<5 {
            let tables = sample.tables.shuffled(using: &random)
            #expect(try plan(tables, sample.declarations.shuffled(using: &random)) == expected)
            let mixed = tables.map { table in
                CatalogueTable(
                    name: table.name, columns: table.columns, uniqueKeys: table.uniqueKeys,
                    foreignKeys: table.foreignKeys.shuffled(using: &random))
            }
            let other = try plan(mixed, sample.declarations)
            #expect(other.groups == expected.groups)
            #expect(other.tables.map(\.references) == expected.tables.map(\.references))
            #expect(other.tables.map(\.phase) == expected.tables.map(\.phase))
        }
    }

    @Test func `the samples hold late seeds of both sorts and tables inserted together`() throws {
        let plans = try (0..<400).map { try Sample(seed: $0).plan() }
        let references = plans.flatMap(\.tables).flatMap(\.references)
        #expect(references.contains { $0.isChosenLate })
        #expect(references.contains { $0.seeding == .late(nil, declared: true) })
        #expect(references.contains { $0.seeding == .together && $0.isNullable })
        #expect(plans.contains { $0.groups.contains { $0.count > 2 } })
    }
}

extension ReferencePlan {
    fileprivate var seedsLateByDeclaration: Bool {
        if case .late(_, let isDeclared) = seeding { return isDeclared }
        return false
    }
}
