/// A piece of a statement with the places where a line may end.
///
/// The lines of one group end together: all of them, or none where the group fits on its line.
/// (Philip Wadler, "A prettier printer", 2003.)
struct SQLBlock: Sendable {
    private indirect enum Content: Sendable {
        case text(String)
        /// Ends the line where its group does not fit; else a space, or nothing.
        case line(isSpace: Bool)
        /// Ends the line in any case.
        case newline
        case sequence([SQLBlock])
        case indented(SQLBlock)
        case group(SQLBlock)
    }

    private let content: Content
    /// Its columns on one line.
    let width: Int
    /// True where it cannot be on one line.
    let mustBreak: Bool

    static func text(_ text: String) -> SQLBlock {
        SQLBlock(content: .text(text), width: text.unicodeScalars.count, mustBreak: false)
    }

    static func line(isSpace: Bool = true) -> SQLBlock {
        SQLBlock(content: .line(isSpace: isSpace), width: isSpace ? 1 : 0, mustBreak: false)
    }

    static let newline = SQLBlock(content: .newline, width: 0, mustBreak: true)

    static func sequence(_ blocks: [SQLBlock]) -> SQLBlock {
        SQLBlock(
            content: .sequence(blocks), width: blocks.reduce(0) { $0 + $1.width },
            mustBreak: blocks.contains(where: \.mustBreak))
    }

    /// The block, its lines four columns further in.
    static func indented(_ blocks: SQLBlock...) -> SQLBlock {
        let block = sequence(blocks)
        return SQLBlock(content: .indented(block), width: block.width, mustBreak: block.mustBreak)
    }

    static func group(_ blocks: SQLBlock...) -> SQLBlock {
        let block = sequence(blocks)
        return SQLBlock(content: .group(block), width: block.width, mustBreak: block.mustBreak)
    }

    private static let indentation = 4
    /// What is left of a line that begins far to the right: with less a statement would run down the edge.
    private static let narrowest = 60

    /// The block in lines of about `columns`, where its words allow that; lines far to the right may be longer.
    func lines(columns: Int) -> String {
        var text = ""
        var column = 0
        var rest = [Pending(indentation: 0, breaks: true, block: self)]
        while let next = rest.popLast() {
            switch next.block.content {
            case .text(let word):
                text += word
                column += next.block.width
            case .line(let isSpace) where !next.breaks:
                if isSpace { text += " " }
                column += next.block.width
            case .line, .newline:
                while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
                if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
                text += String(repeating: " ", count: next.indentation)
                column = next.indentation
            case .sequence(let blocks):
                rest += blocks.reversed().map { next.with($0) }
            case .indented(let block):
                rest.append(next.with(block, indentation: next.indentation + SQLBlock.indentation))
            case .group(let block):
                let end = max(columns, next.indentation + SQLBlock.narrowest)
                let fits = !block.mustBreak && SQLBlock.fits(block, before: rest, columns: end - column)
                rest.append(next.with(block, breaks: !fits))
            }
        }
        return text
    }

    private struct Pending {
        let indentation: Int
        let breaks: Bool
        let block: SQLBlock

        func with(_ block: SQLBlock, indentation: Int? = nil, breaks: Bool? = nil) -> Pending {
            Pending(indentation: indentation ?? self.indentation, breaks: breaks ?? self.breaks, block: block)
        }
    }

    /// True where the block fits on the line, with what follows it up to where a line may end.
    private static func fits(_ block: SQLBlock, before rest: [Pending], columns: Int) -> Bool {
        var columns = columns - block.width
        var position = rest.count
        var following: [(breaks: Bool, blocks: ArraySlice<SQLBlock>)] = []
        while columns >= 0 {
            guard let (breaks, blocks) = following.last else {
                guard position > 0 else { return true }
                position -= 1
                following.append((rest[position].breaks, [rest[position].block]))
                continue
            }
            guard let next = blocks.first else {
                following.removeLast()
                continue
            }
            following[following.count - 1].blocks = blocks.dropFirst()
            guard breaks else {
                columns -= next.width
                continue
            }
            switch next.content {
            case .text: columns -= next.width
            case .line, .newline: return true
            case .sequence(let blocks): following.append((breaks, blocks[...]))
            case .indented(let block), .group(let block): following.append((breaks, [block]))
            }
        }
        return false
    }
}
