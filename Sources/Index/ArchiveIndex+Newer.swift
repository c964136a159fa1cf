public import Archive
public import Diagnostics
import JSON

extension ArchiveIndex {
    /// Reads the index of an archive.
    ///
    /// What this satchel does not know in it may be the work of a newer one, or a byte that was flipped. The seal tells
    /// them apart, so the archive is then read to its end, unless its format's number is a higher one.
    ///
    /// - Throws: `Failure` as `init(parsing:)` does.
    public init(of reader: ArchiveReader) throws(Failure) {
        let value = try JSON.parse(reader.index(), name: ArchiveIndex.file, code: .archiveDamaged)
        do throws(Failure) {
            try self.init(value)
        } catch {
            let isOfKnownFormat = value["format"]?.int == ArchiveIndex.currentFormat
            if error.code == .archiveNewer, isOfKnownFormat { _ = try reader.finish() }
            throw error
        }
    }

    /// The error of an archive that a newer satchel wrote.
    @Sendable static func newer(_ sign: String) -> Failure {
        Failure(
            .archiveNewer, "cannot read the archive", cause: "it is newer than this satchel: \(sign)",
            remedy: "use the satchel that wrote it, or a newer one")
    }
}
