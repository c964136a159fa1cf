internal import Diagnostics
internal import JSON

/// The last member of an archive: what all the others have to be.
struct Seal: Equatable {
    static let format = 1
    /// Bytes that an entry and the frame of the seal need at most; what is longer is no seal of ours.
    static let longestEntry = 512
    /// Rows of an entry, and of all together: far above what a part can hold, and far below what an `Int` can.
    static let mostRows = 1_000_000_000_000_000

    let members: [ArchiveMember]

    func bytes() -> [UInt8] {
        let entries = members.map { member -> JSON in
            [
                "name": .string(member.name), "bytes": .integer(member.bytes), "rows": .integer(member.rows),
                "sha256": .string(member.sha256),
            ]
        }
        let seal: JSON = [
            "format": .integer(Seal.format), "entries": .array(entries),
            "rows": .integer(members.reduce(0) { $0 + $1.rows }),
        ]
        return seal.bytes()
    }
}

extension Seal {
    /// Reads a seal; a shape that it does not have is damage.
    init(parsing bytes: [UInt8]) throws(Failure) {
        let json = try JSON.parse(bytes, name: "seal.json", code: .archiveDamaged)
        let field = JSON.Field(json, name: "seal.json", code: .archiveDamaged)
        // The format first: a later one may have other keys.
        guard json["format"] == .integer(Seal.format) else {
            throw Failure(
                .archiveDamaged, "cannot read \"seal.json\"", cause: "its format is not \(Seal.format)",
                remedy: "read the archive with the version of satchel that wrote it, or a newer one")
        }
        let (members, rows) = try field.object { reader throws(Failure) in
            _ = try reader.required("format")
            let members = try reader.required("entries").array { entry throws(Failure) in
                try entry.object { reader throws(Failure) in
                    ArchiveMember(
                        name: try reader.required("name").string(),
                        bytes: try reader.required("bytes").int(in: 0...Int.max),
                        rows: try reader.required("rows").int(in: 0...Seal.mostRows),
                        sha256: try reader.required("sha256").string())
                }
            }
            return (members, try reader.required("rows").int(in: 0...Seal.mostRows))
        }
        self.members = members
        let sum = members.reduce((0, false)) { sum, member in
            let (value, overflow) = sum.0.addingReportingOverflow(member.rows)
            return (value, sum.1 || overflow)
        }
        guard sum == (rows, false) else { throw field.failure("the rows of the entries do not add up to \"rows\"") }
    }
}
