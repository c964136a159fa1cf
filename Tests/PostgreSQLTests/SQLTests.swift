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
}
