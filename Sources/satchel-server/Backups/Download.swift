import Foundation
import HTTPTypes
import Hummingbird

/// An archive on its way out: whole, or the range that was asked for (RFC 9110, 14).
enum Download {
    /// - Throws: `APIError`: 404 where the archive has gone meanwhile, 416 where it has no such bytes.
    static func response(_ file: ArchiveFile, to request: Request) throws -> Response {
        let opened = try OpenArchive(file)
        let file = opened.file
        var headers: HTTPFields = [
            .contentType: "application/octet-stream", .acceptRanges: "bytes", .eTag: file.tag,
            .cacheControl: "no-store",
            .contentDisposition: disposition(file.name),
        ]
        if let known = request.headers[.ifNoneMatch], has(known, file.tag) {
            return Response(status: .notModified, headers: headers)
        }
        // A range is for GET alone (RFC 9110, 14.2), and of a file that is another one by now it would not fit.
        let isSameFile = request.headers[.ifRange].map { $0 == file.tag } ?? true
        guard request.method == .get, isSameFile, let header = request.headers[.range],
            let asked = ByteRange(parsing: header)
        else {
            return Response(status: .ok, headers: headers, body: opened.body(0..<file.bytes))
        }
        guard let range = asked.range(of: file.bytes) else {
            throw APIError.rangeNotSatisfiable(bytes: file.bytes)
        }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(file.bytes)"
        return Response(status: .partialContent, headers: headers, body: opened.body(Range(range)))
    }

    /// Whether a list of tags has this one, weak or not (RFC 9110, 13.1.2).
    private static func has(_ list: String, _ tag: String) -> Bool {
        list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
    }

    /// The name in plain ASCII, and as it is (RFC 6266).
    private static func disposition(_ name: BackupName) -> String {
        let plain = String(name.text.map { $0.isASCII && $0 != "\"" ? $0 : "_" })
        let encoded = name.text.addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.union(.init(charactersIn: ".-_")))
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded ?? plain)"
    }
}

/// `bytes=0-499`, `bytes=500-`, `bytes=-500`: one range. Several at once are answered with the whole, as allowed.
enum ByteRange: Equatable {
    case from(Int, through: Int?)
    case last(Int)

    init?(parsing header: String) {
        let parts = header.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces).lowercased() == "bytes" else {
            return nil
        }
        let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, nil) where ends[1].isEmpty: self = .from(first, through: nil)
        case (let first?, let last?) where first <= last: self = .from(first, through: last)
        case (nil, let count?) where ends[0].isEmpty: self = .last(count)
        default: return nil
        }
    }

    /// The range of a file of that size; nil where it has no such bytes.
    func range(of bytes: Int) -> ClosedRange<Int>? {
        switch self {
        case .from(let first, let last):
            first < bytes ? first...min(last ?? bytes - 1, bytes - 1) : nil
        case .last(let count):
            count > 0 && bytes > 0 ? max(0, bytes - count)...(bytes - 1) : nil
        }
    }
}
