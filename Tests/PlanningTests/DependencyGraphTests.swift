import Testing

@testable import Planning

@Suite struct DependencyGraphTests {
    /// A random graph, and which node reaches which, found by walking.
    private struct Sample {
        var graph: DependencyGraph
        var reaches: [Set<Int>]

        init(seed: Int) {
            var random = SeededGenerator(seed: seed)
            let count = Int.random(in: 0...24, using: &random)
            graph = DependencyGraph(count: count)
            if count > 0 {
                for _ in 0..<Int.random(in: 0...2 * count, using: &random) {
                    graph.add(from: .random(in: 0..<count, using: &random), to: .random(in: 0..<count, using: &random))
                }
            }
            reaches = []
            for start in 0..<count {
                var found: Set<Int> = [start]
                var waiting = [start]
                while let node = waiting.popLast() {
                    for next in graph.edges[node] where found.insert(next).inserted { waiting.append(next) }
                }
                reaches.append(found)
            }
        }
    }

    @Test(arguments: 0..<300)
    func `components are the classes of nodes that reach each other, each after those it depends on`(_ seed: Int) {
        let sample = Sample(seed: seed)
        let components = sample.graph.components()
        #expect(components.flatMap { $0 }.sorted() == Array(sample.reaches.indices))
        var done: Set<Int> = []
        for component in components {
            #expect(component == component.sorted())
            let expected = sample.reaches.indices.filter {
                sample.reaches[component[0]].contains($0) && sample.reaches[$0].contains(component[0])
            }
            #expect(component == expected)
            done.formUnion(component)
            for node in component { #expect(done.isSuperset(of: sample.graph.edges[node])) }
        }
    }

    @Test(arguments: 0..<300)
    func `of the components that may come next the one of lowest rank comes`(_ seed: Int) {
        let sample = Sample(seed: seed)
        var random = SeededGenerator(seed: seed + 1_000)
        let ranks = sample.reaches.indices.map { _ in Int.random(in: 0...3, using: &random) }
        let order = sample.graph.order { ranks[$0] }
        #expect(order.flatMap { $0 }.sorted() == Array(sample.reaches.indices))
        var done: Set<Int> = []
        for (position, component) in order.enumerated() {
            let waiting = order[position...].filter { later in
                later.allSatisfy { done.union(later).isSuperset(of: sample.graph.edges[$0]) }
            }
            let best = waiting.min { left, right in
                (left.map { ranks[$0] }.max() ?? 0, left[0]) < (right.map { ranks[$0] }.max() ?? 0, right[0])
            }
            #expect(component == best)
            done.formUnion(component)
        }
    }

    @Test func `the samples hold cycles, chains and nodes alone`() {
        let sizes = (0..<300).map { Sample(seed: $0).graph.components().map(\.count) }
        #expect(sizes.contains { $0.contains { $0 > 5 } })
        #expect(sizes.contains { $0.count > 10 && $0.allSatisfy { $0 == 1 } })
        #expect(sizes.contains([]))
    }

    @Test func `an edge is kept once, and a node may depend on itself`() {
        var graph = DependencyGraph(count: 2)
        graph.add(from: 0, to: 1)
        graph.add(from: 0, to: 1)
        graph.add(from: 1, to: 1)
        #expect(graph.edges == [[1], [1]])
        #expect(graph.components() == [[1], [0]])
        #expect(graph.order { _ in 0 } == [[1], [0]])
    }

    @Test(arguments: [true, false])
    func `a chain of 100,000 does not exhaust the stack`(_ isClosed: Bool) {
        let count = 100_000
        var graph = DependencyGraph(count: count)
        for node in 1..<count { graph.add(from: node - 1, to: node) }
        if isClosed { graph.add(from: count - 1, to: 0) }
        let components = graph.components()
        #expect(components.count == (isClosed ? 1 : count))
        #expect(components.first?.first == (isClosed ? 0 : count - 1))
    }
}
