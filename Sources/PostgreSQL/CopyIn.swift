internal import CLibPQ
import Diagnostics

extension Connection {
    /// Runs a `COPY … FROM STDIN`, lets `body` write its input and gives the number of rows.
    ///
    /// Returning from `body` completes the COPY, throwing aborts it and rethrows. What the server refuses is
    /// thrown when it is noticed: at a later write, or at the end. `body` must not use the connection.
    @discardableResult
    public func copyIn(_ sql: SQL, _ body: (borrowing CopyWriter) throws -> Void) throws -> Int {
        try observed(sql, counting: \.self) { try takeIn(sql, body) }
    }

    private func takeIn(_ sql: SQL, _ body: (borrowing CopyWriter) throws -> Void) throws -> Int {
        try send(sql)
        guard let result = try nextResult() else { throw Self.noCopy }
        let status = result.status
        defer { PQclear(result.pointer) }
        guard status == PGRES_COPY_IN else {
            do { try result.requireSuccess(on: self) } catch {
                drain()
                throw error
            }
            if status == PGRES_COPY_OUT {
                cancellation.stopStatement()
                try discardCopy()
            }
            drain()
            throw Self.noCopy
        }
        return try serve(body)
    }

    private func serve(_ body: (borrowing CopyWriter) throws -> Void) throws -> Int {
        guard PQsetnonblocking(handle, 1) == 0 else { throw lost() }
        let stream = CopyStream(self)
        do {
            try body(CopyWriter(stream))
            try stream.rethrow()
            try cancellation.check()
            try stream.end(failing: nil)
        } catch {
            guard PQstatus(handle) != CONNECTION_BAD else { throw error }
            try stream.end(failing: "the input was cut short")
            try leaveNonblocking()
            // The server's own reason, where it had refused before; else only the echo of ours.
            guard error is CopyStream.Refused else {
                drain()
                throw error
            }
            return try finish().counted ?? 0
        }
        try leaveNonblocking()
        return try finish().counted ?? 0
    }

    private func leaveNonblocking() throws {
        guard PQsetnonblocking(handle, 0) == 0 else { throw lost() }
    }
}
