public import TableKit

/// The names that the rows of a database hold, of references whose tables go by name.
///
/// Of all tables that a name could mean, the planner takes those that are meant: a reference to anything would need the keys
/// of everything.
public struct NamesInUse: Sendable, Equatable {
    private var names: [Place: Set<String>] = [:]

    /// None: only names that are listed count.
    public init() {}

    private struct Place: Hashable {
        /// Schema-qualified.
        let table: TableName
        let column: String
        let naming: TableNaming
    }

    /// Adds the names that a reference holds.
    public mutating func insert(_ found: some Sequence<String>, of reference: ReferencePlan, in table: TableName) {
        guard case .named(let named) = reference.destination else { return }
        names[Place(table: table, column: reference.columns[0], naming: named.naming), default: []].formUnion(found)
    }

    func names(of reference: Reference, in table: TableName) -> Set<String> {
        guard case .named(let naming, _) = reference.target else { return [] }
        return names[Place(table: table, column: reference.column, naming: naming)] ?? []
    }
}
