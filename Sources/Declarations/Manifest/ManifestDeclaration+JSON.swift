import Diagnostics
import JSON
import TableKit

extension ManifestDeclaration {
    private static let members = [
        "table", "optional", "naturalKey", "kind", "dependencies", "references", "plain", "lateSeeds", "derived",
        "belongsTo",
        "preservesIDs", "drawnFrom", "modifiedAt",
    ]

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object(as: "a declaration", members: ManifestDeclaration.members) { reader throws(Failure) in
            var declaration = ManifestDeclaration(table: try reader.required("table").tableName())
            declaration.isOptional = try reader.optional("optional")?.bool() ?? false
            declaration.naturalKey = try reader.optional("naturalKey").map { field throws(Failure) in
                NaturalKey(try field.strings())
            }
            declaration.kind = try reader.optional("kind")?.choice()
            declaration.dependencies = try reader.optional("dependencies")?.array { field throws(Failure) in
                try field.tableName()
            }
            declaration.references = try reader.optional("references")?.array { field throws(Failure) in
                try Reference(field)
            }
            declaration.plain = try reader.optional("plain")?.strings()
            declaration.lateSeeds = try reader.optional("lateSeeds")?.array { field throws(Failure) in
                try LateSeed(field)
            }
            declaration.derived = try reader.optional("derived")?.array { field throws(Failure) in
                try DerivedColumns(field)
            }
            declaration.belongsTo = try reader.optional("belongsTo").map { field throws(Failure) in
                try Ownership(field)
            }
            declaration.preservesIDs = try reader.optional("preservesIDs")?.bool()
            declaration.drawnFrom = try reader.optional("drawnFrom")?.tableName()
            declaration.modifiedAt = try reader.optional("modifiedAt")?.string()
            return declaration
        }
    }
}

extension Reference {
    private static let members =
        ["column"] + Shape.members + ["table", "by", "namedBy", "template", "tables", "byName", "carries", "note"]

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object(as: "a reference", members: Reference.members) { reader throws(Failure) in
            let column = try reader.required("column").string()
            // For people: why it is taken for one.
            _ = try reader.optional("note")?.string()
            let shape = try Shape(&reader, mayBeEmpty: false)
            return Reference(
                column: column, shape: shape, target: try Target(&reader, shape, of: field),
                unmatched: try Unmatched(reader.optional("carries")))
        }
    }
}

extension Reference.Target {
    fileprivate init(
        _ reader: inout JSON.ObjectReader, _ shape: Reference.Shape, of reference: JSON.Field
    ) throws(Failure) {
        let (table, by) = (reader.optional("table"), reader.optional("by"))
        let (namedBy, template) = (reader.optional("namedBy"), reader.optional("template"))
        let (tables, byName) = (reader.optional("tables"), reader.optional("byName"))
        if let naming = try TableNaming(column: namedBy, template: template, shape) {
            if let other = table ?? by {
                throw other.failure("a name says which table it is: \"tables\" and \"byName\" say which one")
            }
            var named: [String: TableName] = [:]
            _ = try tables?.dictionary { value, field throws(Failure) in named[value] = try field.tableName() }
            let spelling = try byName.flatMap { field throws(Failure) in try TableSpelling(field) }
            guard tables != nil || spelling != nil else {
                throw reference.failure("\"tables\" is missing, or \"byName\": which table a name means")
            }
            self = .named(by: naming, NamedTables(named, otherwise: spelling))
            return
        }
        if let byName { throw byName.failure("\"namedBy\" is missing: the column that names the table") }
        if let tables { throw tables.failure("\"namedBy\" is missing: the column that names the table") }
        guard let table else { throw reference.failure("\"table\" is missing, or \"namedBy\" and \"tables\"") }
        self = .table(try table.tableName(), column: try by?.string())
    }
}

extension Reference.Unmatched {
    /// `true`, or a list of values; a missing member lets nothing through.
    fileprivate init(_ field: JSON.Field?) throws(Failure) {
        switch field {
        case nil: self = .problem
        case let field? where field.value.bool != nil: self = try field.bool() ? .carriesAll : .problem
        case let field?: self = .carries(try field.strings())
        }
    }
}

extension LateSeed {
    /// `"instructor_id"`, or `{"column": "owner_id", "placeholder": {"sysmail": "placeholder"}}`.
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        if let column = field.value.string {
            self.init(column)
            return
        }
        self = try field.object(as: "a late seed", members: ["column", "placeholder"]) { reader throws(Failure) in
            var values: [String: String] = [:]
            let placeholder = reader.optional("placeholder")
            _ = try placeholder?.dictionary { column, value throws(Failure) in values[column] = try value.string() }
            return LateSeed(
                try reader.required("column").string(), placeholder: placeholder == nil ? nil : Placeholder(values))
        }
    }
}

extension DerivedColumns {
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        self = try field.object(as: "derived columns", members: ["columns", "trigger"]) { reader throws(Failure) in
            DerivedColumns(
                try reader.required("columns").strings(), by: try reader.required("trigger").string())
        }
    }
}

extension Ownership {
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        self = try field.object(as: "an ownership", members: ["column", "table"]) { reader throws(Failure) in
            .via(try reader.required("column").string(), to: try reader.required("table").tableName())
        }
    }
}
