import Testing

@testable import Archive

@Suite struct CSVTests {
    @Test(arguments: [
        ("id,name\n1,a\n", ["id", "name"], 8),
        ("id\r\n1\r\n", ["id"], 4),
        ("\"a,b\",\"c\"\"d\",\"e\nf\"\nrest", ["a,b", "c\"d", "e\nf"], 19),
        ("status_id.table,#,größe\n", ["status_id.table", "#", "größe"], 26),
        ("a,,\"\"\n", ["a", "", ""], 6),
        ("\n", [], 1),
    ])
    func `a header is read with its length`(text: String, columns: [String], byteCount: Int) {
        #expect(CSVHeader.parse(Array(text.utf8)) == CSVHeader(columns: columns, byteCount: byteCount))
    }

    @Test(arguments: ["", "id,name", "\"id", "\"id\"", "id\r", "a\"b\n", "\"a\"b\n", "a\rb\n"])
    func `what is no whole header is none`(text: String) {
        #expect(CSVHeader.parse(Array(text.utf8)) == nil)
    }

    @Test func `a header without a line break counts where nothing follows`() {
        #expect(
            CSVHeader.parse(Array("id,\"n\"".utf8), isWhole: true) == CSVHeader(columns: ["id", "n"], byteCount: 6))
        #expect(CSVHeader.parse(Array("id,".utf8), isWhole: true) == CSVHeader(columns: ["id", ""], byteCount: 3))
        #expect(CSVHeader.parse(Array("id,\"n".utf8), isWhole: true) == nil)
    }

    @Test func `bytes that are not UTF-8 are no header`() {
        #expect(CSVHeader.parse([0x61, 0xFF, 0x0A]) == nil)
        #expect(CSVHeader.parse([0x22, 0xFF, 0x22, 0x0A]) == nil)
    }

    @Test(arguments: [
        ("", 0, false), ("\n", 1, false), ("a", 1, false), ("a\n", 1, false), ("a\nb", 2, false),
        ("\"a\nb\"\n", 1, false), ("\"a\"\"\n\"\nb\n", 2, false), ("\"a\n", 1, true), ("a\r\nb\r\n", 2, false),
    ])
    func `records are counted the same however they are cut`(text: String, records: Int, isQuoted: Bool) {
        let bytes = Array(text.utf8)
        for length in 1...max(1, bytes.count) {
            var counter = CSVRecordCounter()
            for start in stride(from: 0, to: bytes.count, by: length) {
                counter.scan(Array(bytes[start..<min(start + length, bytes.count)]).span.bytes)
            }
            #expect(counter.records == records)
            #expect(counter.isQuoted == isQuoted)
        }
    }
}
