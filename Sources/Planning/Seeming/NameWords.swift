/// The words of a name, small and in the singular: `createdByUserIDs`, `created_by_user_ids` are both created, by, user, id.
struct NameWords: Hashable {
    let words: [String]

    init(_ name: String) {
        var words: [String] = []
        var word = ""
        var last: Character?
        for character in name {
            let begins = character.isUppercase && last?.isUppercase != true
            if !character.isLetter && !character.isNumber || begins, !word.isEmpty {
                words.append(word)
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            last = character
        }
        if !word.isEmpty { words.append(word) }
        self.words = words.map(NameWords.singular)
    }

    /// What is left of a column's name without the word that says that it holds an id; nil where there is none such.
    var withoutID: [String]? {
        if let last = words.last, NameWords.ids.contains(last) {
            return words.count > 1 ? Array(words.dropLast()) : nil
        }
        if let first = words.first, NameWords.ids.contains(first) {
            return words.count > 1 ? Array(words.dropFirst()) : nil
        }
        // userid
        guard let last = words.last, last.hasSuffix("id"), last.count > 4 else { return nil }
        return words.dropLast() + [NameWords.singular(String(last.dropLast(2)))]
    }

    private static let ids: Set<String> = ["id", "fk", "ref"]

    private static let irregular = [
        "people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse", "feet": "foot",
        "ids": "id", "news": "news", "series": "series", "species": "species", "indices": "index",
        "vertices": "vertex", "matrices": "matrix", "criteria": "criterion", "media": "medium", "data": "datum",
    ]

    private static func singular(_ word: String) -> String {
        if let known = irregular[word] { return known }
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zes", "tuses", "ruses", "nuses", "puses"]
        where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        // status, bus, address, analysis
        if ["ss", "us", "is"].contains(where: word.hasSuffix) || !word.hasSuffix("s") || word.count < 3 { return word }
        return String(word.dropLast())
    }
}
