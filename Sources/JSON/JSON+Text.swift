internal import CJansson
import Foundation

extension JSON {
    /// The value as JSON text, keys in their order, without a newline at the end.
    ///
    /// Pretty text is indented by two spaces. A number that is not finite becomes null: JSON has none.
    public func text(pretty: Bool = false) -> String {
        String(decoding: bytes(pretty: pretty), as: UTF8.self)
    }

    /// The same text as UTF-8 bytes.
    public func bytes(pretty: Bool = false) -> [UInt8] {
        let root = encoded()
        defer { json_decref(root) }
        var bytes: [UInt8] = []
        // With 15 digits 0.004 is written as such; 17 digits, which every number fits in, make 0.0040000000000000001 of it.
        let digits: Int32 = needsAllDigits ? 17 : 15
        let flags =
            Int(JSON_ENCODE_ANY) | (pretty ? satchel_json_indent(2) : Int(JSON_COMPACT))
            | satchel_json_precision(digits)
        // SAFETY: jansson calls the closure during this call only, with `size` readable bytes and the
        // pointer to `bytes` that it was given.
        let status = withUnsafeMutablePointer(to: &bytes) { target in
            json_dump_callback(
                root,
                { piece, size, target in
                    target?.assumingMemoryBound(to: [UInt8].self).pointee
                        .append(contentsOf: UnsafeRawBufferPointer(start: piece, count: size))
                    return 0
                }, target, flags)
        }
        precondition(status == 0, "out of memory while writing JSON")
        return bytes
    }

    /// Whether a number is in it that 15 digits do not tell from its neighbours.
    private var needsAllDigits: Bool {
        switch self {
        case .number(let value): value.isFinite && Double(String(format: "%.15g", value)) != value
        case .array(let elements): elements.contains(where: \.needsAllDigits)
        case .object(let members): members.values.contains(where: \.needsAllDigits)
        default: false
        }
    }

    /// A jansson value that the caller has to release with `json_decref`.
    private func encoded() -> UnsafeMutablePointer<json_t> {
        switch self {
        case .null: return allocated(json_null())
        case .bool(let value): return allocated(value ? json_true() : json_false())
        case .integer(let value): return allocated(json_integer(json_int_t(value)))
        case .number(let value): return allocated(value.isFinite ? json_real(value) : json_null())
        case .string(let value):
            // jansson copies the bytes, and need not check them: a Swift string is valid UTF-8.
            return allocated(json_stringn_nocheck(value, value.utf8.count))
        case .array(let elements):
            let array = allocated(json_array())
            for element in elements {
                let status = json_array_append_new(array, element.encoded())
                precondition(status == 0, "out of memory while writing JSON")
            }
            return array
        case .object(let members):
            let object = allocated(json_object())
            for (key, member) in members {
                let status = json_object_setn_new_nocheck(object, key, key.utf8.count, member.encoded())
                precondition(status == 0, "out of memory while writing JSON")
            }
            return object
        }
    }

    /// jansson returns no value for lack of memory only, which ends a Swift program everywhere else too.
    private func allocated(_ value: UnsafeMutablePointer<json_t>?) -> UnsafeMutablePointer<json_t> {
        guard let value else { preconditionFailure("out of memory while writing JSON") }
        return value
    }
}
