import TableKit
import Testing

@Suite struct TableNameTests {
    @Test(arguments: [
        ("events", TableName("events")),
        ("Events", TableName("Events")),
        ("crm.people", TableName(schema: "crm", "people")),
        (#""odd.name""#, TableName(schema: nil, "odd.name")),
        (#"crm."odd.name""#, TableName(schema: "crm", "odd.name")),
        (#""odd.schema".people"#, TableName(schema: "odd.schema", "people")),
        (#""say ""hi""""#, TableName(#"say "hi""#)),
        ("\"\"\"\"", TableName("\"")),
        (#"a"b"#, TableName(#"a"b"#)),
        ("two words", TableName("two words")),
        ("crm.🎭", TableName(schema: "crm", "🎭")),
        (#""🎭.👩‍🎤""#, TableName(schema: nil, "🎭.👩‍🎤")),
        (#""plain""#, TableName("plain")),
    ])
    func `a written name is read`(_ text: String, _ name: TableName) {
        #expect(TableName(parsing: text) == name)
        #expect(TableName(stringLiteral: text) == name)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "a.b.c", "\"\"", "a.\"\"", "\"\".a", "\"open", "\"\"\"", #""a"b"#, #""a""b"#,
        #"a."b"c"#,
    ])
    func `what is no name is refused, and stands as it is in a literal`(_ text: String) {
        #expect(TableName(parsing: text) == nil)
        #expect(TableName(stringLiteral: text) == TableName(text))
        #expect(TableName(stringLiteral: text).schema == nil)
    }

    @Test(arguments: [
        (TableName("events"), "events"),
        (TableName(schema: "crm", "people"), "crm.people"),
        (TableName(schema: nil, "odd.name"), #""odd.name""#),
        (TableName(schema: "a.b", "c\"d"), #""a.b"."c""d""#),
        (TableName("two words"), "two words"),
        (TableName(""), "\"\""),
    ])
    func `a name is written with quotes where it needs them`(_ name: TableName, _ text: String) {
        #expect(name.description == text)
    }

    // The marks join the character before them: a reader of whole characters would see neither dot nor quote.
    static let odd = [
        "a", "A b", ".", "..", "\"", "\"\"", ".\"", "a.b", "\"a\"", "🎭", "👩‍🎤.👩‍🎤", "é", "e\u{301}", "\u{301}x", "\u{301}.",
        ".\u{301}",
        "\"\u{301}", "\u{FE0F}", "#\u{FE0F}\u{20E3}", "\u{200D}a.b", "\n", "\r\n", "'", "\\", "日本",
    ]

    @Test(arguments: odd)
    func `every name is read back as it was written`(_ part: String) throws {
        for name in [TableName(part)]
            + Self.odd.flatMap({ [TableName(schema: part, $0), TableName(schema: $0, part)] })
        {
            let read = try #require(TableName(parsing: name.description), "\(name.description.debugDescription)")
            #expect(read.schema.map { Array($0.utf8) } == name.schema.map { Array($0.utf8) })
            #expect(Array(read.name.utf8) == Array(name.name.utf8))
        }
    }

    @Test func `names sort by schema, then by name`() {
        let sorted: [TableName] = ["a", "b", "crm.a", "crm.b", "old.a"]
        #expect(sorted.reversed().sorted() == sorted)
    }
}
