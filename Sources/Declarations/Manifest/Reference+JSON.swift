public import JSON
public import TableKit

extension Reference {
    /// The reference as a manifest has it.
    ///
    /// - Parameter note: for people: why it is taken for one.
    public func json(note: String = "") -> JSON {
        var members: [(String, JSON)] = [("column", .string(column))]
        if let shape = shape.json { members.append(shape) }
        switch target {
        case .table(let table, let by):
            members.append(("table", .string(table.description)))
            if let by { members.append(("by", .string(by))) }
        case .named(let naming, let named):
            if let column = naming.column { members.append(("namedBy", .string(column))) }
            if case .row(_, let template) = naming { members.append(("template", .string(template.description))) }
            let tables = named.tables.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value.description)) }
            if !tables.isEmpty { members.append(("tables", .object(.init(uniqueKeysWithValues: tables)))) }
            if let spelling = named.spelling { members.append(("byName", spelling.json)) }
        }
        switch unmatched {
        case .problem: break
        case .carries(let values): members.append(("carries", .array(values.map { .string($0) })))
        case .carriesAll: members.append(("carries", true))
        }
        if !note.isEmpty { members.append(("note", .string(note))) }
        return .object(.init(uniqueKeysWithValues: members))
    }
}
