import Diagnostics
import Foundation
import Importing
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit
import Testing

/// Carries rows into a target whose tables differ from the source's.
enum DifferingTarget {
    static func load(_ pair: DatabasePair, _ mode: LoadOptions.Mode = .skip) throws -> Report {
        try pair.load(pair.export().path, [], into: nil, .init(mode: mode))
    }

    /// What an import that fails says, and that it changed nothing.
    static func refused(_ source: String, _ target: String, empty table: String = "t") async throws -> [Problem] {
        var problems: [Problem] = []
        try await DatabasePair.with(source: source, target: target) { pair in
            let failure = #expect(throws: Failure.self) { () throws in try load(pair) }
            #expect(failure?.code == .schemaMismatch)
            problems = failure?.problems ?? []
            #expect(problems.allSatisfy { $0.remedy != nil })
            let left = "SELECT count(*), to_regclass('satchel.history') FROM \(table)"
            let rows = try DatabasePair.lines(left, in: pair.target)
            #expect(rows == ["0|∅"])
        }
        return problems
    }
}
