public import Planning

/// How far a command has come. Sent often; the receiver decides how often it shows one.
public struct ProgressEvent: Sendable, Equatable {
    public enum Stage: String, Sendable {
        case exporting, reading, resolving, inserting
        case lateSeeding = "late-seeding"
    }

    public let stage: Stage
    public let table: String
    public let phase: Phase
    /// Rows of all tables done in this stage.
    public let rows: Int
    /// Rows of all tables to do in this stage.
    public let total: Int

    package init(stage: Stage, table: String, phase: Phase, rows: Int, total: Int) {
        self.stage = stage
        self.table = table
        self.phase = phase
        self.rows = rows
        self.total = total
    }
}

/// Receives the progress of a command, on the thread that runs it.
public typealias ProgressHandler = (ProgressEvent) -> Void
