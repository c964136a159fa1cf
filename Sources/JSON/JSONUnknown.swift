public import Diagnostics

extension JSON {
    /// What it means when a file has a key or a word that its reader does not know: of a file that only programs write,
    /// that a newer program wrote it.
    public struct Unknown: Sendable {
        /// Keys that begin so are passed over, whatever is under them.
        let ignoredPrefix: String
        let failure: @Sendable (_ place: String) -> Failure

        /// - Parameter failure: makes the error from the place and what is unknown there:
        ///   `index.json: tables[3]: unknown key "x"`.
        public init(ignoringKeysWithPrefix ignoredPrefix: String, failure: @escaping @Sendable (String) -> Failure) {
            self.ignoredPrefix = ignoredPrefix
            self.failure = failure
        }
    }
}
