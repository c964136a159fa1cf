import Requests

/// Which base a merge has, for whoever waits for it.
enum BaseText {
    /// Says it on standard error, where nobody named it.
    static func tell(_ base: FoundBase) {
        switch base {
        case .named, .unwanted: return
        case .found(let path): Output.standardError.print("base: \(path.string), found by its digest")
        case .missing(let why):
            Output.standardError.print(
                "base: none, \(why); merging two ways: where rows differ the archive's values are taken")
        }
    }
}
