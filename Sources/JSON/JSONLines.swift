/// The lines on which the values of a JSON text stand, for errors about a value that is there and wrong.
///
/// jansson says the line of what is no JSON, and forgets it for everything else.
struct JSONLines: Sendable {
    /// Path as `JSON.Field` writes it, to line counted from 1: of a member the line of its key.
    private(set) var lines: [String: Int] = [:]

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// - Parameter bytes: a text that `JSON.parse` has read without an error.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipSpace()
        lines[""] = line
        readValue(path: "")
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func readValue(path: String) {
        switch current {
        case UInt8(ascii: "{"): readElements(end: UInt8(ascii: "}")) { reader, _ in reader.readMember(of: path) }
        case UInt8(ascii: "["):
            readElements(end: UInt8(ascii: "]")) { reader, number in
                let place = "\(path)[\(number)]"
                reader.lines[place] = reader.line
                reader.readValue(path: place)
            }
        case UInt8(ascii: "\""): _ = readString()
        default: while let byte = current, !JSONLines.ends.contains(byte) { position += 1 }
        }
    }

    private static let ends = Set(",]} \t\r\n".utf8)

    private mutating func readElements(end: UInt8, _ element: (inout JSONLines, Int) -> Void) {
        position += 1
        var number = 0
        while true {
            skipSpace()
            guard let byte = current else { return }
            if byte == end || byte == UInt8(ascii: ",") {
                position += 1
                if byte == end { return }
                continue
            }
            element(&self, number)
            number += 1
        }
    }

    private mutating func readMember(of path: String) {
        let place = JSON.Field.path(of: readString(), in: path)
        lines[place] = line
        skipSpace()
        // The colon.
        position += 1
        skipSpace()
        readValue(path: place)
    }

    /// The string that begins here, its escapes resolved; a string has no line breaks.
    private mutating func readString() -> String {
        let start = position
        position += 1
        while let byte = current, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
        position += 1
        let text = Array(bytes[start..<min(position, bytes.count)])
        // The text was read before: a string in it cannot fail.
        return (try? JSON.parse(text, name: "key"))?.string ?? ""
    }
}
