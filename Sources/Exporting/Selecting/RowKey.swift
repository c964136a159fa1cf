public import Diagnostics
import JSON
import Planning
public import TableKit

/// A row by its table and natural key, as a user writes it: `projects=theater_alpha`, `status=users,active`,
/// `status=["users","active"]`.
///
/// A key of one value is taken as it stands. The parts of a longer one are separated by commas, nested keys part by part;
/// a part that holds a comma is written in JSON. A row of a tree is named by the keys from its root down.
public struct RowKey: Sendable, Equatable {
    public let table: TableName
    /// The key as it was written.
    public let key: String

    public init(table: TableName, key: String) {
        self.table = table
        self.key = key
    }

    /// - Throws: `Failure` with `usage` where the text has not that form.
    public init(parsing text: String) throws(Failure) {
        var isQuoted = false
        let end = text.firstIndex { character in
            if character == "\"" { isQuoted.toggle() }
            return character == "=" && !isQuoted
        }
        guard let end, let table = TableName(parsing: String(text[..<end])) else {
            throw Failure(
                .usage, "cannot read \"\(text)\" as a row", cause: "expected TABLE=KEY",
                remedy: "name the table and the row's natural key, as in projects=theater_alpha")
        }
        self.table = table
        key = String(text[text.index(after: end)...])
    }

    /// The values that make up the key, nested ones included; nil stands for NULL.
    ///
    /// - Parameter columns: the key's columns, to say what is wrong.
    func values(count: Int, columns: [String]) throws(Failure) -> [String?] {
        let values = count == 1 && !key.hasPrefix("[") ? [key] : try self.values()
        guard values.count == count else {
            throw Failure(
                .usage, "cannot read the key of \"\(table)\"",
                cause: "it has \(count) values, \(columns.joined(separator: ", ")); \(values.count) are given",
                remedy: remedy(columns))
        }
        return values
    }

    /// The values, however many they are.
    func values() throws(Failure) -> [String?] {
        if key.hasPrefix("[") {
            return RowKey.leaves(try JSON.parse(Array(key.utf8), name: "the key of \(table)", code: .usage))
        }
        return key.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }

    private func remedy(_ columns: [String]) -> String {
        "write \(table)=\(columns.map { "<\($0)>" }.joined(separator: ",")), or the key as a JSON array"
    }

    private static func leaves(_ json: JSON) -> [String?] {
        switch json {
        case .array(let parts): parts.flatMap(leaves)
        case .null: [nil]
        case .string(let text): [text]
        default: [json.text()]
        }
    }

    /// The same form for a row that was found; nil where it has no key.
    static func text(_ table: TablePlan, _ key: String?) -> String? {
        guard let key, let json = try? JSON.parse(Array(key.utf8), name: "key") else {
            // What the server wrote as JSON is JSON; without a key there is nothing to show.
            return nil
        }
        let leaves = leaves(json)
        if leaves.allSatisfy({ $0 == nil }) { return nil }
        let plain = leaves.compactMap { $0 }
        let isOdd = plain.count != leaves.count || plain[0].hasPrefix("[")
        if isOdd || (plain.count > 1 && plain.contains { $0.contains(",") }) {
            return "\(table.displayName)=\(JSON.array(leaves.map { $0.map { .string($0) } ?? .null }).text())"
        }
        return "\(table.displayName)=\(plain.joined(separator: ","))"
    }
}
