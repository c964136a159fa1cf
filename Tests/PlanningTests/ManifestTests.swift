import Declarations
import Diagnostics
import Foundation
import Planning
import TableKit
import Testing

/// Reading a manifest's text.
@Suite struct ManifestTests {
    static func read(_ text: String) throws(Failure) -> Manifest {
        try Manifest(parsing: Array(text.utf8), name: "nightly", file: "Manifests/nightly.json")
    }

    private func cause(_ text: String) throws -> String {
        let failure = try #require(throws: Failure.self) { try Self.read(text) }
        #expect(failure.code == .failed)
        #expect(failure.what.hasPrefix("cannot read \"Manifests/nightly.json\""))
        return failure.cause ?? ""
    }

    private static let whole = """
        { "$schema": "./manifest.schema.json", "version": 1, "description": "all that there is",
          "tables": ["users", "post*", "crm.*"], "exclude": ["posts_tags"],
          "root": {"table": "projects", "key": "theater_alpha"}, "references": "keys", "since": "30d",
          "excludeColumns": {"users": {"password": "secret"}},
          "masks": {"users": {"sysmail": "email", "username": {"keepFirst": 2}, "extmail": "null", "role": {"constant": "user"},
                              "lang": {"sql": "lower(lang)"}, "x": "name", "y": "hash"}},
          "declarations": [
            {"table": "crm.people", "naturalKey": ["mail"], "kind": "system", "dependencies": ["users"],
             "references": [
               {"column": "a", "table": "users"}, {"column": "b", "path": "[*]", "table": "users", "carries": ["0"]},
               {"column": "c", "after": "id:", "table": "users", "by": "sysmail", "carries": true},
               {"column": "d", "namedBy": "kind", "tables": {"user": "users"}}],
             "lateSeeds": ["a", {"column": "b", "placeholder": {"sysmail": "-"}}],
             "derived": [{"columns": ["e", "f"], "trigger": "trg"}],
             "belongsTo": {"column": "g", "table": "projects"}, "preservesIDs": true, "modifiedAt": "updated_at"}],
          "renames": {"old": "new", "shop.customers": "crm.clients"} }
        """

    @Test func `every member is read`() throws {
        let manifest = try Self.read(Self.whole)
        #expect(manifest.name == "nightly")
        #expect(manifest.description == "all that there is")
        #expect(manifest.tables?.map(\.text) == ["users", "post*", "crm.*"])
        #expect(manifest.exclude.map(\.text) == ["posts_tags"])
        #expect(manifest.root == Manifest.Root(table: "projects", key: "theater_alpha"))
        #expect(manifest.references == .keys)
        #expect(manifest.since == "30d")
        #expect(manifest.excludedColumns == ["users": [ExcludedColumn("password", reason: "secret")]])
        #expect(
            manifest.masks["users"] == [
                Mask("sysmail", .email), Mask("username", .keepFirst(2)), Mask("extmail", .null),
                Mask("role", .constant("user")), Mask("lang", .sql("lower(lang)")), Mask("x", .name), Mask("y", .hash),
            ])
        var people = ManifestDeclaration(table: "crm.people")
        people.naturalKey = ["mail"]
        people.kind = .system
        people.dependencies = ["users"]
        people.references = [
            .logical("a", to: "users"), .array("b", to: "users", unmatched: .carries(["0"])),
            Reference(
                column: "c", shape: .text(after: "id:"), target: .table("users", column: "sysmail"),
                unmatched: .carriesAll),
            .polymorphic("d", typedBy: "kind", ["user": "users"]),
        ]
        people.lateSeeds = [LateSeed("a"), LateSeed("b", placeholder: Placeholder(["sysmail": "-"]))]
        people.derived = [DerivedColumns("e", "f", by: "trg")]
        people.belongsTo = .via("g", to: "projects")
        people.preservesIDs = true
        people.modifiedAt = "updated_at"
        #expect(manifest.declarations == [people])
        #expect(manifest.renames == ["old": "new", "shop.customers": "crm.clients"])
    }

    @Test func `what is not said stays open`() throws {
        #expect(try Self.read("{\"version\": 1}") == Manifest(name: "nightly"))
        #expect(try Self.read("{\"version\": 1, \"root\": \"projects\"}").root == Manifest.Root(table: "projects"))
    }

    @Test(arguments: [
        ("{\n\"version\": 1,\n\"tabels\": []}", #"3: "tabels" is no member of a manifest; did you mean "tables"?"#),
        ("{\n\"version\": 2}", "2: version: this satchel reads version 1"),
        ("{}", "version: is missing"),
        ("{\"version\": 1,\n\n \"tables\": \"users\"}", "3: tables: expected an array, found a string"),
        ("{\"version\": 1,\n \"tables\": [\"users\",\n 7]}", "3: tables[1]: expected a string, found an integer"),
        (
            "{\"version\": 1,\n \"exclude\": [\"a.b.c\"]}",
            #"2: exclude[0]: expected the name of a table, or a pattern such as "post*""#
        ),
        (
            "{\"version\": 1, \"masks\": {\"users\": {\n\"mail\": \"emial\"}}}",
            #"2: masks.users.mail: "emial" is no rule; there are"#
        ),
        (
            "{\"version\": 1, \"masks\": {\"u\": {\"m\":\n{\"keepfirst\": 2}}}}",
            #"2: masks.u.m: "keepfirst" is no member of a mask; did you mean "keepFirst"?"#
        ),
        (
            "{\"version\": 1, \"masks\": {\"u\": {\"m\": {\"keepFirst\": 2, \"sql\": \"x\"}}}}",
            "1: masks.u.m: a mask has one rule, this has 2"
        ),
        (
            "{\"version\": 1, \"masks\": {\"u\": {\"m\": {\"keepFirst\": 0}}}}",
            "1: masks.u.m.keepFirst: expected an integer from 1 to 1000"
        ),
        ("{\"version\": 1,\n\"since\": null}", "2: since: is null; leave the member out instead"),
        ("{\"version\": 1, \"references\": \"all\"}", #"1: references: expected one of "rows", "keys""#),
        (
            "{\"version\": 1, \"declarations\": [{\"table\": \"a\"},\n{\"table\": \"a\"}]}",
            #"2: declarations[1]: "a" is declared twice"#
        ),
        (
            "{\"version\": 1, \"declarations\": [{\"table\": \"a\", \"references\": [\n{\"column\": \"b\"}]}]}",
            #"2: declarations[0].references[0]: "table" is missing, or "namedBy" and "tables""#
        ),
        (
            "{\"version\": 1, \"declarations\": [{\"table\": \"a\", \"references\": [\n{\"column\": \"b\", \"namedBy\": \"k\", \"table\": \"t\"}]}]}",
            "2: declarations[0].references[0].table: a name says which table it is"
        ),
        (
            "{\"version\": 1, \"declarations\": [{\"table\": \"a\", \"references\": [{\"column\": \"b\", \"table\": \"t\", \"path\": \"[*]\", \"after\": \"x\"}]}]}",
            #"after: a reference has "path" or "after", not both"#
        ),
        (
            "{\"version\": 1, \"declarations\": [{\"table\": \"a\", \"preservesIDs\": 1}]}",
            "preservesIDs: expected a boolean, found an integer"
        ),
        (
            "{\"version\": 1, \"excludeColumns\": {\"users\": [\"password\"]}}",
            "1: excludeColumns.users: expected an object, found an array"
        ),
    ])
    func `a slip is an error that names file, line and place`(_ text: String, _ expected: String) throws {
        let cause = try cause(text)
        #expect(cause.contains(expected))
        #expect(cause.hasPrefix("Manifests/nightly.json:") || expected == "version: is missing")
    }

    @Test func `a member that stands twice is an error`() throws {
        let failure = try #require(throws: Failure.self) {
            try Self.read("{\"version\": 1,\n\"masks\": {},\n\"masks\": {}}")
        }
        #expect(failure.what.hasPrefix("cannot read \"Manifests/nightly.json\" at line 3"))
    }
}

/// The schema beside the manifests says what the parser takes.
@Suite struct ManifestSchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Manifests")

    private func schema() throws -> [String: Any] {
        let data = try Data(contentsOf: Self.folder.appending(path: "manifest.schema.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// A manifest with the object in the place of a definition of the schema; "" is the manifest itself.
    private static let places: [String: @Sendable (String) -> String] = [
        "": { $0 },
        "root": { "{\"version\": 1, \"root\": \($0)}" },
        "mask": { "{\"version\": 1, \"masks\": {\"t\": {\"c\": \($0)}}}" },
        "declaration": { "{\"version\": 1, \"declarations\": [\($0)]}" },
        "reference": { declaration("references", "[\($0)]") },
        "lateSeed": { declaration("lateSeeds", "[\($0)]") },
        "derived": { declaration("derived", "[\($0)]") },
        "ownership": { declaration("belongsTo", $0) },
    ]

    private static func declaration(_ member: String, _ value: String) -> String {
        "{\"version\": 1, \"declarations\": [{\"table\": \"t\", \"\(member)\": \(value)}]}"
    }

    /// The members that the parser takes there, as its own error lists them.
    private func members(_ place: (String) -> String) throws -> Set<String> {
        let failure = try #require(throws: Failure.self) { try ManifestTests.read(place("{\"%%\": 1}")) }
        let list = try #require(failure.cause?.split(separator: ", which has ").last)
        return Set(list.matches(of: /"([^"]+)"/).map { String($0.1) })
    }

    @Test func `it has the members that the parser takes and no others`() throws {
        let schema = try schema()
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let objects = definitions.filter { $0.value["properties"] != nil }
        #expect(Set(objects.keys).union([""]) == Set(Self.places.keys))
        for (name, place) in Self.places {
            let object = name.isEmpty ? schema : try #require(objects[name])
            let properties = try #require(object["properties"] as? [String: Any])
            #expect(try members(place) == Set(properties.keys), "\(name)")
            #expect(object["additionalProperties"] as? Bool == false, "\(name)")
            for required in object["required"] as? [String] ?? [] {
                let failure = try #require(throws: Failure.self) { try ManifestTests.read(place("{}")) }
                #expect(failure.cause?.contains("is missing") == true, "\(name).\(required)")
            }
        }
    }

    @Test func `its lists of words are those of the parser`() throws {
        let schema = try schema()
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(properties["references"]?["enum"] as? [String] == Manifest.ReferencedRows.allCases.map(\.rawValue))
        #expect(properties["version"]?["const"] as? Int == Manifest.currentVersion)
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let declared = try #require(definitions["declaration"]?["properties"] as? [String: [String: Any]])
        #expect(declared["kind"]?["enum"] as? [String] == TableKind.allCases.map(\.rawValue))
        let rules = try #require((definitions["rule"]?["oneOf"] as? [[String: Any]])?.first?["enum"] as? [String])
        for rule in rules {
            #expect(throws: Never.self) { try ManifestTests.read(Self.places["mask"]?("\"\(rule)\"") ?? "") }
        }
        let failure = try #require(throws: Failure.self) { try ManifestTests.read(Self.places["mask"]?("\"%\"") ?? "") }
        for rule in rules { #expect(failure.cause?.contains("\"\(rule)\"") == true) }
    }

    @Test func `the shipped manifests can be read and name the schema`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            !$0.hasSuffix(".schema.json")
        }
        #expect(Set(files) == ["content.json", "django.json", "full.json", "project.json"])
        for file in files {
            let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
            #expect(try ManifestTests.read(text).description != nil)
            #expect(text.contains("\"$schema\": \"./manifest.schema.json\""))
        }
    }
}
