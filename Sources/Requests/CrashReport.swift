import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What a crash prints.
public enum CrashReport {
    /// The runtime's own settings, read before `main`: <https://github.com/swiftlang/swift/blob/main/docs/Backtracing.rst>.
    private static let variable = "SWIFT_BACKTRACE"

    /// Lets a crash end the program without the report of Swift's runtime.
    ///
    /// That shows registers and the memory that they point at: values of rows, passwords. What it shows can be chosen
    /// before the program starts alone, in the variable SWIFT_BACKTRACE; where that is set, it counts. To be called first.
    public static func leaveOutMemory() {
        guard ProcessInfo.processInfo.environment[variable, default: ""].isEmpty else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            var action = sigaction()
            // A signal that whoever started the program has it ignore stays ignored.
            guard sigaction(number, nil, &action) == 0, !isIgnored(action) else { continue }
            signal(number, SIG_DFL)
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
        let handler = action.__sigaction_u.__sa_handler
        #else
        let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
