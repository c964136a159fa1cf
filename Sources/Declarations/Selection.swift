import TableKit

/// Which tables travel.
public struct Selection: Sendable, Equatable {
    public let tables: Tables
    public let excluded: [TableName]

    public init(_ tables: Tables = .registered, excluding excluded: [TableName] = []) {
        self.tables = tables
        self.excluded = excluded
    }

    public enum Tables: Sendable, Equatable {
        /// Every table with a module, and the tables that their rows refer to.
        case registered
        /// These and no other.
        case named([TableName])
        /// Every table with rows of its own that the role may read; modules and manifests say what they know of them.
        case all
    }
}
