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
struct Triggers {
    private let tables: [CatalogueTable]
    private let connection: Session

    init(of tables: [TablePlan], connection: Session) {
        self.tables = tables.map(\.table).filter { table in table.triggers.contains(where: \.isActive) }
        self.connection = connection
    }

    func suppress() throws {
        for table in tables {
            guard table.isOwned else {
                throw Failure(
                    .failed, "cannot put the triggers of \"\(table.name)\" to rest",
                    cause: "the role does not own the table",
                    remedy: "connect as its owner, or use --triggers fire; nothing was changed")
            }
            for trigger in table.triggers where trigger.isActive {
                try connection.run("ALTER TABLE \(table.name) DISABLE TRIGGER \(name: trigger.name)")
            }
        }
    }

    /// Brings some triggers back, by name, while the others go on resting.
    func enable(_ names: Set<String>) throws {
        for table in tables {
            for trigger in table.triggers where trigger.isActive && names.contains(trigger.name) {
                try connection.run("ALTER TABLE \(table.name) ENABLE TRIGGER \(name: trigger.name)")
            }
        }
    }

    /// Deferred constraints must be immediate by now: a table with pending trigger events cannot be altered.
    func restore() throws {
        for table in tables {
            for trigger in table.triggers where trigger.isActive {
                let state: SQL = trigger.state == .always ? "ENABLE ALWAYS" : "ENABLE"
                try connection.run("ALTER TABLE \(table.name) \(state) TRIGGER \(name: trigger.name)")
            }
        }
    }
}

extension Trigger {
    /// True where the trigger fires in an ordinary session.
    var isActive: Bool { state == .origin || state == .always }
}
