public import Foundation

/// What an archive is called that nobody gave a name.
public enum ArchiveName {
    /// `backup_crearis_20261122T133806Z.tar.zst`; what a file name should not have becomes "_".
    public static func standard(for database: String, at time: Date) -> String {
        let plain = String(
            database.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "_" })
        let time = time.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted).time(includingFractionalSeconds: false)
                .timeSeparator(.omitted).timeZone(separator: .omitted))
        return "backup_\(plain)_\(time).tar.zst"
    }
}
