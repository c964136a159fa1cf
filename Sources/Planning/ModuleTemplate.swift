import TableKit

/// The Swift source of a module for a table, saying what the catalogue alone says of it: a start for its author.
///
/// With the module the plan is the one without it, so that nothing changes until something is added.
public struct ModuleTemplate: Sendable {
    /// The name of the folder in Modules/, and so of the module.
    public let folder: String
    /// The content of its `Table.swift`.
    public let source: String

    /// - Parameter table: the table as a plan has it that no module or manifest has a say in.
    public init(_ table: TablePlan) {
        folder = ModuleTemplate.folder(for: table.table.name)
        let key = table.key.all.map(ModuleTemplate.literal).joined(separator: ", ")
        var lines = [
            "import TableKit", "", "/// The table \(ModuleTemplate.comment(table.displayName)).",
            "public struct Table: TableHandler {",
            "    public init() {}",
            "    public let table: TableName = \(ModuleTemplate.literal(table.displayName))",
            "    public let naturalKey: NaturalKey = \(key.isEmpty ? ".none" : "[\(key)]")",
            "    public let excludedColumns: [ExcludedColumn] = []",
        ]
        if table.kind != .entity { lines.append("    public let kind: TableKind = .\(table.kind.rawValue)") }
        source = (lines + ["}", ""]).joined(separator: "\n")
    }

    /// `order_items` becomes `OrderItems`; what a module cannot be called gets `Table` behind it.
    static func folder(for name: TableName) -> String {
        let words = name.name.unicodeScalars.split { !isLetterOrDigit($0) }.map {
            String(Substring.UnicodeScalarView($0))
        }
        var folder = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        if folder.first?.isLetter != true { folder = "T" + folder }
        return taken.contains(folder) ? folder + "Table" : folder
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }

    /// Modules of satchel, of Swift and of what satchel links.
    private static let taken: Set<String> = [
        "AccessTokens", "Archive", "ArgumentParser", "CJansson", "CLibArchive", "CLibCrypto", "CLibPQ", "Catalogue",
        "CatalogueReading", "Collections", "Comparing", "Declarations", "Diagnostics", "Dispatch", "Exporting",
        "Foundation", "Glibc", "Importing", "Index", "JSON", "Loading", "Musl", "Observation", "OrderedCollections",
        "Planning", "PostgreSQL", "RegistryGenerator", "Reports", "Requests", "Rows", "Sandbox", "Staging", "Swift",
        "Synchronization", "SystemPackage", "TableKit", "TableRegistry", "Testing",
    ]

    /// A name as a Swift string literal.
    private static func literal(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\" + String(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }

    /// A name that does not end a comment.
    private static func comment(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
