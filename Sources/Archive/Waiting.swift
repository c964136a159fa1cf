public import Diagnostics
internal import SystemPackage

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Called several times a second while the bytes of an archive do not come, with how long that has been: it throws to
/// stop waiting.
public typealias Waiting = (Duration) throws(Failure) -> Void

extension FileDescriptor {
    enum Readiness {
        case toRead, toWrite
    }

    /// Waits until reading does not block, or writing of up to PIPE_BUF bytes; an error or the end is no reason to wait
    /// either.
    func wait(until readiness: Readiness, _ waiting: Waiting) throws(Failure) {
        let start = ContinuousClock.now
        let events = Int16(readiness == .toRead ? POLLIN : POLLOUT)
        while true {
            var descriptor = pollfd(fd: rawValue, events: events, revents: 0)
            let ready = poll(&descriptor, 1, 100)
            // What else goes wrong, reading or writing says.
            if ready > 0 || (ready < 0 && errno != EINTR && errno != EAGAIN) { return }
            try waiting(start.duration(to: .now))
        }
    }

    /// True for a pipe or a socket, whose other end may keep a writer waiting.
    var isPipe: Bool { [S_IFIFO, S_IFSOCK].contains(kind(of: rawValue)) }
}

private func kind(of descriptor: Int32) -> mode_t {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
}
