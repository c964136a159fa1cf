import Catalogue
import PostgreSQL

/// The columns of a relation that holds the rows of a table's files.
package enum ArchiveColumnNames {
    /// The archive's own names where they are plain and stay whole: the server cuts a name after 63 bytes, and an error's
    /// text names a column without quotes. Others are `c` and a number.
    package static func quoted(_ columns: [String]) -> [SQL] {
        columns.enumerated().map { number, name in
            let isPlain = name.utf8.count <= 63 && name.wholeMatch(of: #/[A-Za-z0-9_.#!]+/#) != nil
            let isFree = !taken.contains(name) && name.wholeMatch(of: #/c[0-9]+/#) == nil
            return "\(name: isPlain && isFree ? name : "c\(number)")"
        }
    }

    /// satchel's own columns beside them, and those that each table has.
    private static let taken = ["row", nothing, "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"]

    /// The column of a table of which no column travels: its rows are empty lines, and COPY wants a column for them.
    package static let nothing = "nothing"
}

extension CatalogueTable {
    /// The name of a temporary relation's column that has to do with a column of the table: `new title`.
    ///
    /// The server cuts a name after 63 bytes, and it would then not be one column's alone: a long one is `new #7`.
    package func relationColumn(_ word: String, _ column: String) -> String {
        let name = word + " " + column
        if name.utf8.count <= 63 { return name }
        return "\(word) #\(columns.firstIndex { $0.name == column } ?? columns.count)"
    }

    /// The column for a value that the target's row has.
    package func targetColumn(_ column: String) -> String { relationColumn("target", column) }
}
