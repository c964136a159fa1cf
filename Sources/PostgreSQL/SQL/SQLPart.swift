extension SQL {
    /// What a piece of SQL is made of, as the server is sent it.
    struct Part: Sendable {
        enum Kind: Sendable {
            /// SQL as it is: words, operators, numbers; it may begin or end in the middle of a word.
            case text
            /// A name between double quotes.
            case identifier
            /// A string constant.
            case literal
        }

        let kind: Kind
        let sql: String
    }

    /// A part, or the parts of another piece, which all that it was put into share.
    enum Node: Sendable {
        case part(Part)
        case nested([Node])

        static func forEachPart(of nodes: [Node], _ body: (Part) -> Void) {
            for node in nodes {
                switch node {
                case .part(let part): body(part)
                case .nested(let nodes): forEachPart(of: nodes, body)
                }
            }
        }
    }
}
