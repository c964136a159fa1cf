internal import SystemPackage

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

extension Errno {
    /// The error of the system call that has just failed.
    static var current: Errno { Errno(rawValue: errno) }

    /// The system's text as our errors are written: `no such file or directory`.
    var text: String {
        let text = description
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
