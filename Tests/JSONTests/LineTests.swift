import Diagnostics
import JSON
import Testing

/// Errors in files that people write name the line.
@Suite struct LineTests {
    private func failure(_ text: String, _ read: (JSON.Field) throws -> Void) throws -> Failure {
        try #require(throws: Failure.self) {
            try read(JSON.Field(parsing: Array(text.utf8), name: "x.json", code: .failed))
        }
    }

    private static let text = """
        {
          "name": "a",
          "list": [1, {"a\\u0062 \\"c": "}"},
            [
              true], "]", null],

          "last": {
            "deep": -1.5e3 }
        }
        """

    @Test(arguments: [
        ("name", 2), ("list", 3), ("list[0]", 3), ("list[1]", 3), ("list[2]", 4), ("list[3]", 5), ("list[4]", 5),
        ("last", 7),
    ])
    func `a value of the wrong type is found on its line`(_ path: String, _ line: Int) throws {
        let found = try failure(Self.text) { field in
            try field.object(as: "a thing", members: ["name", "list", "last"]) { reader throws(Failure) in
                for key in ["name", "list", "last"] {
                    let member = try reader.required(key)
                    if member.path == path { throw member.failure("wrong") }
                    guard member.value.array != nil else { continue }
                    _ = try member.array { element throws(Failure) in
                        if element.path == path { throw element.failure("wrong") }
                    }
                }
            }
        }
        #expect(found.cause == "x.json:\(line): \(path): wrong")
        #expect(found.what == "cannot read \"x.json\"")
    }

    @Test func `keys with escapes have lines too`() throws {
        let found = try failure(Self.text) { field in
            _ = try JSON.Field(parsing: Array(Self.text.utf8), name: "x.json", code: .failed).object {
                reader throws(Failure) in
                _ = try reader.required("name")
                _ = try reader.required("last").object(as: "a thing", members: ["deep"]) { reader throws(Failure) in
                    _ = try reader.required("deep").double()
                }
                _ = try reader.required("list").array { element throws(Failure) in
                    if element.path == "list[1]" {
                        _ = try element.dictionary { _, value throws(Failure) in try value.int() }
                    }
                }
            }
        }
        #expect(found.cause == #"x.json:3: list[1]["ab \"c"]: expected an integer, found a string"#)
    }

    @Test func `an unknown member is named with the one that was meant`() throws {
        func refuse(_ text: String) throws -> String? {
            try failure(text) { field in
                try field.object(as: "a manifest", members: ["version", "tables"]) { _ throws(Failure) in }
            }.cause
        }
        #expect(
            try refuse("{\n\"version\": 1,\n \"tabels\": []}")
                == #"x.json:3: "tabels" is no member of a manifest; did you mean "tables"?"#)
        #expect(try refuse("{\n\"version\": null}") == "x.json:2: version: is null; leave the member out instead")
        #expect(
            try refuse("{\"zzz\": 1}") == #"x.json:1: "zzz" is no member of a manifest, which has "version", "tables""#)
    }

    @Test func `what is no JSON and a key twice keep jansson's line`() throws {
        #expect(try failure("{\n\"a\": 1,\n\"a\": 2}") { _ in }.what.hasPrefix("cannot read \"x.json\" at line 3"))
        #expect(try failure("{\n\"a\": }") { _ in }.what.hasPrefix("cannot read \"x.json\" at line 2"))
    }

    @Test(arguments: [
        ("tabels", "tables"), ("exlude", "exclude"), ("Root", "root"), ("since", "since"), ("maks", "masks"),
    ])
    func `a slip of the pen is recognised`(_ word: String, _ meant: String) {
        #expect(
            Misspelling.meant(by: word, among: ["tables", "exclude", "root", "since", "masks", "version"]) == meant)
    }

    @Test func `another word is not taken for one`() {
        #expect(Misspelling.meant(by: "filter", among: ["tables", "exclude", "root"]) == nil)
    }
}
