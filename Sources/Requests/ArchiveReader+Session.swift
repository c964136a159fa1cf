public import Archive
import Diagnostics
public import PostgreSQL

extension ArchiveReader {
    /// Opens an archive that is read beside a session, with whose work reading it ends.
    ///
    /// It is given up where its bytes keep a transaction of the session waiting for longer than the server lets one do
    /// nothing. The server itself does not notice: to it a COPY that waits for rows is at work.
    public convenience init(from location: ArchiveLocation, beside session: Session) throws {
        let limit = try session.idleInTransactionLimit()
        try self.init(
            from: location,
            waiting: { waited throws(Failure) in
                guard let limit, waited > limit, session.isInTransaction else { return }
                throw Failure(
                    .failed, "the archive does not come",
                    cause:
                        "nothing came for \(limit), as long as the server's \(Connection.idleInTransactionSetting) allows",
                    remedy:
                        "save the archive in a file first and use that, or raise the limit for this role; nothing was changed"
                )
            }, checkpoint: session.cancellation.checkpoint)
    }
}
