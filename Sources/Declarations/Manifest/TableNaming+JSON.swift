public import Diagnostics
public import JSON
public import TableKit

extension TableNaming {
    /// `namedBy` and `template` as a manifest and an archive's index have them; nil where neither they nor the shape name
    /// a table.
    ///
    /// - Throws: `Failure` where they do not go together.
    public init?(column: JSON.Field?, template: JSON.Field?, _ shape: Reference.Shape) throws(Failure) {
        if shape.namesTable {
            if let other = column ?? template {
                throw other.failure("the text before \"separator\" names the table: no column does")
            }
            self = .prefix
            return
        }
        guard let column else {
            if let template { throw template.failure("\"namedBy\" is missing: the column that points at the name") }
            return nil
        }
        guard let template else {
            self = .column(try column.string())
            return
        }
        guard let parsed = NameTemplate(parsing: try template.string()) else {
            throw template.failure("expected a text with columns in it, such as \"{app_label}_{model}\"")
        }
        self = .row(through: try column.string(), parsed)
    }
}

extension TableSpelling {
    /// `true`, or the characters to replace: `{".": "_"}`; `false` lets no name be that of a table.
    public init?(_ field: JSON.Field) throws(Failure) {
        guard field.value.bool == nil else {
            guard try field.bool() else { return nil }
            self = .asWritten
            return
        }
        var replacing: [Character: Character] = [:]
        _ = try field.dictionary { from, to throws(Failure) in
            let text = try to.string()
            guard from.unicodeScalars.count == 1, text.unicodeScalars.count == 1 else {
                throw to.failure("expected one character for one character, such as {\".\": \"_\"}")
            }
            replacing[Character(from)] = Character(text)
        }
        self.init(replacing: replacing)
    }

    public var json: JSON {
        if replacing.isEmpty { return true }
        let pairs = replacing.sorted { $0.key < $1.key }.map { (String($0.key), JSON.string(String($0.value))) }
        return .object(.init(uniqueKeysWithValues: pairs))
    }
}
