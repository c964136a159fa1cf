import Foundation
import JSON
import OrderedCollections
import Yams

/// docs/openapi.yaml, and as much of JSON Schema as it uses.
struct OpenAPI {
    let root: JSON

    static let file = ServerProgram.package.appending(path: "docs/openapi.yaml")

    init() throws {
        root = OpenAPI.json(try Yams.load(yaml: String(contentsOf: OpenAPI.file, encoding: .utf8)))
    }

    /// The words of JSON Schema that `problems` knows: a schema with another one would not be checked.
    static let words: Set<String> = [
        "$ref", "type", "description", "enum", "items", "properties", "required", "additionalProperties", "anyOf",
        "format", "minLength", "maxLength",
    ]

    /// What stands at a `$ref`, else the value itself.
    func resolved(_ value: JSON?) -> JSON? {
        guard let reference = value?["$ref"]?.string else { return value }
        return reference.split(separator: "/").dropFirst().reduce(root as JSON?) { $0?[String($1)] }
    }

    /// What of a value does not fit a schema.
    func problems(_ value: JSON, _ schema: JSON?, at path: String = "") -> [String] {
        guard let schema = resolved(schema) else { return ["\(path): there is no such schema"] }
        if let choices = schema["anyOf"]?.array {
            return choices.contains { problems(value, $0, at: path).isEmpty }
                ? [] : ["\(path): fits none of its schemas"]
        }
        var found: [String] = []
        let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { OpenAPI.is(value, $0) }) { found.append("\(path): is no \(types)") }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) { found.append("\(path): \(value.text())") }
        if let elements = value.array, let items = schema["items"] {
            found += elements.enumerated().flatMap { problems($1, items, at: "\(path)[\($0)]") }
        }
        if let members = value.object {
            for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
                found.append("\(path).\(name) is missing")
            }
            let properties = schema["properties"]?.object ?? [:]
            for (name, member) in members {
                if let property = properties[name] {
                    found += problems(member, property, at: "\(path).\(name)")
                } else if schema["additionalProperties"] == false {
                    found.append("\(path).\(name) is not described")
                }
            }
        }
        return found
    }

    private static func `is`(_ value: JSON, _ type: String) -> Bool {
        switch type {
        case "string": value.string != nil
        case "integer": value.int != nil
        case "number": value.double != nil
        case "boolean": value.bool != nil
        case "object": value.object != nil
        case "array": value.array != nil
        case "null": value.isNull
        default: false
        }
    }

    private static func json(_ value: Any?) -> JSON {
        switch value {
        case let value as String: .string(value)
        case let value as Bool: .bool(value)
        case let value as Int: .integer(value)
        case let value as [Any]: .array(value.map { json($0) })
        case let value as [AnyHashable: Any]:
            .object(
                OrderedDictionary(uniqueKeysWithValues: value.map { ("\($0.key.base)", json($0.value)) }))
        default: .null
        }
    }
}
