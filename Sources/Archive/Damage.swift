internal import Diagnostics

/// The errors of an archive that is not what an archive has to be.
enum Damage {
    private static let remedy = "copy the archive again, or export it again"

    static func failure(_ archive: String, _ cause: String, remedy: String? = nil) -> Failure {
        Failure(
            .archiveDamaged, "the archive from \(archive) is damaged", cause: cause, remedy: remedy ?? Damage.remedy)
    }

    static func noArchive(_ archive: String, _ cause: String) -> Failure {
        Failure(
            .archiveDamaged, "\(archive) is no satchel archive", cause: cause,
            remedy: "give a file that \"satchel export\" wrote")
    }

    /// A member's name for an error: quoted where it is harmless, else its place.
    static func member(_ name: String, number: Int) -> String {
        let isPlain = name.utf8.count <= 250 && name.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        return isPlain ? "\"\(name)\"" : "member \(number)"
    }
}
