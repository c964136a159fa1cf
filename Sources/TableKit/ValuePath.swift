/// A path into a value: `[*]` is every element of an array, a name is a field of an object or composite.
///
/// `"[*]"`, `"parent_id"`, `"alike_ids[*]"`, `"blocks[*].image.id"`. A name with a dot, a bracket or a quote
/// is quoted: `"\"odd.name\"[*]"`.
public struct ValuePath: Sendable, Hashable {
    /// The steps from the whole value inwards.
    public let steps: [Step]

    /// A path of these steps; a literal does the same: `"alike_ids[*]"`.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// One step into a value.
    public enum Step: Sendable, Hashable {
        /// The field of that name, of a JSON object or a composite.
        case field(String)
        /// Every element of an array, in PostgreSQL's sense or JSON's.
        case eachElement
    }

    /// Reads the written form; nil where it is none.
    public init?(parsing text: String) {
        var steps: [Step] = []
        var rest = Substring(text).unicodeScalars
        while !rest.isEmpty {
            if rest.starts(with: "[*]".unicodeScalars) {
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

    // By Unicode scalars, as in TableName.
    private static func name(at text: Substring.UnicodeScalarView) -> (String, Substring.UnicodeScalarView)? {
        guard text.first == "\"" else {
            let end = text.firstIndex(where: isSpecial) ?? text.endIndex
            return end == text.startIndex ? nil : (String(text[..<end]), text[end...])
        }
        var name = String.UnicodeScalarView()
        var rest = text.dropFirst()
        while let scalar = rest.first {
            rest = rest.dropFirst()
            if scalar == "\"" {
                guard rest.first == "\"" else { return (String(name), rest) }
                rest = rest.dropFirst()
            }
            name.append(scalar)
        }
        return nil
    }

    fileprivate static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "[" || scalar == "\""
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
                let scalars = name.unicodeScalars
                let needsQuotes = scalars.isEmpty || scalars.contains(where: ValuePath.isSpecial)
                text += needsQuotes ? "\"" + scalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : name
            }
        }
        return text
    }
}
