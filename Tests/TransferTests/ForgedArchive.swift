import Archive
import Foundation
import JSON
import SystemPackage
import Testing

/// An archive that was read, to be written again with another index and a seal that is right for it.
struct ForgedArchive {
    let index: JSON
    private let files: [(name: String, rows: [String])]

    /// Takes an archive whose rows hold no line breaks.
    init(_ path: FilePath) throws {
        let reader = try ArchiveReader(from: .file(path))
        index = try JSON.parse(reader.index(), name: "index.json")
        var files: [(name: String, rows: [String])] = []
        while let part = try reader.nextTablePart() {
            var bytes: [UInt8] = []
            try reader.read { chunk in chunk.withUnsafeBytes { bytes.append(contentsOf: $0) } }
            let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) + "\n" }
            files.append((part.file, rows.isEmpty ? ["\n"] : rows))
        }
        self.files = files
    }

    /// Writes the same tables with that index.
    func write(index: JSON, to path: FilePath) throws {
        let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0, replacing: true)
        try writer.add(index: index.bytes())
        for file in files {
            _ = try writer.table(name: file.name) { table in
                for row in file.rows { try table.append(row: row.utf8Span.span.bytes) }
            }
        }
        _ = try writer.finish()
    }
}

extension JSON {
    /// Where the values stand in it: keys and numbers from the outside to the inside.
    var places: [[Step]] {
        switch self {
        case .array(let elements):
            [[]] + elements.enumerated().flatMap { number, value in value.places.map { [.element(number)] + $0 } }
        case .object(let members): [[]] + members.flatMap { key, value in value.places.map { [.member(key)] + $0 } }
        default: [[]]
        }
    }

    enum Step: Equatable {
        case member(String)
        case element(Int)
    }

    /// The value at a place that there is.
    func value(at place: some Collection<Step>) -> JSON {
        guard let step = place.first else { return self }
        switch (step, self) {
        case (.member(let key), .object(let members)): return (members[key] ?? .null).value(at: place.dropFirst())
        case (.element(let number), .array(let elements)): return elements[number].value(at: place.dropFirst())
        default: return .null
        }
    }

    /// The same with another value at a place that there is.
    func replacing(_ place: some Collection<Step>, with value: JSON) -> JSON {
        guard let step = place.first else { return value }
        switch (step, self) {
        case (.member(let key), .object(var members)):
            members[key] = (members[key] ?? .null).replacing(place.dropFirst(), with: value)
            return .object(members)
        case (.element(let number), .array(var elements)):
            elements[number] = elements[number].replacing(place.dropFirst(), with: value)
            return .array(elements)
        default: return self
        }
    }
}
