public import Diagnostics
public import SystemPackage

/// A file that has its name only when it is complete: written beside its place, made durable, renamed.
///
/// Without `commit()` nothing remains of it.
public final class WholeFile {
    private let output: ArchiveOutput

    /// - Parameter replacing: false: a file that is there stays, and it is a `Failure`.
    public init(_ path: FilePath, replacing: Bool) throws(Failure) {
        output = try ArchiveOutput(.file(path), replacing: replacing)
    }

    public func write(_ bytes: RawSpan) throws(Failure) {
        // SAFETY: the buffer is read within the closure only.
        let problem = bytes.withUnsafeBytes { buffer -> Failure? in
            do throws(Failure) {
                try output.write(buffer)
                return nil
            } catch {
                return error
            }
        }
        if let problem { throw problem }
    }

    public func commit() throws(Failure) { try output.commit() }
}
