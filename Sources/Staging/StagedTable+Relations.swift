import PostgreSQL

/// The temporary relations of a table's import; docs/architecture.md lists their columns.
extension StagedTable {
    private var prefix: SQL { SQL(verbatim: "satchel_" + side.rawValue) }

    /// The archive's rows as they came, with a column `row` that numbers them.
    package var stage: SQL { "pg_temp.\(prefix)stage_\(number)" }
    /// The marks of the archive's rows without key.
    var stagedMarks: SQL { "pg_temp.\(prefix)staged_mark_\(number)" }
    /// The marks of the target's rows without key.
    var targetMarks: SQL { "pg_temp.satchel_target_mark_\(number)" }
    /// For each row of the archive its key, and whether the target has it.
    package var rows: SQL { "pg_temp.\(prefix)row_\(number)" }
    /// For each row to be inserted what its references and its id will be, and which of its references have no row.
    package var resolved: SQL { "pg_temp.satchel_resolved_\(number)" }
    /// A view: for each row to be inserted its columns as the target will have them.
    package var load: SQL { "pg_temp.satchel_load_\(number)" }
    /// For each row that both sides have and that differs the new values, and which columns they are.
    package var changes: SQL { "pg_temp.satchel_change_\(number)" }
    /// For each row that differs the columns that the archive's side changed since the base, and the target's.
    package var sides: SQL { "pg_temp.satchel_side_\(number)" }
    /// The archive's rows that the target has deleted since the base.
    package var deletedHere: SQL { "pg_temp.satchel_deleted_here_\(number)" }
    /// The target's rows that are to go.
    package var deletions: SQL { "pg_temp.satchel_deletion_\(number)" }
}
