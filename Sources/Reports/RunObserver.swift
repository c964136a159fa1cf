/// Who is told of what while a command runs.
public struct RunObserver {
    public var progress: ProgressHandler
    /// Each difference, before it is written; nil where nobody asks.
    public var change: ((Change) throws -> Void)?
    /// What is done otherwise than usual, in a line for a person.
    public var note: (String) -> Void = { _ in }
    /// Each conflict of a merge that stops.
    public var conflict: ((Conflict) throws -> Void)?

    public init(
        progress: @escaping ProgressHandler = { _ in }, change: ((Change) throws -> Void)? = nil,
        conflict: ((Conflict) throws -> Void)? = nil
    ) {
        self.progress = progress
        self.change = change
        self.conflict = conflict
    }
}
