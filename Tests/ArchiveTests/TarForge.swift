import SystemPackage

/// Builds tars by hand, so that tests can say in them what no writer would.
enum TarForge {
    /// A member with a ustar header.
    static func member(
        _ name: String, _ content: [UInt8] = [], type: Character = "0", link: String = "", size: Int? = nil
    ) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at position: Int) {
            header.replaceSubrange(position..<(position + text.utf8.count), with: Array(text.utf8))
        }
        func octal(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 8)
            return String(repeating: "0", count: width - 1 - digits.utf8.count) + digits
        }
        put(name, at: 0)
        put(octal(0o644, 8), at: 100)
        put(octal(0, 8), at: 108)
        put(octal(0, 8), at: 116)
        put(octal(size ?? content.count, 12), at: 124)
        put(octal(0, 12), at: 136)
        put("        ", at: 148)
        put(String(type), at: 156)
        put(link, at: 157)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(header.reduce(0) { $0 + Int($1) }, 7), at: 148)
        header[154] = 0
        let padding = (512 - content.count % 512) % 512
        return header + content + [UInt8](repeating: 0, count: padding)
    }

    static let end = [UInt8](repeating: 0, count: 1024)
    static let index = member("index.json", sampleIndex)

    /// A valid archive as an uncompressed tar, in pieces: the members, without the end.
    static func members(of tables: [SampleTable], partSize: Int = 8 << 20, in folder: FilePath) throws -> [[UInt8]] {
        try export(tables, to: folder.appending("forge.tar.zst"), partSize: partSize)
        try run("zstd", ["-q", "-d", "-f", "forge.tar.zst"], in: folder)
        let tar = try bytes(of: folder.appending("forge.tar"))
        var members: [[UInt8]] = []
        var position = 0
        while tar[position] != 0 {
            let digits = String(decoding: tar[(position + 124)..<(position + 135)], as: UTF8.self)
            let size = Int(digits, radix: 8) ?? 0
            let end = position + 512 + (size + 511) / 512 * 512
            members.append(Array(tar[position..<end]))
            position = end
        }
        return members
    }
}
