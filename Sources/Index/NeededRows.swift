/// What happens to rows that travelling rows refer to, and that are not wanted themselves.
public enum NeededRows: String, Sendable, CaseIterable {
    /// They travel, and so does what they refer to in turn: the target may lack any of them.
    case travel = "rows"
    /// They stay: references to them are natural keys, and the target must have them.
    case stay = "keys"
}
