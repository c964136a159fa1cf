import JSON
import Testing

@Suite struct TextTests {
    @Test func `compact text has no spaces, pretty text two a level`() {
        let json: JSON = ["b": [1, nil], "a": ["x": "y"], "none": [:], "empty": []]
        #expect(json.text() == #"{"b":[1,null],"a":{"x":"y"},"none":{},"empty":[]}"#)
        #expect(
            json.text(pretty: true) == """
                {
                  "b": [
                    1,
                    null
                  ],
                  "a": {
                    "x": "y"
                  },
                  "none": {},
                  "empty": []
                }
                """)
        #expect(json.bytes() == Array(json.text().utf8))
    }

    @Test(arguments: [
        "", "größe", "日本語", "🧳", "e\u{301}", "\u{2028}", "a/b", "tab\tquote\"back\\slash", "\u{0}nul\u{1F}", "\u{7F}",
    ])
    func `every string survives, as value and as key`(text: String) throws {
        let value: JSON = ["value": .string(text)]
        #expect(try JSON.parse(value.text(), name: "test") == value)
        guard !text.contains("\u{0}") else { return }
        let key: JSON = .object([text: 1])
        #expect(try JSON.parse(key.bytes(pretty: true), name: "test") == key)
    }

    @Test func `a number has no more digits than it needs`() {
        #expect(JSON.array([.number(0.004), .number(12.5), .number(3)]).text() == "[0.004,12.5,3.0]")
        // Two numbers that 15 digits do not tell apart.
        #expect(JSON.number(0.1 + 0.2).text() == "0.30000000000000004")
    }

    @Test func `UTF-8 is not escaped`() {
        #expect(JSON.string("größe 🧳/").text() == "\"größe 🧳/\"")
    }

    @Test(arguments: [0.1, -0.0, 1.0, 1e300, 2.5e-308, 123_456_789.123, .pi])
    func `a number survives`(value: Double) throws {
        #expect(try JSON.parse(JSON.number(value).text(), name: "test") == .number(value))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number that JSON has not is null`(value: Double) {
        #expect(JSON.array([.number(value)]).text() == "[null]")
    }

    @Test func `literals keep their order, and a key's last value`() {
        let name = "x"
        let json: JSON = ["b": "\(name)y", "a": 1, "b": true, "c": 2.5, "d": nil, "e": [1, "two"]]
        #expect(json.text() == #"{"b":true,"a":1,"c":2.5,"d":null,"e":[1,"two"]}"#)
    }
}
