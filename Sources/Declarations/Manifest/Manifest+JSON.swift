public import Diagnostics
import JSON
import TableKit

extension Manifest {
    /// The version of the format that this satchel reads.
    public static let currentVersion = 1

    /// Reads a manifest's text.
    ///
    /// - Parameters:
    ///   - name: the name to give it.
    ///   - file: the file's name in errors.
    /// - Throws: `Failure` that names the file, the line and the member: unknown members, members twice and values of
    ///   another type are errors, so that a slip of the pen cannot let a column out.
    public init(parsing bytes: [UInt8], name: String, file: String) throws(Failure) {
        let field = try JSON.Field(
            parsing: bytes, name: file, code: .failed, remedy: "correct the file; docs/manifests.md has every member")
        self.init(name: name)
        try field.object(as: "a manifest", members: Manifest.members) { reader throws(Failure) in
            try read(&reader)
        }
    }

    private static let members = [
        "$schema", "version", "description", "tables", "exclude", "root", "references", "since", "excludeColumns",
        "masks", "declarations", "wherever", "renames",
    ]

    private mutating func read(_ reader: inout JSON.ObjectReader) throws(Failure) {
        let version = try reader.required("version")
        guard try version.int() == Manifest.currentVersion else {
            throw version.failure("this satchel reads version \(Manifest.currentVersion)")
        }
        // For editors alone.
        _ = try reader.optional("$schema")?.string()
        description = try reader.optional("description")?.string()
        tables = try reader.optional("tables")?.patterns()
        exclude = try reader.optional("exclude")?.patterns() ?? []
        root = try reader.optional("root").map { field throws(Failure) in try Root(field) }
        references = try reader.optional("references")?.choice()
        since = try reader.optional("since")?.string()
        try reader.optional("excludeColumns")?.tableNames { table, columns throws(Failure) in
            excludedColumns[table] = try columns.dictionary { column, reason throws(Failure) in
                ExcludedColumn(column, reason: try reason.string())
            }.values.elements
        }
        try reader.optional("masks")?.tableNames { table, columns throws(Failure) in
            masks[table] = try columns.dictionary { column, rule throws(Failure) in
                Mask(column, try Mask.Rule(rule))
            }.values.elements
        }
        try reader.optional("renames")?.tableNames { old, new throws(Failure) in renames[old] = try new.tableName() }
        wherever = try reader.optional("wherever")?.array { field throws(Failure) in try Reference(field) } ?? []
        var declared: Set<TableName> = []
        declarations =
            try reader.optional("declarations")?.array { field throws(Failure) in
                let declaration = try ManifestDeclaration(field)
                guard declared.insert(declaration.table).inserted else {
                    throw field.failure("\"\(declaration.table)\" is declared twice")
                }
                return declaration
            } ?? []
    }
}

extension Manifest.Root {
    /// `"projects"`, or `{"table": "projects", "key": "theater_alpha"}`.
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        guard field.value.string == nil else {
            self.init(table: try field.tableName())
            return
        }
        self = try field.object(as: "a root", members: ["table", "key"]) { reader throws(Failure) in
            Manifest.Root(
                table: try reader.required("table").tableName(), key: try reader.optional("key")?.string())
        }
    }
}

extension Mask.Rule {
    /// `"email"`, `{"keepFirst": 2}`.
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        if let name = field.value.string {
            guard let rule = ["null": Mask.Rule.null, "hash": .hash, "email": .email, "name": .name][name] else {
                throw field.failure(
                    "\"\(name)\" is no rule; there are \"email\", \"name\", \"hash\", \"null\", {\"keepFirst\": 2}, "
                        + "{\"constant\": \"…\"} and {\"sql\": \"…\"}")
            }
            self = rule
            return
        }
        self = try field.object(as: "a mask", members: ["keepFirst", "constant", "sql"]) { reader throws(Failure) in
            let rules = [
                try reader.optional("keepFirst").map { field throws(Failure) in
                    Mask.Rule.keepFirst(try field.int(in: 1...1000))
                },
                try reader.optional("constant").map { field throws(Failure) in .constant(try field.string()) },
                try reader.optional("sql").map { field throws(Failure) in .sql(try field.string()) },
            ].compactMap { $0 }
            guard rules.count == 1 else { throw field.failure("a mask has one rule, this has \(rules.count)") }
            return rules[0]
        }
    }
}

extension JSON.Field {
    func tableName() throws(Failure) -> TableName {
        guard let name = TableName(parsing: try string()) else { throw failure("expected the name of a table") }
        return name
    }

    fileprivate func patterns() throws(Failure) -> [TablePattern] {
        try array { field throws(Failure) in
            guard let pattern = TablePattern(parsing: try field.string()) else {
                throw field.failure("expected the name of a table, or a pattern such as \"post*\"")
            }
            return pattern
        }
    }

    /// An object whose keys are names of tables.
    func tableNames(_ read: (TableName, JSON.Field) throws(Failure) -> Void) throws(Failure) {
        _ = try dictionary { key, value throws(Failure) in
            guard let name = TableName(parsing: key) else { throw value.failure("expected the name of a table as key") }
            try read(name, value)
        }
    }
}
