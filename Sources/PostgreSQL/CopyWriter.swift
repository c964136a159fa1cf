/// Takes the input of a COPY. It exists only inside the closure of `Connection.copyIn`.
public struct CopyWriter: ~Copyable {
    private let stream: CopyStream

    init(_ stream: CopyStream) {
        self.stream = stream
    }

    /// Sends bytes; a row may be spread over several calls. What this throws is to be let through.
    public func write(_ bytes: RawSpan) throws {
        try stream.write(bytes)
    }

    /// Sends a text as UTF-8.
    public func write(_ text: String) throws {
        try stream.write(Array(text.utf8).span.bytes)
    }
}
