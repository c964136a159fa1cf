/// A path into a value: `[*]` is every element of an array, a name is a field of an object or composite.
///
/// `"[*]"`, `"parent_id"`, `"alike_ids[*]"`, `"blocks[*].image.id"`. A name with a dot or a bracket is quoted:
/// `"\"odd.name\"[*]"`.
public struct ValuePath: Sendable, Hashable {
    public let steps: [Step]

    public init(_ steps: [Step]) {
        self.steps = steps
    }

    public enum Step: Sendable, Hashable {
        case field(String)
        case eachElement
    }

    /// Reads the written form; nil where it is none.
    public init?(parsing text: String) {
        var steps: [Step] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            if rest.hasPrefix("[*]") {
                steps.append(.eachElement)
                rest = rest.dropFirst(3)
            } else if let (name, after) = ValuePath.name(at: rest) {
                steps.append(.field(name))
                rest = after
            } else {
                return nil
            }
            if rest.first == "." {
                rest = rest.dropFirst()
                if rest.isEmpty || rest.first == "[" { return nil }
            } else if !rest.isEmpty, rest.first != "[" {
                return nil
            }
        }
        self.init(steps)
    }

    private static func name(at text: Substring) -> (String, Substring)? {
        guard text.first == "\"" else {
            let end = text.firstIndex { ".[\"".contains($0) } ?? text.endIndex
            return end == text.startIndex ? nil : (String(text[..<end]), text[end...])
        }
        let inner = text.dropFirst()
        guard let end = inner.firstIndex(of: "\""), end != inner.startIndex else { return nil }
        return (String(inner[..<end]), inner[inner.index(after: end)...])
    }
}

extension ValuePath: ExpressibleByStringLiteral {
    /// A literal that is no path becomes one field of that name, and is then reported as a column that does not fit.
    public init(stringLiteral text: String) {
        self = ValuePath(parsing: text) ?? ValuePath([.field(text)])
    }
}

extension ValuePath: CustomStringConvertible {
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .eachElement:
                text += "[*]"
            case .field(let name):
                if !text.isEmpty { text += "." }
                text += name.contains { ".[\"".contains($0) } ? "\"\(name)\"" : name
            }
        }
        return text
    }
}
