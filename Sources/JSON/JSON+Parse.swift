internal import CJansson
public import Diagnostics
import OrderedCollections

extension JSON {
    /// How deep arrays and objects may nest: deeper input is refused, so that recursion stays within any stack.
    public static let maximumDepth = 256

    /// Reads a whole JSON text: UTF-8, no key twice in an object, nothing after the value.
    ///
    /// `name` says in errors which file this is; they give line and column, never the text found there.
    public static func parse(_ bytes: RawSpan, name: String, code: Failure.Code = .failed) throws(Failure) -> JSON {
        guard !bytes.isEmpty else {
            throw Failure(code, "cannot read \"\(name)\"", cause: "it is empty")
        }
        var problem = json_error_t()
        // SAFETY: jansson reads `count` bytes during the call and keeps no pointer to them.
        let root = bytes.withUnsafeBytes { buffer in
            json_loadb(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count,
                Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL), &problem)
        }
        guard let root else {
            throw Failure(
                code, "cannot read \"\(name)\" at line \(problem.line), column \(problem.column)",
                cause: cause(of: &problem), remedy: remedy(of: &problem))
        }
        defer { json_decref(root) }
        guard let value = value(of: root, depth: 0) else {
            throw Failure(
                code, "cannot read \"\(name)\"",
                cause: "arrays and objects nest more than \(maximumDepth) levels deep")
        }
        return value
    }

    /// Reads a whole JSON text from an array of bytes.
    public static func parse(_ bytes: [UInt8], name: String, code: Failure.Code = .failed) throws(Failure) -> JSON {
        try parse(bytes.span.bytes, name: name, code: code)
    }

    /// Reads a whole JSON text from a string.
    public static func parse(_ text: String, name: String, code: Failure.Code = .failed) throws(Failure) -> JSON {
        try parse(Array(text.utf8), name: name, code: code)
    }

    /// jansson's reason without the piece of the file that it quotes after "near".
    private static func cause(of problem: inout json_error_t) -> String {
        // SAFETY: jansson ends `text` with a zero byte, and `problem` outlives the copy.
        let text = withUnsafePointer(to: &problem) { String(cString: satchel_json_error_text($0)) }
        let pieces = text.split(separator: " near '", maxSplits: 1, omittingEmptySubsequences: false)
        return String(pieces[0])
    }

    private static func remedy(of problem: inout json_error_t) -> String? {
        switch json_error_code(&problem) {
        case json_error_numeric_overflow: "write a number that fits 64 bits, or write it as a string"
        case json_error_duplicate_key: "remove one of the two keys"
        case json_error_invalid_utf8: "save the file as UTF-8"
        default: nil
        }
    }

    /// The Swift value of a jansson value; nil where it nests too deeply.
    private static func value(of source: UnsafeMutablePointer<json_t>, depth: Int) -> JSON? {
        guard depth <= maximumDepth else { return nil }
        switch satchel_json_type(source) {
        case JSON_TRUE: return .bool(true)
        case JSON_FALSE: return .bool(false)
        case JSON_INTEGER: return .integer(Int(json_integer_value(source)))
        case JSON_REAL: return .number(json_real_value(source))
        case JSON_STRING:
            // SAFETY: the bytes belong to `source`, which the caller keeps alive; the string is a copy.
            let bytes = UnsafeRawBufferPointer(start: json_string_value(source), count: json_string_length(source))
            return .string(String(decoding: bytes, as: UTF8.self))
        case JSON_ARRAY:
            var elements: [JSON] = []
            elements.reserveCapacity(json_array_size(source))
            for index in 0..<json_array_size(source) {
                guard let element = json_array_get(source, index), let value = value(of: element, depth: depth + 1)
                else { return nil }
                elements.append(value)
            }
            return .array(elements)
        case JSON_OBJECT:
            var members = OrderedDictionary<String, JSON>(minimumCapacity: json_object_size(source))
            var iterator = json_object_iter(source)
            while let current = iterator {
                guard let key = json_object_iter_key(current), let member = json_object_iter_value(current),
                    let value = value(of: member, depth: depth + 1)
                else { return nil }
                // jansson refuses keys with a zero byte, so the C string is the whole key.
                members[String(cString: key)] = value
                iterator = json_object_iter_next(source, current)
            }
            return .object(members)
        default: return .null
        }
    }
}
