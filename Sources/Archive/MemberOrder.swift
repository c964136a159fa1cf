/// Checks that the members behind the index come as an archive has them: each table's parts in a row, the seal.
struct MemberOrder {
    private var last = MemberName.index
    private var files: Set<String> = []

    /// Takes the next member; returns what is wrong with it in this place, nil where nothing is.
    mutating func take(_ name: MemberName) -> String? {
        defer { last = name }
        switch (last, name) {
        case (_, .index): return "there is a second \"index.json\""
        case (_, .seal): return nil
        case (_, .part(let file, 1)):
            return files.insert(file).inserted ? nil : "\"\(name)\" comes twice or too late"
        case (.part(let file, let number), let next) where next == .part(file: file, number: number + 1): return nil
        case (_, .part): return "\"\(name)\" does not follow the part before it"
        }
    }
}
