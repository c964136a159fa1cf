import Foundation
import Testing

/// The house as it is built beside docs/architecture.md: targets, arrows, files.
@Suite struct HouseTests {
    @Test func thePictureOfTheTargetsIsWhatThePackageBuilds() throws {
        let drawn = try Arrows(drawnIn: "docs/architecture.md")
        let built = try Arrows(builtBy: "Package.swift")
        #expect(drawn.targets == built.targets, "the targets of the picture")
        for target in built.targets {
            #expect(drawn.reached(from: target) == built.reached(from: target), "what \"\(target)\" stands on")
        }
    }

    @Test func noArrowLeadsBack() throws {
        let built = try Arrows(builtBy: "Package.swift")
        for target in built.targets { #expect(!built.reached(from: target).contains(target), "\(target)") }
    }

    @Test func everyTargetOfThePictureIsExplained() throws {
        let page = try Program.text(of: "docs/architecture.md")
        for target in try Arrows(drawnIn: "docs/architecture.md").targets {
            #expect(page.contains("`\(target)`"), "\(target)")
        }
    }

    @Test func aModuleOfATableIsNeverCalledLikeATarget() throws {
        let template = try Program.text(of: "Sources/Planning/ModuleTemplate.swift")
        for target in try Arrows(builtBy: "Package.swift").targets where target.first?.isUppercase == true {
            #expect(template.contains("\"\(target)\""), "\(target)")
        }
    }

    @Test func noTargetAndNoFileIsTooLargeToRead() throws {
        let files = try SourceFile.all()
        #expect(files.count > 200)
        for file in try files + SourceFile.all(in: "Tests") {
            #expect(file.lines <= 350, "\(file.path) has \(file.lines) lines")
        }
        for (target, files) in Dictionary(grouping: files, by: \.target) where !target.hasPrefix("satchel") {
            let lines = files.reduce(0) { $0 + $1.lines }
            #expect(lines <= 3000, "\(target) has \(lines) lines")
        }
        let sizes = files.map(\.lines).sorted()
        #expect(sizes[sizes.count / 2] <= 110, "the median file")
    }

    @Test func placesThatTheArchitectureNamesAreThere() throws {
        let page = try Program.text(of: "docs/architecture.md")
        let files = Set(try SourceFile.all().map(\.path))
        let folders = Set(files.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
        let places = page.matches(of: /`([A-Za-z-]+(?:\/[A-Za-z+]+)+)`/).map { String($0.1) }
        #expect(places.count > 30)
        for place in Set(places) where !place.hasPrefix("scripts") && !place.hasPrefix("Tests") {
            let isThere =
                folders.contains("Sources/" + place)
                || files.contains { $0 == "Sources/\(place).swift" || isInFolder($0, of: place) }
            #expect(isThere, "\(place)")
        }
    }

    /// `Exporting/TakenRows` may lie in a folder of `Exporting`.
    private func isInFolder(_ file: String, of place: String) -> Bool {
        let parts = place.split(separator: "/")
        return file.hasPrefix("Sources/\(parts[0])/") && file.hasSuffix("/\(parts[parts.count - 1]).swift")
    }
}

/// Which target stands on which.
private struct Arrows {
    private(set) var targets: Set<String> = []
    private var below: [String: Set<String>] = [:]

    init(drawnIn page: String) throws {
        let text = try Program.text(of: page)
        let picture = try #require(text.firstMatch(of: /```mermaid\n([^`]+)```/)).1
        for arrow in picture.matches(of: /([A-Za-z-]+) --> ([A-Za-z]+)/) { add(String(arrow.1), String(arrow.2)) }
    }

    /// Reads the calls that make a target; products of packages and the tables' modules are no targets of the picture.
    init(builtBy manifest: String) throws {
        let text = try Program.text(of: manifest)
        let names = text.matches(
            of: /(?:library\(|(?:executableTarget|target|systemLibrary)\(\s*name:)\s*"([A-Za-z-]+)"/
        )
        .map { String($0.1) }.filter { $0 != "RegistryGenerator" }
        let known = Set(names)
        for call in text.matches(
            of:
                /(?:library\(|(?:executableTarget|target)\(\s*name:)\s*"([A-Za-z-]+)",\s*(?:dependencies:\s*)?\[([^\]]*)\]/
        )
        where known.contains(String(call.1)) {
            for name in call.2.matches(of: /"([A-Za-z]+)"/) where known.contains(String(name.1)) {
                add(String(call.1), String(name.1))
            }
        }
        targets.formUnion(known)
    }

    private mutating func add(_ from: String, _ to: String) {
        targets.formUnion([from, to])
        below[from, default: []].insert(to)
    }

    func reached(from target: String) -> Set<String> {
        var found: Set<String> = []
        var waiting = Array(below[target] ?? [])
        while let next = waiting.popLast() {
            if found.insert(next).inserted { waiting += below[next] ?? [] }
        }
        return found
    }
}

/// A file of Swift.
private struct SourceFile {
    let path: String
    let target: String
    let lines: Int

    static func all(in folder: String = "Sources") throws -> [SourceFile] {
        let root = Program.package
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".swift") }.map { name in
            let text = try Program.text(of: folder + "/" + name)
            return SourceFile(
                path: folder + "/" + name, target: String(name.split(separator: "/")[0]),
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
        }
    }
}
