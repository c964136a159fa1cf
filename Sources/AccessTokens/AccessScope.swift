/// What the bearer of a token may do.
public enum AccessScope: String, Sendable, CaseIterable {
    /// See archives by name, jobs, tables and history.
    case read
    /// Make archives, download them and compare them: rows leave the database.
    case export
    /// Upload archives, import and merge them: rows enter the database.
    case `import`
    /// Everything, deleting archives and cancelling other people's jobs included.
    case admin
}

extension Set<AccessScope> {
    /// Whether a bearer with these scopes may do what needs `scope`. Every scope may read, `admin` may all.
    public func allows(_ scope: AccessScope) -> Bool {
        contains(.admin) || contains(scope) || scope == .read && !isEmpty
    }
}
