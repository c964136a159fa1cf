/// The names that members of an archive may have; every other name is damage.
enum MemberName: Equatable {
    case index
    case seal
    /// Part `number` of a table, counted from 1: `tables/users.csv`, `tables/users.2.csv`.
    case part(file: String, number: Int)

    /// The longest accepted name of a table's file.
    static let longestFile = 200

    init?(_ text: String) {
        switch text {
        case "index.json": self = .index
        case "seal.json": self = .seal
        default:
            guard text.hasPrefix("tables/"), text.hasSuffix(".csv") else { return nil }
            let pieces = text.dropFirst("tables/".count).split(separator: ".", omittingEmptySubsequences: false)
            switch pieces.count {
            case 2: self = .part(file: String(pieces[0]), number: 1)
            case 3:
                guard let number = Int(pieces[1]), number > 1 else { return nil }
                self = .part(file: String(pieces[0]), number: number)
            default: return nil
            }
            // One part has one name: neither `tables/users.02.csv` nor `tables/../x.csv`.
            guard MemberName.isFile(String(pieces[0])), description == text else { return nil }
        }
    }

    /// Whether a table's file may be called so: letters, digits, `_` and `-` of ASCII.
    static func isFile(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= longestFile
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension MemberName: CustomStringConvertible {
    var description: String {
        switch self {
        case .index: "index.json"
        case .seal: "seal.json"
        case .part(let file, 1): "tables/\(file).csv"
        case .part(let file, let number): "tables/\(file).\(number).csv"
        }
    }
}
