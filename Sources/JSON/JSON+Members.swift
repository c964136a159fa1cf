extension JSON {
    /// The object with more members.
    public func adding(_ more: [(String, JSON)]) -> JSON {
        guard case .object(var members) = self else { return self }
        for (name, value) in more { members[name] = value }
        return .object(members)
    }

    /// The object without some members.
    public func removing(_ names: [String]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { !names.contains($0.key) })
    }
}
