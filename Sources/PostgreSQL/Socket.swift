#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What a wait for a socket ended with.
enum SocketEvent {
    /// There is something to read, were it an end or an error.
    case readable
    case writable
    /// Nothing within a quarter of a second, or a signal came.
    case none
    /// The socket is no socket any more.
    case failed
}

/// Waits for input on a socket, with `orRoom` also for room to send.
func awaitSocket(_ socket: Int32, orRoom: Bool = false) -> SocketEvent {
    guard socket >= 0 else { return .failed }
    var descriptor = pollfd(fd: socket, events: Int16(orRoom ? POLLIN | POLLOUT : POLLIN), revents: 0)
    let ready = poll(&descriptor, 1, 250)
    if ready < 0 { return errno == EINTR || errno == EAGAIN ? .none : .failed }
    if ready == 0 { return .none }
    return descriptor.revents & ~Int16(POLLOUT) == 0 ? .writable : .readable
}
