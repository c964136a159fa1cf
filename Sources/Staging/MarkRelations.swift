import Planning
import PostgreSQL
import TableKit

/// For each table with rows without key, the relations that hold their marks: of the archive, the base, the target.
package struct MarkRelations {
    package var archive: [TableName: SQL] = [:]
    package var base: [TableName: SQL] = [:]
    package var target: [TableName: SQL] = [:]

    package init(
        archive: [TableName: SQL] = [:], base: [TableName: SQL] = [:], target: [TableName: SQL] = [:]
    ) {
        self.archive = archive
        self.base = base
        self.target = target
    }

    /// The same relations with one mark for rows of equal content. Which of them is which is open in every place anew, so
    /// that a reference which leads to another of them has not changed. A row of a tree has a key and no equals, unless
    /// rows share it.
    package func ofContent(in plan: Plan) -> MarkRelations {
        func hasEquals(_ table: TablePlan) -> Bool { table.key.recursive.isEmpty || table.key.needsEveryColumn }
        func shared(_ relations: [TableName: SQL], _ columns: SQL) -> [TableName: SQL] {
            var shared = relations
            for (name, marks) in relations where plan[name].map(hasEquals) ?? true {
                shared[name] = "(SELECT \(columns), next AS mark FROM \(marks))"
            }
            return shared
        }
        return MarkRelations(
            archive: shared(archive, "row, label"), base: shared(base, "row, label"),
            target: shared(target, "part, tid"))
    }
}
