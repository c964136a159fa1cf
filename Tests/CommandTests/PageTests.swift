import Foundation
import Testing

/// What the pages say of one another, of the Makefile and of the modules.
@Suite struct PageTests {
    @Test(arguments: Page.all) func linksLeadSomewhere(_ page: Page) throws {
        for link in try page.links {
            let target = link.path.isEmpty ? page : Page(path: page.place(of: link.path))
            #expect(FileManager.default.fileExists(atPath: target.file), "\(link.path) in \(page.path)")
            guard let anchor = link.anchor, target.path.hasSuffix(".md") else { continue }
            #expect(try target.anchors.contains(anchor), "\(link.path)#\(anchor) in \(page.path)")
        }
    }

    @Test func whatThePagesMakeIsWhatTheMakefileMakes() throws {
        let makefile = try Program.text(of: "Makefile").matches(of: /(?m)^([a-z-]+):/).map { String($0.1) }
        let mentioned = try Page.all.flatMap { page in
            try page.text.matches(of: /(?m)(?:`|^|&& |; |then )make ([a-z-]+)/).map { (page.path, String($0.1)) }
        }
        for (page, target) in mentioned { #expect(makefile.contains(target), "make \(target) in \(page)") }
        let wanted = Set(makefile).subtracting(["help"])
        #expect(wanted.subtracting(mentioned.map(\.1)).isEmpty)
    }

    @Test func whatContributorsAreToldToLookAtAndToRunIsThere() async throws {
        let page = try Page(path: "CONTRIBUTING.md").text
        let root = Program.package.path
        let places = page.matches(of: /`((?:Tests|Sources|Modules|Manifests|docs|scripts|\.ci)\/[A-Za-z-\/]*)`/)
            .map { String($0.1) }
        let suites = page.matches(of: /`([A-Za-z]+Tests)`/).map { "Tests/" + $0.1 }
        #expect(places.count > 15 && suites.count > 3)
        for place in places + suites { #expect(FileManager.default.fileExists(atPath: root + "/" + place), "\(place)") }
        let tests = try (FileManager.default.subpaths(atPath: root + "/Tests") ?? []).filter { $0.hasSuffix(".swift") }
            .map { try Program.text(of: "Tests/" + $0) }
        for filter in page.matches(of: /--filter ([A-Za-z]+)/) {
            #expect(tests.contains { $0.contains("@Suite struct \(filter.1) ") }, "\(filter.1)")
        }
        let commands = try await HelpCommand.read().map(\.name)
        for call in page.matches(of: /`(satchel [a-z]+(?: [a-z]+)?)/) {
            #expect(commands.contains(String(call.1)), "\(call.1)")
        }
    }

    @Test func everyDecisionIsListedWithItsStatus() throws {
        let index = Page(path: "docs/decisions/README.md")
        let listed = try index.text.matches(of: /(?m)^\| \[(.+)\]\((.+)\) \| (.+) \|$/).map {
            (title: String($0.1), file: String($0.2), status: String($0.3))
        }
        let records = Page.all.filter { $0.path.hasPrefix("docs/decisions/0") }
        #expect(listed.map { "docs/decisions/" + $0.file } == records.map(\.path))
        for (record, line) in zip(records, listed) {
            let text = try record.text
            #expect(text.hasPrefix("# \(line.title)\n\n- Status: \(line.status)\n- Date: 20"), "\(record.path)")
            let parts = text.matches(of: /(?m)^## (.+)$/).map { String($0.1) }
            #expect(parts == ["Context", "Decision", "Consequences"], "\(record.path)")
        }
    }

    @Test func theModulesOfTableKitsPagesAreModules() throws {
        let folder = "Sources/TableKit/TableKit.docc/"
        let first = try Page(path: folder + "TableKit.md").swift
        #expect(first == [try Program.text(of: "docs/examples/Venues/Table.swift")])
        let module = try Program.text(of: "Modules/Events/Table.swift")
        let pieces = try Page(path: folder + "ReadingAModule.md").swift
        #expect(pieces.count >= 5)
        for piece in pieces { #expect(module.contains(piece), "\(piece)") }
        for page in ["TableKit.md", "ReadingAModule.md"] {
            for name in try Program.text(of: folder + page).matches(of: /`((docs|Modules)\/[A-Za-z\/.-]+)`/) {
                #expect(FileManager.default.fileExists(atPath: Page(path: String(name.1)).file), "\(name.1) in \(page)")
            }
        }
    }
}

/// A page in Markdown, by its path in the package.
struct Page: CustomTestStringConvertible {
    let path: String

    /// All of the package, of the root, docs/ and Tests/.
    static let all: [Page] = {
        let root = Program.package.path
        // A folder that cannot be read has no pages, which the tests of what is in them report.
        let top = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
        let below = ["docs", "Tests"].flatMap { folder in
            (FileManager.default.subpaths(atPath: root + "/" + folder) ?? []).sorted().map { folder + "/" + $0 }
        }
        return (top + below).filter { $0.hasSuffix(".md") }.map(Page.init)
    }()

    var testDescription: String { path }
    var file: String { Program.package.path + "/" + path }
    var text: String { get throws { try Program.text(of: path) } }

    /// The place in the package that a link of this page means.
    func place(of link: String) -> String {
        var folders = path.split(separator: "/").dropLast().map(String.init)
        for step in link.split(separator: "/") {
            if step == ".." { folders.removeLast() } else { folders.append(String(step)) }
        }
        return folders.joined(separator: "/")
    }

    /// Links to pages and files, not to other sites.
    var links: [(path: String, anchor: String?)] {
        get throws {
            try prose.matches(of: /\]\(([^)#:\s]*)(?:#([^)\s]*))?\)/).map { (String($0.1), $0.2.map(String.init)) }
        }
    }

    /// What a link to a heading is called, as GitHub and others make it of the heading.
    var anchors: [String] {
        get throws {
            try prose.matches(of: /(?m)^#+ (.+)$/).map { heading in
                let kept = heading.1.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
                return kept.replacing(" ", with: "-")
            }
        }
    }

    /// The listings in Swift.
    var swift: [String] {
        get throws { try text.matches(of: /```swift\n((?s:.*?))```/).map { String($0.1) } }
    }

    /// The text outside of listings.
    private var prose: String {
        get throws {
            try text.split(separator: "```", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(separator: "\n")
        }
    }
}
