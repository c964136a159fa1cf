import Diagnostics
import Index
import Testing

/// The member `lineage` of `index.json`.
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
        (#"{"archive": "b", "digest": "0f", "name": "-", "imported": "", "by": ""}"#, "lineage: unknown key \"by\""),
        (#"{"archive": "b", "digest": "0f", "name": "-"}"#, "lineage.imported: is missing"),
        (#"{"archive": "b", "digest": 7, "name": "-", "imported": ""}"#, "lineage.digest: expected a string"),
        (#""morning.tar.zst""#, "lineage: expected an object"),
        (#"null, "base": "b""#, "unknown key \"base\""),
    ])
    func `another shape is refused`(_ lineage: String, _ cause: String) throws {
        let failure = try #require(throws: Failure.self) { try index("\"lineage\": \(lineage),") }
        #expect(failure.code == .archiveDamaged)
        #expect(failure.cause?.hasPrefix(cause) == true, "\(failure)")
    }
}
