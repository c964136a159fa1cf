import Diagnostics
import JSON
import Planning
import TableKit

extension ArchiveIndex {
    public var json: JSON {
        [
            "format": .integer(format),
            "archive": .string(archiveID),
            "created": .string(created),
            "source": ["database": .string(database), "server": .string(serverVersion)],
            "note": note.map { .string($0) } ?? .null,
            "selection": selection?.json ?? .null,
            "lineage": lineage?.json ?? .null,
            "tables": .array(tables.map { $0.json(withRows: true) }),
            "lookups": .array(lookups.map { $0.json(withRows: false) }),
        ]
    }

    /// Reads an index.
    ///
    /// - Throws: `Failure` with `archiveDamaged` that names the file and the place in it; with `archiveNewer` where its
    ///   format is above `currentFormat`, or where it has keys or words that this satchel does not know.
    public init(parsing bytes: [UInt8]) throws(Failure) {
        try self.init(JSON.parse(bytes, name: ArchiveIndex.file, code: .archiveDamaged))
    }

    static let file = "index.json"

    init(_ value: JSON) throws(Failure) {
        let format = value["format"]?.int
        if let format, format > ArchiveIndex.currentFormat {
            throw ArchiveIndex.newer(
                "its format is version \(format), and this one reads versions up to \(ArchiveIndex.currentFormat)")
        }
        let field = JSON.Field(
            value, name: ArchiveIndex.file, code: .archiveDamaged, remedy: "export the archive again",
            unknown: JSON.Unknown(ignoringKeysWithPrefix: "x-", failure: ArchiveIndex.newer))
        let index = try field.object { reader throws(Failure) in
            let source = try reader.required("source").object { source throws(Failure) in
                (try source.required("database").string(), try source.required("server").string())
            }
            return ArchiveIndex(
                format: try reader.required("format").int(in: 1...ArchiveIndex.currentFormat),
                archiveID: try reader.required("archive").string(),
                created: try reader.required("created").string(),
                database: source.0, serverVersion: source.1,
                note: try reader.optional("note")?.string(),
                selection: try reader.optional("selection").map { field throws(Failure) in
                    try ArchivedSelection(field)
                },
                lineage: try reader.optional("lineage").map { field throws(Failure) in try Lineage(field) },
                tables: try reader.required("tables").array { field throws(Failure) in
                    try ArchivedTable(field, withRows: true)
                },
                lookups: try reader.required("lookups").array { field throws(Failure) in
                    try ArchivedTable(field, withRows: false)
                })
        }
        if let contradiction = index.contradiction { throw field.failure(contradiction) }
        self = index
    }
}

extension ArchivedTable {
    /// - Parameter withRows: false for a table of which the archive has keys alone.
    func json(withRows: Bool) -> JSON {
        var members: [(String, JSON)] = [("table", .string(table.description))]
        if withRows {
            members += [
                ("file", .string(file)), ("phase", .integer(phase.rawValue)), ("rows", .integer(rows)),
                ("preservesIDs", .bool(preservesIDs)),
            ]
        }
        members += [("kind", .string(kind.rawValue)), ("naturalKey", .strings(naturalKey))]
        if isUndecided { members.append(("undecidedKey", .bool(true))) }
        if let drawnFrom { members.append(("drawnFrom", .string(drawnFrom.description))) }
        if needsEveryKeyColumn { members.append(("needsEveryKeyColumn", .bool(true))) }
        if withRows { members.append(("columns", .array(columns.map(\.json)))) }
        members.append(("references", .array(references.map(\.json))))
        if withRows {
            members += [
                ("derived", .strings(derived)),
                ("leftOut", .array(leftOut.map { ["column": .string($0.column), "reason": .string($0.reason)] })),
            ]
            if !masked.isEmpty {
                members.append(
                    ("masked", .array(masked.map { ["column": .string($0.column), "rule": .string($0.rule)] })))
            }
        }
        return .object(.init(uniqueKeysWithValues: members))
    }

    init(_ field: JSON.Field, withRows: Bool) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            ArchivedTable(
                table: try reader.required("table").tableName(),
                file: withRows ? try reader.required("file").string() : "",
                kind: try reader.required("kind").choice(),
                phase: withRows ? Phase(rawValue: try reader.required("phase").int(in: 0...4)) ?? .entities : .entities,
                rows: withRows ? try reader.required("rows").int(in: 0...IndexLimits.rows) : 0,
                naturalKey: try reader.required("naturalKey").strings(),
                needsEveryKeyColumn: try reader.optional("needsEveryKeyColumn")?.bool() ?? false,
                preservesIDs: withRows ? try reader.required("preservesIDs").bool() : false,
                isUndecided: try reader.optional("undecidedKey")?.bool() ?? false,
                drawnFrom: try reader.optional("drawnFrom")?.tableName(),
                columns: withRows
                    ? try reader.required("columns").array { column throws(Failure) in try ArchivedColumn(column) }
                    : [],
                references: try reader.required("references").array { reference throws(Failure) in
                    try ArchivedReference(reference)
                },
                derived: withRows ? try reader.required("derived").strings() : [],
                leftOut: withRows
                    ? try reader.required("leftOut").array { column throws(Failure) in
                        try column.object { reader throws(Failure) in
                            LeftOut(
                                column: try reader.required("column").string(),
                                reason: try reader.required("reason").string())
                        }
                    } : [],
                masked: withRows
                    ? try reader.optional("masked")?.array { column throws(Failure) in
                        try column.object { reader throws(Failure) in
                            Masked(
                                column: try reader.required("column").string(),
                                rule: try reader.required("rule").string())
                        }
                    } ?? [] : [])
        }
    }
}

extension ArchivedColumn {
    var json: JSON {
        var members: [(String, JSON)] = [("name", .string(name))]
        if let column { members.append(("column", .string(column))) }
        if let type { members.append(("type", .string(type))) }
        switch content {
        case .value: break
        case .label: members.append(("label", true))
        case .key(let reference, let path): members += [("reference", .integer(reference)), ("path", .strings(path))]
        case .embedded(let references): members.append(("inside", .array(references.map { .integer($0) })))
        }
        return .object(.init(uniqueKeysWithValues: members))
    }

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            let content: Content
            if let reference = reader.optional("reference") {
                content = .key(
                    reference: try reference.int(in: 0...IndexLimits.references),
                    path: try reader.required("path").strings())
            } else if let inside = reader.optional("inside") {
                content = .embedded(
                    references: try inside.array { number throws(Failure) in
                        try number.int(in: 0...IndexLimits.references)
                    })
            } else {
                content = try reader.optional("label")?.bool() == true ? .label : .value
            }
            return ArchivedColumn(
                name: try reader.required("name").string(), column: try reader.optional("column")?.string(),
                type: try reader.optional("type")?.string(), content: content)
        }
    }
}

extension ArchivedReference {
    var json: JSON {
        var members: [(String, JSON)] = [("columns", .strings(columns))]
        if let member = shape.json { members.append(member) }
        switch target {
        case .table(let table, let referenced):
            members += [("table", .string(table.description)), ("referenced", .strings(referenced))]
        case .named(let naming, let named, let keys):
            if let column = naming.column { members.append(("namedBy", .string(column))) }
            if case .row(_, let template) = naming { members.append(("template", .string(template.description))) }
            let tables = named.tables.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value.description)) }
            members.append(("tables", .object(.init(uniqueKeysWithValues: tables))))
            if let spelling = named.spelling { members.append(("byName", spelling.json)) }
            let columns = keys.sorted { $0.key < $1.key }.map { ($0.key.description, JSON.string($0.value)) }
            members.append(("keys", .object(.init(uniqueKeysWithValues: columns))))
        }
        switch unmatched {
        case .problem: break
        case .carries(let values): members.append(("carries", .strings(values)))
        case .carriesAll: members.append(("carries", true))
        }
        return .object(.init(uniqueKeysWithValues: members))
    }

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            let columns = try reader.required("columns").strings()
            guard !columns.isEmpty else { throw field.failure("expected at least one column") }
            let shape = try Reference.Shape(&reader, mayBeEmpty: true)
            let target: Target
            let (by, template) = (reader.optional("namedBy"), reader.optional("template"))
            if let naming = try TableNaming(column: by, template: template, shape) {
                let tables = try reader.required("tables").dictionary { _, table throws(Failure) in
                    try table.tableName()
                }
                let spelling = try reader.optional("byName").flatMap { field throws(Failure) in
                    try TableSpelling(field)
                }
                var keys: [TableName: String] = [:]
                try reader.optional("keys")?.tableNames { table, column throws(Failure) in
                    keys[table] = try column.string()
                }
                target = .named(
                    by: naming,
                    NamedTables(
                        Dictionary(uniqueKeysWithValues: tables.map { ($0.key, $0.value) }), otherwise: spelling),
                    keys: keys)
            } else {
                target = .table(
                    try reader.required("table").tableName(), columns: try reader.required("referenced").strings())
            }
            let unmatched: Reference.Unmatched
            switch reader.optional("carries") {
            case nil: unmatched = .problem
            case let carries? where carries.value == .bool(true): unmatched = .carriesAll
            case let carries?: unmatched = .carries(try carries.strings())
            }
            return ArchivedReference(columns: columns, shape: shape, target: target, unmatched: unmatched)
        }
    }
}

extension JSON {
    static func strings(_ strings: [String]) -> JSON { .array(strings.map { .string($0) }) }
}

extension JSON.Field {
    func tableName() throws(Failure) -> TableName {
        guard let name = TableName(parsing: try string()) else { throw failure("expected the name of a table") }
        return name
    }

    /// An object whose keys are names of tables.
    fileprivate func tableNames(_ read: (TableName, JSON.Field) throws(Failure) -> Void) throws(Failure) {
        _ = try dictionary { key, value throws(Failure) in
            guard let name = TableName(parsing: key) else { throw failure("expected the name of a table as key") }
            try read(name, value)
        }
    }
}
