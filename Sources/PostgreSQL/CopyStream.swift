internal import CLibPQ
import Diagnostics

/// The way of a COPY's input to the server.
final class CopyStream {
    /// Thrown through the writer's closure when the server has refused; the reason comes with the result.
    struct Refused: Error {}

    /// So little, that a cancellation and a refusal are noticed soon and libpq's buffer stays small.
    private static let pieceSize = 65_536
    /// A server before 14 may report a changed setting in the middle, which looks like a refusal.
    private static let firstVersionThatRefusesPlainly = 140_000
    private static let patience = Duration.milliseconds(200)

    private let connection: Connection
    private var unflushed = 0
    private var failure: (any Error)?
    /// Since when input lies unread that is no notice. During COPY FROM that is an error of the server.
    private var suspectedSince: ContinuousClock.Instant?

    init(_ connection: Connection) {
        self.connection = connection
    }

    func write(_ bytes: RawSpan) throws {
        try rethrow()
        do {
            var start = 0
            while start < bytes.byteCount {
                let end = min(start + Self.pieceSize, bytes.byteCount)
                try put(bytes.extracting(start..<end))
                start = end
            }
        } catch {
            failure = error
            throw error
        }
    }

    /// Throws what an earlier write threw, should its caller have swallowed it.
    func rethrow() throws {
        if let failure { throw failure }
    }

    /// Completes the input, or makes the COPY fail with a message.
    func end(failing message: String?, _ purpose: Purpose = .work) throws {
        try repeating(purpose) { PQputCopyEnd(connection.handle, message) }
        while try !connection.isFlushed() { try awaitServer(purpose) }
    }

    private func put(_ piece: RawSpan) throws {
        try piece.withUnsafeBytes { bytes in
            // SAFETY: libpq copies the bytes before it returns; a piece's size fits an Int32.
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            try repeating(.work) { PQputCopyData(connection.handle, start, Int32(bytes.count)) }
        }
        unflushed += piece.byteCount
        guard unflushed >= Self.pieceSize else { return }
        unflushed = 0
        repeat {
            try connection.cancellation.check()
            try awaitServer(.work)
            if let suspectedSince, suspectedSince.duration(to: .now) > Self.patience { throw Refused() }
        } while try !connection.isFlushed()
    }

    /// Calls a function of libpq until it has found room.
    private func repeating(_ purpose: Purpose, _ call: () -> Int32) throws {
        while true {
            switch call() {
            case 1: return
            case 0: try awaitServer(purpose)
            default: throw connection.lost()
            }
        }
    }

    /// Waits until something can be sent or read, and reads what there is.
    private func awaitServer(_ purpose: Purpose) throws {
        let noticesBefore = connection.notices.count
        guard case .readable = try connection.awaitServer(purpose, orRoom: true) else { return }
        // PQisBusy parses what came and delivers notices; an error it leaves until the input has ended.
        _ = PQisBusy(connection.handle)
        guard connection.serverVersion >= Self.firstVersionThatRefusesPlainly else { return }
        suspectedSince = connection.notices.count > noticesBefore ? nil : suspectedSince ?? .now
    }
}
