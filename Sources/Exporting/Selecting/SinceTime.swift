public import Diagnostics
public import Foundation

extension RowSelection {
    /// The time that a user writes: an ISO 8601 date with or without a time (UTC unless a zone is given), or an age such
    /// as `30d`, `12h` or `2w`.
    ///
    /// - Throws: `Failure` with `usage` where the text is neither.
    public static func time(parsing text: String, now: Date = Date()) throws(Failure) -> Date {
        // The first day of the year 1: what lies before has no ISO form.
        let earliest = Date(timeIntervalSince1970: -62_135_596_800)
        guard let time = age(text).map(now.addingTimeInterval) ?? absolute(text), time >= earliest else {
            throw Failure(
                .usage, "cannot read \"\(text)\" as a time", cause: "expected a date, a time or an age",
                remedy: "write 2026-11-01, 2026-11-01T18:30, 2026-11-01T18:30:00+01:00, or 12h, 30d, 2w")
        }
        return time
    }

    /// The seconds back from now.
    private static func age(_ text: String) -> TimeInterval? {
        guard let match = text.wholeMatch(of: /([0-9]{1,6})([hdw])/), let count = Double(match.1) else { return nil }
        let hours: Double = match.2 == "h" ? 1 : match.2 == "d" ? 24 : 168
        return -count * hours * 3600
    }

    private static func absolute(_ text: String) -> Date? {
        let form = /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,6})?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?/
        guard let match = text.wholeMatch(of: form) else { return nil }
        let number = { (digits: Substring?) in digits.flatMap { Int($0) } ?? 0 }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (number(match.1), number(match.2), number(match.3))
        (parts.hour, parts.minute, parts.second) = (number(match.4), number(match.5), number(match.6))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // A calendar takes the 31st of February for a day in March: only what it gives back unchanged is a date.
        guard let date = calendar.date(from: parts),
            calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date) == parts
        else { return nil }
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        return offset(match.8).map { date.addingTimeInterval(fraction - $0) }
    }

    /// The seconds that a zone is ahead of UTC; nil where there is no such zone.
    private static func offset(_ zone: Substring?) -> TimeInterval? {
        guard let zone, zone != "Z" else { return 0 }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.dropFirst(2) + (digits.count > 2 ? "" : "0")),
            hours <= 15, minutes < 60
        else { return nil }
        return (zone.hasPrefix("-") ? -1 : 1) * TimeInterval(hours * 3600 + minutes * 60)
    }

    /// A time as the index and SQL have it: `2026-11-01T00:00:00.000Z`.
    static func text(_ time: Date) -> String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
