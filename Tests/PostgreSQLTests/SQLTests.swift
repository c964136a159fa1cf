import Diagnostics
import TableKit
import Testing

@testable import PostgreSQL

@Suite struct SQLTests {
    static let texts = [
        "", "plain", "it's", "''", "a\\b", "\\", "\\'", "'\\", "'; DROP TABLE x; --", "\"", "a\"\"b",
        "\u{301}'\u{301}\"\u{301}",
        "😀🏳️‍🌈", "new\nline\ttab\r", "$1 %s {}", "\u{7F}\u{1}", "E'x'", "ends in \\",
    ]

    @Test func aLiteralComesBackFromTheServerAsItWent() async throws {
        try await withConnection { connection throws in
            for setting: SQL in ["on", "off"] {
                try connection.run("SET standard_conforming_strings TO \(setting)")
                for text in Self.texts { #expect(try connection.value("SELECT \(literal: text)") == text) }
            }
        }
    }

    @Test func anIdentifierComesBackFromTheServerAsItWent() async throws {
        try await withConnection { connection throws in
            for text in Self.texts where !text.isEmpty {
                let table = TableName(schema: "public", text)
                try connection.run("CREATE TABLE \(table) (\(name: text) int)")
                #expect(
                    try connection.value("SELECT attname FROM pg_attribute WHERE attname = \(literal: text)") == text)
                #expect(try connection.rows("SELECT \(name: text) FROM \(table)").isEmpty)
            }
        }
    }

    @Test func anEmptyIdentifierIsRefusedByTheServer() async throws {
        try await withConnection { connection throws in
            #expect(try serverError { try connection.run("SELECT 1 AS \(name: "")") }.sqlState == "42601")
        }
    }

    @Test func nulIsRefusedAndCutsNothingOff() async throws {
        try await withConnection { connection throws in
            #expect(throws: Failure.self) { try connection.run("SELECT \(literal: "a\0b")") }
            #expect(throws: Failure.self) { try connection.run("SELECT 1 AS \(name: "a\0b")") }
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test func partsAreQuotedByWhatTheyAre() {
        let table: TableName = "crm.\"odd.name\""
        let part: SQL = "x = \(1) AND y = \(literal: nil)"
        #expect(
            "SELECT \(name: "a\"b") FROM \(table), \(TableName("T")) WHERE \(part)" as SQL
                == SQL(verbatim: "SELECT \"a\"\"b\" FROM \"crm\".\"odd.name\", \"T\" WHERE x = 1 AND y = NULL"))
        #expect(SQL.quoted(literal: "a'b") == "'a''b'")
        #expect(SQL.quoted(literal: "a\\b'") == " E'a\\\\b'''")
    }

    @Test func joiningPutsTheSeparatorBetween() {
        #expect(SQL.join(["a", "b", "c"], ", ").text == "a, b, c")
        #expect(SQL.join([], ", ").isEmpty)
        #expect(("a" + "b" as SQL).text == "ab")
    }

    /// Pieces put together in every way, and beside them their text.
    @Test(arguments: 0..<100) func theTextIsThatOfTheParts(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        var pieces: [(sql: SQL, text: String)] = [("", ""), ("a", "a"), ("\(1)", "1"), ("\(literal: nil)", "NULL")]
        pieces += Self.texts.map { ("\(literal: $0)", SQL.quoted(literal: $0)) }
        pieces += Self.texts.map { ("\(name: $0)", SQL.quoted(identifier: $0)) }
        pieces.append(("\(TableName(schema: "s", "t"))", "\"s\".\"t\""))
        for _ in 0..<200 {
            let (one, two) = (pieces.randomElement(using: &generator), pieces.randomElement(using: &generator))
            guard let one, let two, one.text.utf8.count + two.text.utf8.count < 10_000 else { continue }
            let list = [one, two, one, one]
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: pieces.append((one.sql + two.sql, one.text + two.text))
            case 1: pieces.append(("f(\(one.sql)) \(two.sql)", "f(" + one.text + ") " + two.text))
            case 2: pieces.append((.join(list.map(\.sql), two.sql), list.map(\.text).joined(separator: two.text)))
            default:
                var sum = one
                for _ in 0..<3 { sum = (sum.sql + two.sql, sum.text + two.text) }
                sum.sql += one.sql
                pieces.append((sum.sql, sum.text + one.text))
            }
        }
        for piece in pieces {
            #expect(piece.sql.text == piece.text && piece.sql.isEmpty == piece.text.isEmpty)
            #expect(piece.sql == SQL(verbatim: piece.text))
            #expect(piece.sql.hashValue == SQL(verbatim: piece.text).hashValue)
        }
    }

    /// A quadratic effort would take minutes, and a piece for each step inside the other the stack.
    @Test func statementsGrowWithoutEnd() {
        var sum: SQL = "SELECT 0"
        for number in 1...100_000 { sum += ", \(name: "column \(number)")" }
        var nested: SQL = "a"
        for _ in 1...50_000 { nested = "f(\(nested))" }
        #expect(sum.text.utf8.count > 100_000 * 15 && nested.text.utf8.count == 1 + 50_000 * 3)
    }
}

/// Numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
