/// A reference of a random table: a foreign key, or one that only a module declares.
struct RandomReference {
    enum Kind: Equatable {
        case foreignKey
        /// A column without a constraint; a value of it may name no row.
        case logical
        /// The table stands in the column of that number.
        case polymorphic(type: Int)
        case array
        /// Ids at `ids[*]` of an object.
        case json
    }

    /// A table that it points at, and the columns there whose values it holds.
    struct End {
        let table: Int
        let columns: [Int]
    }

    var kind = Kind.foreignKey
    let columns: [Int]
    /// Several only where it is polymorphic.
    let ends: [End]
    /// What is said of when the foreign key is checked.
    var timing = ""
    var matchesFull = false
    let isNullable: Bool

    var isDeclared: Bool { kind != .foreignKey }

    /// True where ids stand inside the value.
    var isInside: Bool { kind == .array || kind == .json }
}

struct RandomColumn {
    enum Role: Equatable {
        /// Drawn from a sequence, in the way that is named.
        case id(String)
        case value
        /// Part of a reference.
        case reference
        /// Names the table that the reference of that number points at.
        case kind(Int)
        /// Made from the column of that number, by an expression.
        case generated(String, from: Int)
    }

    let name: String
    let type: RandomType
    let role: Role
    let isNotNull: Bool
    /// True where every row has another value, although nothing says so.
    var isDistinct = false

    var isGenerated: Bool {
        if case .generated = role { true } else { false }
    }
}
