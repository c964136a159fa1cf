/// Gives each table a file name of plain letters that no other has.
struct FileNames {
    private var used: Set<String> = []

    mutating func name(for table: String) -> String {
        let plain = String(
            table.prefix(80).map { character in
                character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "_"
            })
        var name = plain.isEmpty ? "table" : plain
        var number = 1
        while used.contains(name.lowercased()) {
            number += 1
            name = "\(plain)-\(number)"
        }
        used.insert(name.lowercased())
        return name
    }
}
