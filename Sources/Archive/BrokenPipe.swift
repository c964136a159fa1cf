#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Runs a write to a pipe so that a reader who has gone away is an error (EPIPE) instead of a signal.
///
/// SIGPIPE is delivered to the thread that wrote, so it is held back in this thread only and taken off
/// before it is let through again: the process keeps its own handling of signals.
func withoutBrokenPipeSignal<Value, Problem: Error>(_ body: () throws(Problem) -> Value) throws(Problem) -> Value {
    var pipe = sigset_t()
    var previous = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    let wasPending = isBrokenPipePending()
    // The calls fail only on a wrong first argument.
    pthread_sigmask(SIG_BLOCK, &pipe, &previous)
    defer {
        var number: Int32 = 0
        if !wasPending, isBrokenPipePending() { sigwait(&pipe, &number) }
        pthread_sigmask(SIG_SETMASK, &previous, nil)
    }
    return try body()
}

private func isBrokenPipePending() -> Bool {
    var pending = sigset_t()
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1
}
