/// Identifiers that are awkward: to quote, to shorten, or because satchel uses them itself.
enum RandomNames {
    static let tables = [
        "Order", "a b", "q\"uote", "dot.ted", "😀", "select", "row", "key", "missing", "satchel_row", "Käse", "t",
        "user",
        "pg", "satchel_load_0", "percent%s", "back\\slash", "hash#", "plus+",
        "sixty-three bytes of a name are what the server keeps of one--",
        "s", "k", "l", "own", "map", "there", "x'y", "$1", "archive", "history",
    ]

    static let columns = [
        "Name", "a b", "q\"uote", "dot.ted", "😀", "select", "row", "key", "missing", "satchel_row", "mark", "label",
        "part", "tid", "v0", "c0", "n0", "a0", "known", "#", "!", "hash#", "plus+", "id_", "satchel_missing", "next",
        "changed", "value", "own", "staged", "table", "user", "x'y", "back\\slash", "$1", "percent%s", "e\u{301}.",
        "text", "line", "kind", "theirs", "ours", "conflict", "decision", "base", "target", "v", "m", "g", "d",
        "sixty-three bytes of a name are what the server keeps of one--", "alias_of", "dropped", "rejected", "n", "l",
    ]
}
