import Diagnostics
import PostgreSQL
import TableKit
import Testing

/// Keys: ambiguous, nested, partly NULL, of types that can be written in more than one way.
@Suite struct NaturalKeyTests {
    private let unguarded = """
        CREATE TABLE image (id serial PRIMARY KEY, xmlid text, url text);
        CREATE TABLE post (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, image_id int REFERENCES image)
        """
    private var image: TestHandler { TestHandler("image", key: ["xmlid"]) }

    @Test func `two rows of the source under one key stop the export, and are listed`() async throws {
        let rows = "INSERT INTO image (xmlid, url) VALUES ('a', '1'), ('a', '2'), ('b', '3'), (NULL, '4'), (NULL, '5')"
        try await DatabasePair.with(schema: unguarded, source: rows) { pair in
            let failure = try #require(throws: Failure.self) { try pair.export([image]) }
            #expect(failure.code == .failed)
            #expect(failure.problems.map(\.key) == ["xmlid=a"])
            #expect(failure.problems.first?.message == "2 rows of the source share this natural key")
        }
    }

    @Test func `two rows of the target under one key stop the import, and nothing is changed`() async throws {
        let rows =
            "INSERT INTO image (xmlid, url) VALUES ('a', '1'); INSERT INTO post (slug, image_id) SELECT 'p', id FROM image"
        let there = "INSERT INTO image (xmlid, url) VALUES ('a', '1'), ('a', '1')"
        try await DatabasePair.with(schema: unguarded, source: rows, target: there) { pair in
            let archive = try pair.export([image]).path
            let failure = try #require(throws: Failure.self) { try pair.load(archive, [image]) }
            #expect(failure.problems.map(\.kind) == [.ambiguousKey])
            #expect(failure.problems.first?.message == "2 rows of the target share this natural key")
            #expect(try DatabasePair.lines("SELECT count(*) FROM post", in: pair.target) == ["0"])
        }
    }

    @Test func `keys nest to any depth, through rows that have other ids`() async throws {
        let schema = """
            CREATE TABLE country (id serial PRIMARY KEY, code char(2) NOT NULL UNIQUE);
            CREATE TABLE city (id serial PRIMARY KEY, country_id int NOT NULL REFERENCES country, name text NOT NULL,
                UNIQUE (country_id, name));
            CREATE TABLE street (id serial PRIMARY KEY, city_id int NOT NULL REFERENCES city, name text NOT NULL,
                UNIQUE (city_id, name));
            CREATE TABLE house (id serial PRIMARY KEY, street_id int NOT NULL REFERENCES street, number text NOT NULL,
                UNIQUE (street_id, number))
            """
        let rows = """
            INSERT INTO country VALUES (1, 'DE'), (2, 'AT');
            INSERT INTO city VALUES (1, 1, 'Neustadt'), (2, 2, 'Neustadt'), (3, 1, 'Köln');
            INSERT INTO street VALUES (1, 1, 'Hauptstraße'), (2, 2, 'Hauptstraße'), (3, 3, 'Ring');
            INSERT INTO house VALUES (1, 1, '1a'), (2, 2, '1a'), (3, 3, '7')
            """
        let there = """
            INSERT INTO country (code) VALUES ('AT'); INSERT INTO city (country_id, name) SELECT id, 'Neustadt' FROM country
            """
        let all = """
            SELECT c.code, ci.name, s.name, h.number FROM house h JOIN street s ON s.id = street_id
            JOIN city ci ON ci.id = city_id JOIN country c ON c.id = country_id ORDER BY 1, 2, 3, 4
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            #expect(
                try pair.rows(of: "house", in: archive).split(separator: "\n").first
                    == "street_id.city_id.country_id.code,street_id.city_id.name,street_id.name,number")
            let report = try pair.load(archive)
            #expect(report.totals.inserted == 9)
            #expect(report.totals.skipped == 2)
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a UUID beside a natural key stays what it is in the target, and references follow`() async throws {
        let schema = """
            CREATE TABLE page (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), path text NOT NULL UNIQUE);
            CREATE TABLE section (id serial PRIMARY KEY, page_id uuid NOT NULL REFERENCES page, place int NOT NULL,
                UNIQUE (page_id, place))
            """
        let rows = """
            INSERT INTO page VALUES ('00000000-0000-0000-0000-000000000001', '/a'), ('00000000-0000-0000-0000-000000000002', '/b');
            INSERT INTO section (page_id, place) SELECT id, 1 FROM page
            """
        let there = "INSERT INTO page VALUES ('99999999-0000-0000-0000-000000000009', '/a')"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            try pair.load(pair.export().path)
            let found = try DatabasePair.lines(
                "SELECT p.id, path, place FROM page p JOIN section s ON page_id = p.id ORDER BY 2", in: pair.target)
            #expect(
                found == ["99999999-0000-0000-0000-000000000009|/a|1", "00000000-0000-0000-0000-000000000002|/b|1"])
        }
    }

    @Test func `keys that are written differently and mean the same are the same`() async throws {
        let schema = """
            CREATE EXTENSION IF NOT EXISTS citext;
            CREATE TABLE mail (id serial PRIMARY KEY, address citext NOT NULL UNIQUE);
            CREATE TABLE price (id serial PRIMARY KEY, amount numeric NOT NULL UNIQUE, mail_id int REFERENCES mail);
            CREATE TABLE code (id serial PRIMARY KEY, letters char(5) NOT NULL UNIQUE, at timestamptz NOT NULL);
            CREATE TABLE part (id serial PRIMARY KEY, price_id int NOT NULL UNIQUE REFERENCES price)
            """
        let rows = """
            INSERT INTO mail VALUES (1, 'Anna@Example.org'); INSERT INTO price VALUES (1, 1.50, 1);
            INSERT INTO code VALUES (1, 'ab', '2020-01-01 12:00+02'); INSERT INTO part VALUES (1, 1)
            """
        let there = """
            INSERT INTO mail VALUES (9, 'anna@example.ORG'); INSERT INTO price VALUES (8, 1.5, 9);
            INSERT INTO code VALUES (7, 'ab   ', '2020-01-01 10:00Z')
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            var options = LoadOptions()
            options.undecidedKeys = .data
            let report = try pair.load(pair.export().path, [], into: nil, options)
            #expect(report.totals.inserted == 1)
            #expect(try DatabasePair.lines("SELECT price_id FROM part", in: pair.target) == ["8"])
        }
    }

    @Test func `a key with some columns NULL counts NULL as a value; a key that is all NULL is none`() async throws {
        let schema = """
            CREATE TABLE item (id serial PRIMARY KEY, shelf text, name text, note text, UNIQUE (shelf, name));
            CREATE TABLE loan (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES item, who text NOT NULL UNIQUE)
            """
        let rows = """
            INSERT INTO item VALUES (1, NULL, 'x', 'n'), (2, 'A', NULL, 'n'), (3, NULL, NULL, 'lonely'), (4, 'A', 'x', 'n');
            INSERT INTO loan (item_id, who) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')
            """
        let there = "INSERT INTO item VALUES (90, NULL, 'x', 'other'), (91, 'A', 'x', 'other')"
        let all = "SELECT who, shelf, name, note FROM loan JOIN item i ON i.id = item_id ORDER BY 1"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 6)
            #expect(
                try DatabasePair.lines(all, in: pair.target) == [
                    "a|∅|x|other", "b|A|∅|n", "c|∅|∅|lonely", "d|A|x|other",
                ])
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a primary key that is a reference is known by the row it points at`() async throws {
        let schema = """
            CREATE TABLE person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE);
            CREATE TABLE profile (person_id int PRIMARY KEY REFERENCES person, bio text);
            CREATE TABLE badge (id serial PRIMARY KEY, profile_id int NOT NULL REFERENCES profile, name text NOT NULL UNIQUE)
            """
        let rows = """
            INSERT INTO person VALUES (1, 'a'), (2, 'b'); INSERT INTO profile VALUES (1, 'A'), (2, 'B');
            INSERT INTO badge (profile_id, name) VALUES (2, 'gold')
            """
        try await DatabasePair.with(
            schema: schema, source: rows, target: "INSERT INTO person (mail) VALUES ('b'), ('z')"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 4)
            let found =
                "SELECT mail, bio, b.name FROM person p JOIN profile ON person_id = p.id LEFT JOIN badge b ON profile_id = person_id ORDER BY 1"
            #expect(try DatabasePair.lines(found, in: pair.target) == ["a|A|∅", "b|B|gold"])
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }
}
