public import SystemPackage

/// Where an archive is written to or read from.
public enum ArchiveLocation: Sendable, Equatable {
    case file(FilePath)
    /// Standard output when writing, standard input when reading.
    case standardStream
}

extension ArchiveLocation {
    /// What an error calls an archive that is read from here.
    var sourceName: String {
        switch self {
        case .file(let path): "\"\(path.string)\""
        case .standardStream: "standard input"
        }
    }

    /// What an error calls an archive that is written here.
    var targetName: String {
        switch self {
        case .file(let path): "\"\(path.string)\""
        case .standardStream: "standard output"
        }
    }
}
