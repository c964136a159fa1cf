import Catalogue
import TableKit

/// Sequences that the catalogue ties to no column: an application draws ids from them by itself, or a trigger does.
struct FreeSequences {
    /// Those that no column owns.
    private let free: Set<TableName>
    private let all: Set<TableName>
    /// One for all tables; nil where none of the free ones is called like that, or several are.
    private let common: TableName?
    private let triggers: [OID: [String]]
    private let searchPath: [String]

    /// - Parameters:
    ///   - sequences: all.
    ///   - triggers: by table the texts of the functions that draw when a row is inserted.
    init(_ sequences: [TableName: SequenceUse], triggers: [OID: [String]], searchPath: [String]) {
        free = Set(sequences.filter { $0.value != .ofColumn }.keys)
        all = Set(sequences.keys)
        self.triggers = triggers
        self.searchPath = searchPath
        let common = sequences.filter { $0.value == .free && FreeSequences.isCommon($0.key.name) }.keys
        self.common = common.count == 1 ? common.first : nil
    }

    /// Gives an integer primary key of one column that nothing fills what a trigger, or else the application, draws its
    /// numbers from.
    func fill(_ columns: [CatalogueColumn], of table: Relation, primaryKey: UniqueKey?) -> [CatalogueColumn] {
        guard let primaryKey, primaryKey.columns.count == 1 else { return columns }
        return columns.map { column in
            guard column.name == primaryKey.columns[0], column.drawing == nil, column.defaultExpression == nil,
                !column.isGenerated, ["int2", "int4", "int8", "numeric"].contains(column.type.baseName)
            else { return column }
            let sequence =
                sequence(in: triggers[table.oid] ?? [], for: column.name, of: table.name)
                ?? FreeSequences.names(for: column.name, of: table.name.name)
                .map { TableName(schema: table.name.schema, $0) }.first(where: free.contains) ?? common
            return column.filled(by: sequence.map(Drawing.sequence))
        }
    }

    /// What generators of ids and people call the sequence of a table.
    private static func names(for column: String, of table: String) -> [String] {
        [
            "\(table)_\(column)_seq", "\(table)_id_seq", "\(table)_seq", "\(table)_\(column)_sequence",
            "\(table)_sequence", "\(table)_pk_seq", "\(table)_\(column)_gen", "\(table)_gen", "seq_\(table)",
            "seq_\(table)_\(column)", "seq_\(table)_id", "sq_\(table)", "gen_\(table)_\(column)", "gen_\(table)",
            "s_\(table)", "\(table)seq",
        ]
    }

    /// True for the name of a sequence for everything: nothing in it says what is numbered.
    private static func isCommon(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return !words.isEmpty && words.allSatisfy { plainWords.contains(String($0)) }
    }

    private static let plainWords: Set<String> = [
        "hibernate", "jpa", "eclipselink", "openjpa", "orm", "global", "common", "shared", "main", "master", "default",
        "app", "application", "entity", "object", "row", "record", "general", "generic", "all", "seq", "sequence",
        "sequences", "id", "ids", "uid", "oid", "pk", "key", "primary", "gen", "generator", "next", "number", "serial",
        "counter",
    ]

    /// The one sequence that the texts of triggers name where they fill the column.
    private func sequence(in texts: [String], for column: String, of table: TableName) -> TableName? {
        let texts = texts.map { $0.lowercased() }.filter {
            $0.contains("new.\(column.lowercased())") || $0.contains("new.\"\(column.lowercased())\"")
        }
        let named = texts.flatMap { text in
            text.matches(of: /nextval\s*\(\s*'([^']+)'/).compactMap { TableName(parsing: String($0.1)) }
        }
        let found = Set(named.compactMap { resolve($0, near: table) })
        return found.count == 1 ? found.first : nil
    }

    private func resolve(_ name: TableName, near table: TableName) -> TableName? {
        let schemas = name.schema.map { [$0] } ?? [table.schema].compactMap { $0 } + searchPath
        return schemas.lazy.compactMap { schema in
            all.first { $0.schema?.lowercased() == schema.lowercased() && $0.name.lowercased() == name.name }
        }.first
    }
}
