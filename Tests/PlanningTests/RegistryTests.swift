import Declarations
import Foundation
import Planning
import TableKit
import TableRegistry
import Testing

/// What every module of Modules/ promises, whoever wrote it.
@Suite struct RegistryTests {
    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `the registry holds the folders of Modules, no more and no fewer`() throws {
        let modules = Self.package.appending(path: "Modules")
        // A folder without a source is what a version control leaves of one that is gone: it is no module.
        let folders = try FileManager.default.contentsOfDirectory(atPath: modules.path).filter { name in
            let files = FileManager.default.enumerator(atPath: modules.appending(path: name).path)
            return !name.hasPrefix(".") && files?.contains { "\($0)".hasSuffix(".swift") } == true
        }.sorted()
        #expect(
            TableRegistry.modules == folders,
            "the registry is out of date: it lacks \(Set(folders).subtracting(TableRegistry.modules).sorted()) and still has \(Set(TableRegistry.modules).subtracting(folders).sorted()); run make build"
        )
        #expect(folders.count >= 17)
    }

    @Test func `each module has one handler, in the order of the modules`() {
        let origins = TableRegistry.handlers.map { Declaration($0).origin }
        #expect(origins == TableRegistry.modules.map { .module($0) })
    }

    @Test func `each table has one module`() {
        let byTable = Dictionary(grouping: TableRegistry.handlers.map { Declaration($0) }, by: \.table)
        for (table, declarations) in byTable where declarations.count > 1 {
            Issue.record("\"\(table)\" is declared by \(declarations.map(\.origin.place).joined(separator: " and "))")
        }
        #expect(byTable.count == TableRegistry.modules.count)
    }

    @Test(arguments: TableRegistry.handlers.map { Declaration($0) })
    func `a module contradicts neither itself nor its reader`(_ declaration: Declaration) {
        let place = declaration.origin.place
        #expect(
            TableName(parsing: declaration.table.description) == declaration.table,
            "\(place): the table's name cannot be written")
        let key = declaration.naturalKey?.columns ?? []
        #expect(
            declaration.naturalKey != nil && Set(key).count == key.count,
            "\(place): a column stands twice in the natural key")
        let excluded = declaration.excludedColumns.map(\.name)
        #expect(Set(excluded).count == excluded.count, "\(place): a column is excluded twice")
        #expect(
            declaration.excludedColumns.allSatisfy { !$0.reason.isEmpty },
            "\(place): a column is excluded without a reason")
        let used =
            key + declaration.references.map(\.column) + declaration.lateSeeds.map(\.column)
            + declaration.derivedColumns
            + [declaration.modifiedAt, declaration.belongsTo?.column].compactMap { $0 }
        #expect(Set(used).isDisjoint(with: excluded), "\(place): an excluded column is used")
        #expect(
            Set(key).isDisjoint(with: declaration.derivedColumns),
            "\(place): a trigger keeps a column of the natural key")
        #expect(!declaration.dependencies.contains(declaration.table), "\(place): the table depends on itself")
        let places = declaration.references.map { "\($0.column) \($0.shape)" }
        #expect(Set(places).count == places.count, "\(place): two references hold in one place")
        for case .inside(let path) in declaration.references.map(\.shape) {
            #expect(!path.steps.isEmpty && ValuePath(parsing: path.description) == path, "\(place): a path is none")
        }
    }

    @Test func `every registered table can be planned from what its module says`() throws {
        // A table has the columns that its module names, and those of the tables it points at.
        let declarations = TableRegistry.handlers.map { Declaration($0) }
        let found = try Planner(catalogue: CrearisCatalogue.withTables(of: declarations), declarations: declarations)
            .plan()
        #expect(Set(found.tables.map(\.declaration.origin)).isSuperset(of: TableRegistry.modules.map { .module($0) }))
    }

    @Test func `the page about adding a table shows the example as it is`() throws {
        let page = Self.package.appending(path: "docs/adding-a-table.md")
        let example = try Data(contentsOf: Self.package.appending(path: "docs/examples/Venues/Table.swift"))
        let text = try #require(try? String(contentsOf: page, encoding: .utf8), "docs/adding-a-table.md is missing")
        let opening = try #require(text.range(of: "```swift\n"), "docs/adding-a-table.md has no ```swift block")
        let closing = try #require(
            text.range(of: "\n```", range: opening.upperBound..<text.endIndex), "the ```swift block has no end")
        let block = text[opening.upperBound..<closing.lowerBound] + "\n"
        #expect(
            Data(block.utf8) == example,
            "the first ```swift block of docs/adding-a-table.md differs from docs/examples/Venues/Table.swift: paste the file"
        )
    }

    @Test func `the smallest module is at most ten lines`() throws {
        let example = try String(
            contentsOf: Self.package.appending(path: "docs/examples/Venues/Table.swift"), encoding: .utf8)
        #expect(example.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 10)
        for part in ["\"venues\"", "naturalKey: NaturalKey = [\"name\"]", "excludedColumns: [ExcludedColumn] = []"] {
            #expect(example.contains(part))
        }
    }
}

extension Declaration.Origin: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
