import Diagnostics
import JSON
import OrderedCollections

/// Shows why a command failed: as text on standard error, and as JSON on standard output where that was asked for.
enum FailureOutput {
    /// - Parameter details: what the JSON has besides.
    static func show(_ failure: Failure, asJSON: Bool, with details: [(String, JSON)] = []) {
        Output.standardError.print(failure.text(from: "satchel"))
        if asJSON {
            var members: OrderedDictionary<String, JSON> = [
                "error": [
                    "code": .string(failure.code.rawValue), "what": .string(failure.what),
                    "cause": failure.cause.map { .string($0) } ?? .null,
                    "remedy": failure.remedy.map { .string($0) } ?? .null,
                ],
                "problems": .array(failure.problems.map(\.json)),
            ]
            for (name, value) in details { members[name] = value }
            Output.standardOutput.print(JSON.object(members).text(pretty: true))
        }
    }
}
