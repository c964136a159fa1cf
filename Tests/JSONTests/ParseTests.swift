import Diagnostics
import JSON
import OrderedCollections
import Testing

@Suite struct ParseTests {
    @Test func `every kind of value is read`() throws {
        let text =
            #"{"n": null, "t": true, "f": false, "i": -7, "d": 1.5, "e": 1e3, "s": "ä\n", "a": [1, []], "o": {}}"#
        let json = try JSON.parse(text, name: "test")
        #expect(
            json == [
                "n": nil, "t": true, "f": false, "i": -7, "d": 1.5, "e": 1000.0, "s": "ä\n", "a": [1, []], "o": [:],
            ])
        #expect(json["n"]?.isNull == true)
        #expect(json["t"]?.bool == true)
        #expect(json["i"]?.int == -7)
        #expect(json["i"]?.double == -7)
        #expect(json["d"]?.double == 1.5)
        #expect(json["d"]?.int == nil)
        #expect(json["s"]?.string == "ä\n")
        #expect(json["a"]?.array?.count == 2)
        #expect(json["missing"] == nil)
        #expect(json["s"]?["x"] == nil)
    }

    @Test func `the order of keys is kept`() throws {
        let keys = (0..<200).map { "k\(($0 * 7919) % 200)" }
        let text = "{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        let json = try JSON.parse(text, name: "test")
        #expect(json.object?.keys.elements == keys)
        #expect(json.text() == text)
    }

    @Test(arguments: ["null", "true", "\"text\"", "-12", "0.5", "[]"])
    func `a text may be any value`(text: String) throws {
        #expect(try JSON.parse(text, name: "test").text() == text)
    }

    @Test(arguments: [
        ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("4611686018427387904", 1 << 62),
    ])
    func `64 bits are an integer`(text: String, value: Int) throws {
        #expect(try JSON.parse(text, name: "test") == .integer(value))
        #expect(JSON.integer(value).text() == text)
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "[1, 100000000000000000000]", "1e999"])
    func `a number beyond 64 bits is an error that says so`(text: String) throws {
        let failure = try #require(parseFailure(text))
        #expect(failure.remedy == "write a number that fits 64 bits, or write it as a string")
        #expect(
            failure.cause == "too big integer" || failure.cause == "too big negative integer"
                || failure.cause == "real number overflow")
    }

    @Test func `a key written twice is an error with its line`() throws {
        let failure = try #require(parseFailure("{\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 3\n}"))
        #expect(failure.code == .failed)
        #expect(failure.what == "cannot read \"index.json\" at line 4, column 5")
        #expect(failure.cause == "duplicate object key")
        #expect(failure.remedy == "remove one of the two keys")
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "[1] 2", "[1][", "'a'", "{a: 1}", "nul", "[01]", "[+1]", "[.5]", "[NaN]",
        "// x\n1", "\"\u{1}\"", "\"\\x\"", "\"\\ud800\"", "[1", "\"open",
    ])
    func `what is not strictly JSON is refused`(text: String) {
        #expect(parseFailure(text) != nil)
    }

    @Test func `an error shows the place and not the text`() throws {
        let failure = try #require(parseFailure("{\"password\": secret}"))
        #expect(!failure.description.contains("secret"))
        #expect(failure.what.contains("line 1, column"))
        #expect(failure.cause == "invalid token")
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let failure = failure { _ = try JSON.parse([0x22, 0xC3, 0x28, 0x22], name: "index.json") }
        #expect(failure?.remedy == "save the file as UTF-8")
    }

    @Test func `the caller chooses the code`() {
        let failure = failure { _ = try JSON.parse("{", name: "seal.json", code: .archiveDamaged) }
        #expect(failure?.code == .archiveDamaged)
    }

    @Test func `nesting is limited`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON.parse(nested(JSON.maximumDepth), name: "test").text() == nested(JSON.maximumDepth))
        #expect(parseFailure(nested(JSON.maximumDepth + 2))?.cause?.contains("levels deep") == true)
        #expect(parseFailure(nested(100_000)) != nil)
        #expect(parseFailure(String(repeating: "{\"a\":", count: 100_000)) != nil)
    }

    private func parseFailure(_ text: String) -> Failure? {
        failure { _ = try JSON.parse(text, name: "index.json") }
    }
}

/// The failure that `body` ends with; nil where it does not fail.
func failure(_ body: () throws -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch {
        return error as? Failure
    }
}
