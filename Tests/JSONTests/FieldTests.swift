import Diagnostics
import JSON
import Testing

@Suite struct FieldTests {
    private enum Kind: String, CaseIterable { case entity, junction }

    private struct Column: Equatable {
        var name: String
        var nullable: Bool?
    }

    private struct Table: Equatable {
        var name: String
        var kind: Kind
        var phase: Int
        var columns: [Column]
    }

    private func tables(_ text: String, remedy: String? = nil, unknown: JSON.Unknown? = nil) throws -> [Table] {
        let json = try JSON.parse(text, name: "index.json")
        let field = JSON.Field(json, name: "index.json", code: .archiveDamaged, remedy: remedy, unknown: unknown)
        return try field.object { reader throws(Failure) in
            try reader.required("tables").array { table throws(Failure) in
                try table.object { reader throws(Failure) in
                    Table(
                        name: try reader.required("name").string(), kind: try reader.required("kind").choice(),
                        phase: try reader.optional("phase")?.int(in: 0...4) ?? 1,
                        columns: try reader.required("columns").array { column throws(Failure) in
                            try column.object { reader throws(Failure) in
                                Column(
                                    name: try reader.required("name").string(),
                                    nullable: try reader.optional("nullable")?.bool())
                            }
                        })
                }
            }
        }
    }

    @Test func `a file of the known shape is read`() throws {
        let read = try tables(
            #"{"tables": [{"name": "users", "kind": "entity", "phase": 2, "columns": [{"name": "id", "nullable": false}]}, {"kind": "junction", "name": "n", "columns": [{"name": "x", "nullable": null}]}]}"#
        )
        #expect(
            read == [
                Table(name: "users", kind: .entity, phase: 2, columns: [Column(name: "id", nullable: false)]),
                Table(name: "n", kind: .junction, phase: 1, columns: [Column(name: "x", nullable: nil)]),
            ])
    }

    @Test(arguments: [
        ("[]", "expected an object, found an array"),
        ("{}", "tables: is missing"),
        (#"{"tables": {}}"#, "tables: expected an array, found an object"),
        (#"{"tables": [1]}"#, "tables[0]: expected an object, found an integer"),
        (#"{"tables": [{"kind": "entity"}]}"#, "tables[0].name: is missing"),
        (#"{"tables": [{"name": null}]}"#, "tables[0].name: expected a string, found null"),
        (#"{"tables": [{"name": "n", "kind": "x"}]}"#, #"tables[0].kind: expected one of "entity", "junction""#),
        (
            #"{"tables": [{"name": "n", "kind": "entity", "phase": 5}]}"#,
            "tables[0].phase: expected an integer from 0 to 4"
        ),
        (
            #"{"tables": [{"name": "n", "kind": "entity", "phase": 1.0}]}"#,
            "tables[0].phase: expected an integer, found a number"
        ),
        (
            #"{"tables": [{"name": "n", "kind": "entity", "columns": [{"name": "a"}, {"name": true}]}]}"#,
            "tables[0].columns[1].name: expected a string, found a boolean"
        ),
        (#"{"tables": [{"name": "n", "kind": "entity", "columns": [], "x": 1}]}"#, #"tables[0]: unknown key "x""#),
        (#"{"tables": [], "b\n": 1, "a": 2}"#, #"unknown keys "b\n", "a""#),
    ])
    func `an error names the path`(text: String, cause: String) throws {
        let failure = try #require(failure { _ = try tables(text, remedy: "export again") })
        #expect(failure.code == .archiveDamaged)
        #expect(failure.what == "cannot read \"index.json\"")
        #expect(failure.cause == cause)
        #expect(failure.remedy == "export again")
    }

    @Test(arguments: [
        (#"{"tables": [{"name": "n", "kind": "x"}]}"#, #"tables[0].kind: expected one of "entity", "junction""#),
        (#"{"tables": [{"name": "n", "kind": "entity", "columns": [], "x": 1}]}"#, #"tables[0]: unknown key "x""#),
        (#"{"tables": [], "x": 1, "x-y": 1}"#, #"unknown key "x""#),
        (#"{"tables": [], "tables-x": 1}"#, #"unknown key "tables-x""#),
    ])
    func `what nobody knows has the error of its own that a file's reader gave`(text: String, place: String) throws {
        let newer = JSON.Unknown(ignoringKeysWithPrefix: "x-") { Failure(.archiveNewer, "newer", cause: $0) }
        let failure = try #require(failure { _ = try tables(text, unknown: newer) })
        #expect(failure == Failure(.archiveNewer, "newer", cause: "index.json: " + place))
    }

    @Test func `keys with the prefix that a file's reader gave are passed over, and no others are`() throws {
        let newer = JSON.Unknown(ignoringKeysWithPrefix: "x-") { Failure(.archiveNewer, "newer", cause: $0) }
        let text = #"{"tables": [{"x-a": {"b": [1]}, "name": "n", "kind": "entity", "columns": []}], "x-": null}"#
        #expect(try tables(text, unknown: newer).map(\.name) == ["n"])
        #expect(failure { _ = try tables(text) }?.cause == #"tables[0]: unknown key "x-a""#)
        // What is missing, or of another type, is no sign of a newer file.
        #expect(failure { _ = try tables(#"{"x": 1}"#, unknown: newer) }?.cause == "tables: is missing")
    }

    @Test func `an object with free keys is read in its order`() throws {
        let json: JSON = ["users": ["a"], "odd.name": ["b", "c"], "bad": [1]]
        let field = JSON.Field(json, name: "m.json", code: .usage)
        let failure = failure {
            _ = try field.dictionary { _, field throws(Failure) in try field.strings() }
        }
        #expect(failure?.code == .usage)
        #expect(failure?.cause == "bad[0]: expected a string, found an integer")
        var paths: [String] = []
        let counts = try field.dictionary { _, field throws(Failure) in
            paths.append(field.path)
            return field.value.array?.count ?? 0
        }
        #expect(counts.keys.elements == ["users", "odd.name", "bad"])
        #expect(counts.values.elements == [1, 2, 1])
        #expect(paths == ["users", "[\"odd.name\"]", "bad"])
    }

    @Test func `a caller adds errors of its own, with the path`() throws {
        let field = JSON.Field(["a": ["b": ""]], name: "m.json", code: .usage)
        var reader = try field.objectReader()
        var inner = try reader.required("a").objectReader()
        #expect(
            try inner.required("b").failure("expected the name of a table").cause == "a.b: expected the name of a table"
        )
        #expect(try reader.required("a").path == "a")
        try inner.finish()
        try reader.finish()
    }

    @Test func `any number is a double`() throws {
        #expect(try JSON.Field(1, name: "m", code: .usage).double() == 1)
        #expect(try JSON.Field(1.5, name: "m", code: .usage).double() == 1.5)
        #expect(failure { _ = try JSON.Field("1", name: "m", code: .usage).double() } != nil)
    }
}
