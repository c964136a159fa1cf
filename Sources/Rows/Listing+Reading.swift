import PostgreSQL
import Reports

extension Connection {
    /// The first rows of a query and how many it has in all, for a report that lists what many rows have in common.
    ///
    /// - Parameter order: in terms of the query's columns.
    package func listing(_ query: SQL, by order: SQL) throws -> [(row: Row, total: Int)] {
        let rows = try rows(
            "SELECT listed.*, count(*) OVER () FROM (\(query)) AS listed ORDER BY \(order) LIMIT \(Listing.limit)")
        return try rows.map { ($0, try $0.integer($0.count - 1)) }
    }
}
