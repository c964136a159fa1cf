internal import CLibPQ
import Diagnostics

extension Connection {
    /// Runs a `COPY … TO STDOUT` and lends each row, with its newline, to `body`; gives the number of rows.
    ///
    /// Where `body` throws, the COPY is cancelled and its error rethrown. The connection stays usable, but a
    /// transaction around it has failed. `body` must not use the connection.
    @discardableResult
    public func copyOut(_ sql: SQL, _ body: (RawSpan) throws -> Void) throws -> Int {
        try observed(sql, counting: \.self) { try giveOut(sql, body) }
    }

    private func giveOut(_ sql: SQL, _ body: (RawSpan) throws -> Void) throws -> Int {
        try send(sql)
        guard let result = try nextResult() else { throw Self.noCopy }
        let status = result.status
        defer { PQclear(result.pointer) }
        do {
            try result.requireSuccess(on: self)
            guard status == PGRES_COPY_OUT else { throw Self.noCopy }
            while try lendRow(to: body) {}
        } catch {
            guard !isLost else { throw error }
            let purpose = Purpose.end(since: .now)
            if status == PGRES_COPY_OUT {
                // Where the server does not end it in time the connection is closed; the reason is the first error.
                try? stopCopy(purpose)
            } else if status == PGRES_COPY_IN, PQputCopyEnd(handle, "not asked for") != 1 {
                throw lost()
            }
            drain(purpose)
            throw error
        }
        return try finish().counted ?? 0
    }

    /// False after the last row.
    private func lendRow(to body: (RawSpan) throws -> Void) throws -> Bool {
        try cancellation.check()
        var chunk: UnsafeMutablePointer<CChar>?
        while true {
            let length = PQgetCopyData(handle, &chunk, 1)
            switch length {
            case 1...:
                // SAFETY: libpq allocated `length` bytes; the span cannot outlive this call, after which they go.
                defer { PQfreemem(chunk) }
                try body(UnsafeRawBufferPointer(start: chunk, count: Int(length)).bytes)
                return true
            case 0:
                try awaitServer(.work)
                try cancellation.check()
            case -1:
                return false
            default:
                throw lost()
            }
        }
    }

    static var noCopy: Failure {
        Failure(.failed, "cannot copy rows", cause: "the statement is no COPY of this direction")
    }
}
