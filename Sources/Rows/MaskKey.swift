public import Diagnostics
import PostgreSQL

/// The secret under which values are masked. It has no text of its own: nothing can print it.
public struct MaskKey: Sendable {
    /// The environment variable that holds it.
    public static let variable = "SATCHEL_MASK_KEY"

    /// The session settings that hold the key's two pads (RFC 2104), in hexadecimal.
    static let inner = "satchel.mask_inner"
    static let outer = "satchel.mask_outer"

    /// Too short a key can be guessed; up to one block of SHA-256 HMAC takes a key as it is.
    private static let lengths = 16...64
    private let block: [UInt8]

    /// - Parameter text: any text of 16 to 64 bytes.
    /// - Throws: `Failure` with `usage`; the text is no part of it.
    public init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        guard MaskKey.lengths.contains(bytes.count) else {
            throw Failure(
                .usage, "cannot take the mask key", cause: "\(MaskKey.variable) holds \(bytes.count) bytes",
                remedy:
                    "set it to \(MaskKey.lengths.lowerBound) to \(MaskKey.lengths.upperBound) bytes, for instance from: openssl rand -hex 24"
            )
        }
        block = bytes + [UInt8](repeating: 0, count: 64 - bytes.count)
    }

    /// Gives the key to the transaction that is open, for the rest of it.
    ///
    /// It goes as COPY data into a temporary table and from there into two settings of the transaction: no statement ever
    /// has it in its text or parameters, so neither `pg_stat_activity` nor the server's log can show it.
    package func give(to connection: Session) throws {
        try connection.creatingTemporaryTables("cannot mask columns") {
            try connection.run("CREATE TEMPORARY TABLE pg_temp.satchel_mask_key (inner_pad text, outer_pad text)")
        }
        try connection.copyIn("COPY pg_temp.satchel_mask_key FROM STDIN") { writer in
            try writer.write("\(hexadecimal(0x36))\t\(hexadecimal(0x5C))\n")
        }
        try connection.run(
            """
            SELECT set_config(\(literal: MaskKey.inner), inner_pad, true), \
            set_config(\(literal: MaskKey.outer), outer_pad, true) FROM pg_temp.satchel_mask_key; \
            DROP TABLE pg_temp.satchel_mask_key
            """)
    }

    private func hexadecimal(_ pad: UInt8) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: block.flatMap { [digits[Int(($0 ^ pad) >> 4)], digits[Int(($0 ^ pad) & 15)]] }, as: UTF8.self)
    }
}

extension MaskKey: CustomStringConvertible, CustomReflectable {
    public var description: String { "a mask key" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
