import PostgreSQL

/// Names for the parts of one statement, each given once.
package final class Aliases {
    private var count = 0

    package init() {}

    package func next(_ prefix: SQL) -> SQL {
        count += 1
        return "\(prefix)\(count)"
    }
}
