public import Diagnostics
import OrderedCollections

extension JSON {
    /// A value together with its place in a file, for reading a file of a known shape.
    ///
    /// Every error names the file and the path: `tables[3].columns[0].name: expected a string, found null`.
    public struct Field: Sendable {
        public let value: JSON
        /// Where the value stands, as in `tables[3].name`; empty for the whole file.
        public let path: String
        let file: File

        /// The whole content of the file `name`; `code` and `remedy` are those of every error but that of `unknown`.
        ///
        /// - Parameter unknown: nil: what the reader does not know is an error like any other.
        public init(
            _ value: JSON, name: String, code: Failure.Code, remedy: String? = nil, unknown: Unknown? = nil
        ) {
            let file = File(name: name, code: code, remedy: remedy, lines: nil, unknown: unknown)
            self.init(value, path: "", file: file)
        }

        /// Reads the file `name`, which people write by hand: errors name the line too, `Manifests/x.json:12: …`.
        public init(parsing bytes: [UInt8], name: String, code: Failure.Code, remedy: String? = nil) throws(Failure) {
            let value = try JSON.parse(bytes, name: name, code: code)
            self.init(
                value, path: "",
                file: File(name: name, code: code, remedy: remedy, lines: JSONLines(bytes), unknown: nil))
        }

        init(_ value: JSON, path: String, file: File) {
            self.value = value
            self.path = path
            self.file = file
        }
    }

    /// What all fields of one file share.
    struct File: Sendable {
        let name: String
        let code: Failure.Code
        let remedy: String?
        /// nil where nobody edits the file.
        let lines: JSONLines?
        let unknown: Unknown?
    }
}

extension JSON.Field {
    public func string() throws(Failure) -> String { try checked(value.string, "a string") }

    public func bool() throws(Failure) -> Bool { try checked(value.bool, "a boolean") }

    /// A number with or without a fraction.
    public func double() throws(Failure) -> Double { try checked(value.double, "a number") }

    /// An integer within a range.
    public func int(in range: ClosedRange<Int> = .min ... .max) throws(Failure) -> Int {
        let int = try checked(value.int, "an integer")
        guard range.contains(int) else {
            throw failure("expected an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return int
    }

    /// A string that is one of an enumeration's raw values.
    public func choice<Choice>(_: Choice.Type = Choice.self) throws(Failure) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let choice = Choice(rawValue: try string()) else {
            throw unknown("expected one of " + Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        return choice
    }

    /// An array; each element is read by the closure.
    public func array<Element>(_ read: (JSON.Field) throws(Failure) -> Element) throws(Failure) -> [Element] {
        let values = try checked(value.array, "an array")
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            elements.append(try read(JSON.Field(value, path: "\(path)[\(index)]", file: file)))
        }
        return elements
    }

    public func strings() throws(Failure) -> [String] {
        try array { field throws(Failure) in try field.string() }
    }

    /// An object of a known shape: the closure reads its keys, and a key that it did not read is an error.
    public func object<Value>(_ read: (inout JSON.ObjectReader) throws(Failure) -> Value) throws(Failure) -> Value {
        var reader = try objectReader()
        let value = try read(&reader)
        try reader.finish()
        return value
    }

    /// An object that people write, with these members and no others: a misspelt one is refused before anything else,
    /// `"tabels" is no member of a manifest; did you mean "tables"?`.
    public func object<Value>(
        as noun: String, members known: [String],
        _ read: (inout JSON.ObjectReader) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let members = try checked(value.object, "an object")
        if let unknown = members.keys.first(where: { !known.contains($0) }) {
            let help =
                Misspelling.meant(by: unknown, among: known).map { "; did you mean \"\($0)\"?" }
                ?? ", which has " + known.map { "\"\($0)\"" }.joined(separator: ", ")
            throw failure(
                "\(JSON.string(unknown).text()) is no member of \(noun)\(help)", onLineOf: path(of: unknown))
        }
        if let empty = members.first(where: { $0.value.isNull })?.key {
            throw JSON.Field(nil, path: path(of: empty), file: file).failure("is null; leave the member out instead")
        }
        var reader = JSON.ObjectReader(self, members: members)
        return try read(&reader)
    }

    /// The same without a closure; the caller calls `finish()` when it has read what it knows.
    public func objectReader() throws(Failure) -> JSON.ObjectReader {
        JSON.ObjectReader(self, members: try checked(value.object, "an object"))
    }

    /// An object whose keys are free, such as names of tables; each value is read by the closure.
    public func dictionary<Value>(
        _ read: (String, JSON.Field) throws(Failure) -> Value
    ) throws(Failure) -> OrderedDictionary<String, Value> {
        var values: OrderedDictionary<String, Value> = [:]
        for (key, value) in try checked(value.object, "an object") {
            values[key] = try read(key, JSON.Field(value, path: path(of: key), file: file))
        }
        return values
    }

    /// An error at this place, for what a type alone does not say: `field.failure("expected the name of a table")`.
    public func failure(_ message: String) -> Failure { failure(message, onLineOf: path) }

    /// The error for a key or word that is not known here.
    func unknown(_ message: String) -> Failure {
        file.unknown.map { $0.failure("\(file.name): \(placed(message))") } ?? failure(message)
    }

    private func placed(_ message: String) -> String { path.isEmpty ? message : path + ": " + message }

    private func failure(_ message: String, onLineOf linePath: String) -> Failure {
        let place = placed(message)
        return Failure(
            file.code, "cannot read \"\(file.name)\"",
            cause: file.lines?.lines[linePath].map { "\(file.name):\($0): \(place)" } ?? place, remedy: file.remedy)
    }

    func path(of key: String) -> String { JSON.Field.path(of: key, in: path) }

    static func path(of key: String, in path: String) -> String {
        let isPlain = !key.isEmpty && key.utf8.allSatisfy { JSON.Field.isPlain($0) }
        return if isPlain { path.isEmpty ? key : path + "." + key } else { path + "[" + JSON.string(key).text() + "]" }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func checked<Value>(_ value: Value?, _ expected: String) throws(Failure) -> Value {
        guard let value else { throw failure("expected \(expected), found \(self.value.kind)") }
        return value
    }
}
