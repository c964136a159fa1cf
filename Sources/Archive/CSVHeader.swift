/// The first record of CSV content: the names of its columns (RFC 4180). An empty line names none.
public struct CSVHeader: Sendable, Equatable {
    public let columns: [String]
    /// Length of the record with the line break that ends it.
    public let byteCount: Int

    /// Reads the first record of `bytes`.
    ///
    /// Nil where it is no CSV or not UTF-8, and where it has no line break yet, unless `isWhole` says that
    /// nothing follows.
    public static func parse(_ bytes: RawSpan, isWhole: Bool = false) -> CSVHeader? {
        // SAFETY: the buffer is read within the closure only.
        bytes.withUnsafeBytes { parse($0, isWhole: isWhole) }
    }

    public static func parse(_ bytes: [UInt8], isWhole: Bool = false) -> CSVHeader? {
        parse(bytes.span.bytes, isWhole: isWhole)
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> CSVHeader? {
        guard !bytes.isEmpty else { return nil }
        var columns: [String] = []
        var position = 0
        while true {
            guard let (column, end) = value(in: bytes, from: position) else { return nil }
            columns.append(column)
            position = end
            guard position < bytes.count else {
                return isWhole ? CSVHeader(columns: columns, byteCount: position) : nil
            }
            switch bytes[position] {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "\n"): return CSVHeader(columns: position == 0 ? [] : columns, byteCount: position + 1)
            case UInt8(ascii: "\r"):
                guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n") else { return nil }
                return CSVHeader(columns: columns, byteCount: position + 2)
            default: return nil
            }
        }
    }

    /// The value that begins at `start`, and where it ends.
    private static func value(in bytes: UnsafeRawBufferPointer, from start: Int) -> (String, end: Int)? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
            let end = bytes[start...].firstIndex {
                [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0)
            }
            let plain = bytes[start..<(end ?? bytes.count)]
            guard !plain.contains(UInt8(ascii: "\"")), let text = String(validating: plain, as: UTF8.self)
            else { return nil }
            return (text, plain.endIndex)
        }
        var value: [UInt8] = []
        var position = start + 1
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\"") else {
                value.append(bytes[position])
                position += 1
                continue
            }
            position += 1
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                return String(validating: value, as: UTF8.self).map { ($0, position) }
            }
            value.append(UInt8(ascii: "\""))
            position += 1
        }
        return nil
    }
}
