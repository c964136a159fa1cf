import Diagnostics
import Index
import Testing

/// `index.json` as archives of other satchels have it.
@Suite struct ArchiveIndexTests {
    private func index(_ lineage: String) throws -> ArchiveIndex {
        let text = """
            {"format": 1, "archive": "a", "created": "2026-11-22T14:36:54Z", "source": {"database": "d", "server": "15.2"},
             "note": null, \(lineage) "tables": [], "lookups": []}
            """
        return try ArchiveIndex(parsing: Array(text.utf8))
    }

    @Test func `an index without lineage, or with null, has none`() throws {
        #expect(try index("").lineage == nil)
        #expect(try index(#""lineage": null,"#).lineage == nil)
        #expect(try index("").json["lineage"] == .null)
    }

    @Test func `a lineage is read as it was written`() throws {
        let found = try index(
            #""lineage": {"archive": "b", "digest": "0f", "name": "-", "imported": "2026-11-22T06:00:00Z"},"#)
        #expect(found.lineage == Lineage(archiveID: "b", digest: "0f", name: "-", imported: "2026-11-22T06:00:00Z"))
        #expect(try ArchiveIndex(parsing: found.json.bytes(pretty: true)) == found)
    }

    @Test(arguments: [
        (#"{"archive": "b", "digest": "0f", "name": "-"}"#, "lineage.imported: is missing"),
        (#"{"archive": "b", "digest": 7, "name": "-", "imported": ""}"#, "lineage.digest: expected a string"),
        (#""morning.tar.zst""#, "lineage: expected an object"),
    ])
    func `another shape is refused`(_ lineage: String, _ cause: String) throws {
        let failure = try #require(throws: Failure.self) { try index("\"lineage\": \(lineage),") }
        #expect(failure.code == .archiveDamaged)
        #expect(failure.cause?.hasPrefix(cause) == true, "\(failure)")
    }

    /// An index in which everything is there, with texts in the places of others.
    private func whole(_ replacements: [String: String]) -> [UInt8] {
        var text = #"""
            {"format": 1, "archive": "a", "created": "2026-11-22T14:36:54Z", "source": {"database": "d", "server": "15.2"},
             "note": null, "selection": {"root": null, "references": "rows", "since": null}, "lineage": null,
             "tables": [{"table": "t", "file": "t", "phase": 1, "rows": 0, "preservesIDs": false, "kind": "entity",
               "naturalKey": ["a"], "columns": [{"name": "a", "column": "a", "type": "text"}], "references":
               [{"columns": ["b"], "table": "u", "referenced": ["id"]}], "derived": [],
               "leftOut": [{"column": "id", "reason": "generated id"}], "masked": [{"column": "m", "rule": "hash"}]}],
             "lookups": [{"table": "u", "kind": "entity", "naturalKey": ["n"], "references": []}]}
            """#
        for (place, other) in replacements {
            precondition(text.contains(place))
            text.replace(place, with: other)
        }
        return Array(text.utf8)
    }

    private static let unknown = [
        ("\"note\": null", "\"note\": null, \"about\": 1", "unknown key \"about\""),
        ("\"server\":", "\"host\": \"h\", \"server\":", "source: unknown key \"host\""),
        ("\"root\": null", "\"root\": null, \"limit\": 5", "selection: unknown key \"limit\""),
        ("\"phase\": 1", "\"phase\": 1, \"owner\": \"o\"", "tables[0]: unknown key \"owner\""),
        ("\"name\": \"a\"", "\"name\": \"a\", \"collation\": \"C\"", "tables[0].columns[0]: unknown key \"collation\""),
        ("\"referenced\":", "\"weak\": true, \"referenced\":", "tables[0].references[0]: unknown key \"weak\""),
        ("\"reason\":", "\"by\": \"x\", \"reason\":", "tables[0].leftOut[0]: unknown key \"by\""),
        ("\"rule\":", "\"key\": \"x\", \"rule\":", "tables[0].masked[0]: unknown key \"key\""),
        ("\"naturalKey\": [\"n\"]", "\"naturalKey\": [\"n\"], \"rows\": 1", "lookups[0]: unknown key \"rows\""),
        (
            "\"phase\": 1, \"rows\": 0, \"preservesIDs\": false, \"kind\": \"entity\"",
            "\"phase\": 1, \"rows\": 0, \"preservesIDs\": false, \"kind\": \"view\"",
            "tables[0].kind: expected one of \"system\", \"entity\", \"junction\""
        ),
        (
            "\"references\": \"rows\"", "\"references\": \"some\"",
            "selection.references: expected one of \"rows\", \"keys\""
        ),
    ]

    @Test(arguments: unknown)
    func `a key or word that is not known is that of a newer archive`(
        _ place: String, _ other: String, _ sign: String
    ) throws {
        let failure = try #require(throws: Failure.self) { try ArchiveIndex(parsing: whole([place: other])) }
        #expect(
            failure
                == Failure(
                    .archiveNewer, "cannot read the archive",
                    cause: "it is newer than this satchel: index.json: \(sign)",
                    remedy: "use the satchel that wrote it, or a newer one"))
        #expect(failure.code.exitStatus == 5)
    }

    @Test func `a higher number is that of a newer archive, whatever else the index holds`() throws {
        let failure = try #require(throws: Failure.self) {
            try ArchiveIndex(parsing: Array(#"{"format": 2, "tables": {}}"#.utf8))
        }
        #expect(failure.code == .archiveNewer)
        #expect(
            failure.cause
                == "it is newer than this satchel: its format is version 2, and this one reads versions up to 1")
    }

    @Test func `keys that begin with x- are passed over at any depth`() throws {
        let extended = whole([
            "\"note\": null": "\"x-about\": {\"format\": 2}, \"note\": null",
            "\"server\":": "\"x-host\": \"h\", \"server\":",
            "\"phase\": 1": "\"phase\": 1, \"x-bytes\": 10", "\"name\": \"a\"": "\"name\": \"a\", \"x-widest\": [1]",
            "\"referenced\":": "\"x-used\": true, \"referenced\":",
        ])
        #expect(try ArchiveIndex(parsing: extended) == ArchiveIndex(parsing: whole([:])))
    }

    @Test func whatIsNoJSONIsDamage() {
        for text in ["", "{", "[1", #"{"format": 1,}"#] {
            let refused = #expect(throws: Failure.self, "\(text)") { try ArchiveIndex(parsing: Array(text.utf8)) }
            #expect(refused?.code == .archiveDamaged, "\(text)")
        }
    }
}
