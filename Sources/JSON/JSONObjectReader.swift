public import Diagnostics
import OrderedCollections

extension JSON {
    /// Reads an object of a known shape key by key and then refuses the keys that nobody asked for.
    public struct ObjectReader: Sendable {
        private let field: Field
        private let members: OrderedDictionary<String, JSON>
        private var asked: Set<String> = []

        init(_ field: Field, members: OrderedDictionary<String, JSON>) {
            self.field = field
            self.members = members
        }

        /// The value under a key that has to be there.
        public mutating func required(_ key: String) throws(Failure) -> Field {
            guard let value = member(key) else { throw missing(key) }
            return value
        }

        /// The value under a key; nil where the key is missing or its value is null.
        public mutating func optional(_ key: String) -> Field? {
            guard let value = member(key), !value.value.isNull else { return nil }
            return value
        }

        /// Fails when the object has keys that were not read, and names them.
        public func finish() throws(Failure) {
            let ignoredPrefix = field.file.unknown?.ignoredPrefix
            let unknown = members.keys.filter { key in
                !asked.contains(key) && ignoredPrefix.map(key.hasPrefix) != true
            }
            guard !unknown.isEmpty else { return }
            throw field.unknown(
                (unknown.count == 1 ? "unknown key " : "unknown keys ")
                    + unknown.map { JSON.string($0).text() }.joined(separator: ", "))
        }

        private mutating func member(_ key: String) -> Field? {
            asked.insert(key)
            return members[key].map { Field($0, path: field.path(of: key), file: field.file) }
        }

        private func missing(_ key: String) -> Failure {
            Field(.null, path: field.path(of: key), file: field.file).failure("is missing")
        }
    }
}
