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
            let purpose = Purpose.end(since: .now)
            if status == PGRES_COPY_OUT { try stopCopy(purpose) }
            drain(purpose)
            throw Self.noCopy
        }
        return try serve(body)
    }

    private func serve(_ body: (borrowing CopyWriter) throws -> Void) throws -> Int {
        let stream = CopyStream(self)
        do {
            try body(CopyWriter(stream))
            try stream.rethrow()
            try cancellation.check()
            try stream.end(failing: nil)
        } catch {
            guard !isLost else { throw error }
            let purpose = Purpose.end(since: .now)
            // Where the server does not end it in time the connection is closed; the reason is the first error.
            guard (try? stream.end(failing: "the input was cut short", purpose)) != nil else { throw error }
            // The server's own reason, where it had refused before; else only the echo of ours.
            guard error is CopyStream.Refused else {
                drain(purpose)
                throw error
            }
            return try finish().counted ?? 0
        }
        return try finish().counted ?? 0
    }
}
