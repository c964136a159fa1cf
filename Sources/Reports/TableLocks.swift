public import JSON
public import TableKit

/// What a dry run found about the tables that the real run would lock: which, against whom, for how long.
public struct TableLocks: Sendable, Equatable {
    /// Others may read them, and wait to write.
    public let againstWriting: [TableName]
    /// Others wait even to read them.
    public let againstReading: [TableName]
    /// From the first lock to the end of the run.
    public let seconds: Double

    package init(againstWriting: [TableName], againstReading: [TableName], seconds: Double) {
        self.againstWriting = againstWriting
        self.againstReading = againstReading
        self.seconds = seconds
    }

    public var json: JSON {
        func names(_ tables: [TableName]) -> JSON { .array(tables.map { .string($0.description) }) }
        return [
            "againstWriting": names(againstWriting), "againstReading": names(againstReading),
            "seconds": .number(Report.rounded(seconds)),
        ]
    }
}
