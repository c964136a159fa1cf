import Archive
import Diagnostics
import PostgreSQL

/// Copies an archive's rows into temporary tables, to its last byte.
struct Staging {
    let tables: [StagedTable]
    /// Files of the archive whose rows are not wanted.
    let passedOver: Set<String>
    let connection: Connection

    init(_ tables: [StagedTable], passingOver: Set<String> = [], connection: Connection) {
        self.tables = tables
        passedOver = passingOver
        self.connection = connection
    }

    /// - Parameter staged: told of each part that is in: the table's position, its rows, the seconds.
    /// - Returns: what the archive holds, its seal verified.
    func copy(
        from reader: ArchiveReader, staged: (Int, _ rows: Int, _ seconds: Double) -> Void
    ) throws -> ArchiveSummary {
        for table in tables { try connection.run(table.definition) }
        let numbers = Dictionary(
            uniqueKeysWithValues: tables.enumerated().map { ($0.element.archived.file, $0.offset) })
        var counts = tables.map { _ in 0 }
        while let part = try reader.nextTablePart() {
            guard let number = numbers[part.file] else {
                if passedOver.contains(part.file) { continue }
                throw damaged("its index does not list \"tables/\(part.file).csv\"")
            }
            let start = ContinuousClock().now
            let rows = try StagedPart(table: tables[number], part: part).copy(reader, to: connection)
            counts[number] += rows
            staged(number, rows, (ContinuousClock().now - start).seconds)
        }
        for (table, rows) in zip(tables, counts) {
            guard table.archived.rows == rows else {
                throw damaged(
                    "its index promises \(table.archived.rows) rows of \"\(table.plan.displayName)\", but it has \(rows)"
                )
            }
            try connection.analyze(table.stage, rows: rows)
        }
        return try reader.finish()
    }

    private func damaged(_ cause: String) -> Failure {
        Failure(
            .archiveDamaged, "cannot read the archive", cause: cause,
            remedy: "export the archive again; nothing was changed")
    }
}
