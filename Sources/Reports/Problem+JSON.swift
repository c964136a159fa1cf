public import Diagnostics
public import JSON

extension Problem {
    public var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "kind": .string(kind.rawValue), "severity": .string(severity.rawValue), "table": .string(table),
            "key": text(key), "column": text(column), "message": .string(message), "remedy": text(remedy),
            "total": total.map { .integer($0) } ?? .null,
        ]
    }
}

extension Failure {
    public var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "code": .string(code.rawValue), "error": .string(what), "cause": text(cause), "remedy": text(remedy),
            "problems": .array(problems.map(\.json)),
        ]
    }
}
