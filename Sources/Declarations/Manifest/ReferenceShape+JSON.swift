public import Diagnostics
public import JSON
public import TableKit

/// The shape of a reference as a manifest and an archive's index have it: by one member, or none where it is plain.
extension Reference.Shape {
    static let members = ["path", "after", "separator"]

    /// The member that says the shape.
    public var json: (String, JSON)? {
        switch self {
        case .plain: nil
        case .inside(let path): ("path", .string(path.description))
        case .text(let prefix): ("after", .string(prefix))
        case .named(let separator): ("separator", .string(separator))
        }
    }

    /// - Parameter mayBeEmpty: whether a path may lead nowhere, and a separator be nothing; what people write may not.
    /// - Throws: `Failure` where there are two members, or one that says no shape.
    public init(_ reader: inout JSON.ObjectReader, mayBeEmpty: Bool) throws(Failure) {
        let (path, prefix, separator) = (
            reader.optional("path"), reader.optional("after"), reader.optional("separator")
        )
        if separator != nil, let other = path ?? prefix {
            throw other.failure("a reference has \"path\", \"after\" or \"separator\", not two of them")
        }
        if path != nil, let prefix { throw prefix.failure("a reference has \"path\" or \"after\", not both") }
        if let path {
            guard let parsed = ValuePath(parsing: try path.string()), mayBeEmpty || !parsed.steps.isEmpty else {
                throw path.failure("expected a path such as \"[*]\" or \"blocks[*].id\"")
            }
            self = .inside(parsed)
        } else if let prefix {
            self = .text(after: try prefix.string())
        } else if let separator {
            let text = try separator.string()
            guard mayBeEmpty || !text.isEmpty else {
                throw separator.failure("expected the text between name and id, such as \",\"")
            }
            self = .named(separator: text)
        } else {
            self = .plain
        }
    }
}
