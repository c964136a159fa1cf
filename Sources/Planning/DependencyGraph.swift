/// A directed graph over tables by number: an edge from a table to one that it depends on.
struct DependencyGraph {
    private(set) var edges: [[Int]]

    init(count: Int) {
        edges = Array(repeating: [], count: count)
    }

    mutating func add(from: Int, to: Int) {
        if !edges[from].contains(to) { edges[from].append(to) }
    }

    /// The strongly connected components (Tarjan 1972), each after the ones it depends on. Members and components
    /// keep the order of their numbers wherever the edges leave a choice.
    func components() -> [[Int]] {
        var search = Search(edges: edges.map { $0.sorted() })
        for node in edges.indices where search.index[node] == nil { search.visit(node) }
        return search.components
    }

    /// The components in dependency order (Kahn 1962): of those that may come next, the one with the lowest rank, then
    /// the lowest number.
    func order(by rank: (Int) -> Int) -> [[Int]] {
        let components = components()
        var owner = Array(repeating: 0, count: edges.count)
        for (offset, members) in components.enumerated() {
            for member in members { owner[member] = offset }
        }
        var unmet = Array(repeating: 0, count: components.count)
        var neededBy: [[Int]] = Array(repeating: [], count: components.count)
        for (offset, members) in components.enumerated() {
            let needs = Set(members.flatMap { edges[$0] }.map { owner[$0] }).subtracting([offset])
            unmet[offset] = needs.count
            for need in needs { neededBy[need].append(offset) }
        }
        let keys = components.map { ($0.map(rank).max() ?? 0, $0[0]) }
        var ready = components.indices.filter { unmet[$0] == 0 }.sorted { keys[$0] > keys[$1] }
        var order: [[Int]] = []
        while let next = ready.popLast() {
            order.append(components[next])
            for offset in neededBy[next] {
                unmet[offset] -= 1
                guard unmet[offset] == 0 else { continue }
                var (low, high) = (0, ready.count)
                while low < high {
                    let middle = (low + high) / 2
                    if keys[ready[middle]] > keys[offset] { low = middle + 1 } else { high = middle }
                }
                ready.insert(offset, at: low)
            }
        }
        return order
    }

    /// Iterative, so that a long chain of tables cannot exhaust the stack.
    private struct Search {
        let edges: [[Int]]
        var index: [Int?]
        var low: [Int]
        var isOnStack: [Bool]
        var stack: [Int] = []
        var counter = 0
        var components: [[Int]] = []

        init(edges: [[Int]]) {
            self.edges = edges
            index = Array(repeating: nil, count: edges.count)
            low = Array(repeating: 0, count: edges.count)
            isOnStack = Array(repeating: false, count: edges.count)
        }

        mutating func visit(_ start: Int) {
            var path: [(node: Int, next: Int)] = [(start, 0)]
            enter(start)
            while let (node, next) = path.last {
                guard next < edges[node].count else {
                    path.removeLast()
                    if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
                    close(node)
                    continue
                }
                path[path.count - 1].next += 1
                let successor = edges[node][next]
                if index[successor] == nil {
                    enter(successor)
                    path.append((successor, 0))
                } else if isOnStack[successor], let number = index[successor] {
                    low[node] = min(low[node], number)
                }
            }
        }

        private mutating func enter(_ node: Int) {
            index[node] = counter
            low[node] = counter
            counter += 1
            stack.append(node)
            isOnStack[node] = true
        }

        private mutating func close(_ node: Int) {
            guard low[node] == index[node] else { return }
            var members: [Int] = []
            while let member = stack.popLast() {
                isOnStack[member] = false
                members.append(member)
                if member == node { break }
            }
            components.append(members.sorted())
        }
    }
}
