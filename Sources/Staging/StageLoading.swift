import Archive
import Diagnostics
import PostgreSQL
import Reports

/// Copies an archive's rows into temporary tables, to its last byte.
package struct StageLoading {
    let tables: [StagedTable]
    /// Files of the archive whose rows are not wanted.
    let passedOver: Set<String>
    let connection: Session

    package init(_ tables: [StagedTable], passingOver: Set<String> = [], connection: Session) {
        self.tables = tables
        passedOver = passingOver
        self.connection = connection
    }

    /// - Parameter staged: told of each part that is in: the table's position, its rows, the seconds.
    /// - Returns: what the archive holds, its seal verified.
    package func copy(
        from reader: ArchiveReader, staged: (Int, _ rows: Int, _ seconds: Double) -> Void
    ) throws -> ArchiveSummary {
        for table in tables { try connection.run(table.definition) }
        let numbers = Dictionary(
            uniqueKeysWithValues: tables.enumerated().map { ($0.element.archived.file, $0.offset) })
        var counts = tables.map { _ in 0 }
        while let part = try reader.nextTablePart() {
            guard let number = numbers[part.file] else {
                if passedOver.contains(part.file) {
                    // Reading what is not wanted is work too, of which the server learns by this alone.
                    try connection.run("")
                    continue
                }
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
        }
        let summary = try reader.finish()
        for table in tables { try narrow(table) }
        try analyze(zip(tables, counts).filter { $0.1 > 0 }.map(\.0))
        return summary
    }

    /// Tells the planner what stands in the columns by which rows are looked up: of a few rows it would expect hundreds, and
    /// read a whole table of the target for them.
    private func analyze(_ tables: [StagedTable]) throws {
        guard !tables.isEmpty else { return }
        let relations = tables.map { "\($0.stage) (\(SQL.join($0.joinedColumns, ", ")))" as SQL }
        try connection.run("ANALYZE \(SQL.join(relations, ", "))")
    }

    /// Makes the target's values of those that were staged in a wider type.
    ///
    /// - Throws: `Failure` that lists the rows whose values would become others.
    private func narrow(_ table: StagedTable) throws {
        let columns = table.narrower
        let problems = try columns.flatMap { staged, type, target in
            try connection.listing(
                "SELECT s.row FROM \(table.stage) AS s WHERE \(type.changes("s.\(staged)"))", by: "row"
            ).map { row, total in
                Problem(
                    .schema, table: table.plan.displayName,
                    key: table.place(ofRow: row[0]), column: target.name,
                    message: "the value does not fit \(target.type.sql) as it is",
                    remedy: "widen the target's column, or correct the row in the source and export again",
                    total: total)
            }
        }
        guard problems.isEmpty else {
            throw Failure(
                .schemaMismatch, "the archive does not fit the database", cause: "columns are narrower here",
                remedy: "see the list; nothing was changed", problems: problems)
        }
        for (staged, _, target) in columns {
            // Not yet a domain's, whose check is code of the database's.
            let type = SQL(verbatim: target.type.withoutDomain.sql)
            try connection.run("ALTER TABLE \(table.stage) ALTER \(staged) TYPE \(type) USING \(staged)::\(type)")
        }
    }

    private func damaged(_ cause: String) -> Failure {
        Failure(
            .archiveDamaged, "cannot read the archive", cause: cause,
            remedy: "export the archive again; nothing was changed")
    }
}
