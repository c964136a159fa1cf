/// Columns whose values a trigger keeps from other rows.
///
/// They travel like any other and are set in new rows, but they are never a difference between two rows. After an
/// update-import the named triggers run again for the rows that were written. Columns that several triggers keep are
/// declared once for each.
public struct DerivedColumns: Sendable, Hashable {
    /// The columns' names.
    public let columns: [String]
    /// The trigger that keeps them.
    public let trigger: String

    /// Columns that a trigger keeps: `DerivedColumns("tags_ids", "tags_display", by: "trg_update_events_tags")`.
    public init(_ columns: String..., by trigger: String) {
        self.init(columns, by: trigger)
    }

    /// Columns that a trigger keeps, as a list.
    public init(_ columns: [String], by trigger: String) {
        self.columns = columns
        self.trigger = trigger
    }
}
