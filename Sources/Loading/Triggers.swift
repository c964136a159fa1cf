import Catalogue
import Diagnostics
import Planning
import PostgreSQL

/// What the target's own triggers do while rows are loaded.
public enum TriggerMode: String, Sendable, CaseIterable {
    /// They rest: the rows have been through the source's triggers already.
    case suppress
    case fire
}

/// Puts the user's triggers of some tables to rest, and brings each back as it was. Foreign keys stay checked.
package struct Triggers {
    private let tables: [CatalogueTable]
    private let connection: Session

    package init(of tables: [TablePlan], connection: Session) {
        self.tables = tables.map(\.table).filter { table in table.triggers.contains(where: \.isActive) }
        self.connection = connection
    }

    package func suppress() throws {
        for table in tables {
            guard table.isOwned else {
                throw Failure(
                    .failed, "cannot put the triggers of \"\(table.name)\" to rest",
                    cause: "the role does not own the table",
                    remedy: "connect as its owner, or use --triggers fire; nothing was changed")
            }
        }
        try alter { _ in "DISABLE" }
    }

    /// Brings some triggers back, by name, while the others go on resting.
    package func enable(_ names: Set<String>) throws {
        try alter { names.contains($0.name) ? "ENABLE" : nil }
    }

    /// Deferred constraints must be immediate by now: a table with pending trigger events cannot be altered.
    package func restore() throws {
        try alter { $0.state == .always ? "ENABLE ALWAYS" : "ENABLE" }
    }

    /// Alters all tables by one text, and each once.
    ///
    /// - Parameter state: what becomes of a trigger; nil leaves it.
    private func alter(_ state: (Trigger) -> SQL?) throws {
        let statements = tables.compactMap { table -> SQL? in
            let actions = table.triggers.filter(\.isActive).compactMap { trigger in
                state(trigger).map { "\($0) TRIGGER \(name: trigger.name)" as SQL }
            }
            return actions.isEmpty ? nil : "ALTER TABLE \(table.name) \(SQL.join(actions, ", "))"
        }
        if !statements.isEmpty { try connection.run(SQL.join(statements, "; ")) }
    }
}

extension Trigger {
    /// True where the trigger fires in an ordinary session.
    package var isActive: Bool { state == .origin || state == .always }
}
