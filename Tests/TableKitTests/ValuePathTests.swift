import TableKit
import Testing

@Suite struct ValuePathTests {
    @Test(
        arguments: [
            ("", []),
            ("[*]", [.eachElement]),
            ("[*][*]", [.eachElement, .eachElement]),
            ("parent_id", [.field("parent_id")]),
            ("alike_ids[*]", [.field("alike_ids"), .eachElement]),
            ("blocks[*].image.id", [.field("blocks"), .eachElement, .field("image"), .field("id")]),
            ("[*].id", [.eachElement, .field("id")]),
            (#""odd.name"[*]"#, [.field("odd.name"), .eachElement]),
            (#"a."b[*]""#, [.field("a"), .field("b[*]")]),
            (#""say ""hi""".x"#, [.field(#"say "hi""#), .field("x")]),
            ("🎭.👩‍🎤[*]", [.field("🎭"), .field("👩‍🎤"), .eachElement]),
            ("\"\"", [.field("")]),
        ] as [(String, [ValuePath.Step])])
    func `a written path is read`(_ text: String, _ steps: [ValuePath.Step]) {
        #expect(ValuePath(parsing: text)?.steps == steps)
        #expect(ValuePath(stringLiteral: text).steps == steps)
        #expect(ValuePath(steps).description == text)
    }

    @Test(arguments: [
        ".", ".a", "a.", "a..b", "a.[*]", "[*]a", "[]", "[0]", "[*", "a[", "a]b[", #""open"#, #""a"b"#, #"a"b""#,
        #"a"b"#,
    ])
    func `what is no path is refused, and is one field in a literal`(_ text: String) {
        #expect(ValuePath(parsing: text) == nil)
        #expect(ValuePath(stringLiteral: text).steps == [.field(text)])
    }

    static let steps: [ValuePath.Step] =
        [.eachElement] + TableNameTests.odd.map { .field($0) }
        + ["", "[*]", "[", "]", "a[*]", "[\u{301}"].map { .field($0) }

    @Test(arguments: steps)
    func `every path is read back as it was written`(_ step: ValuePath.Step) {
        for other in Self.steps {
            for path in [
                ValuePath([step]), ValuePath([step, other]), ValuePath([.field("a"), step, other, .eachElement]),
            ] {
                #expect(ValuePath(parsing: path.description) == path, "\(path.description.debugDescription)")
            }
        }
    }

    @Test func `two paths are never written alike`() {
        var written: [String: [ValuePath.Step]] = [:]
        for first in Self.steps {
            for second in Self.steps {
                for steps in [[first], [first, second]] {
                    let text = ValuePath(steps).description
                    #expect(written.updateValue(steps, forKey: text) ?? steps == steps, "\(text.debugDescription)")
                }
            }
        }
        #expect(written.count > Self.steps.count)
    }
}
