import Catalogue
import CatalogueReading
import PostgreSQL
import TableKit
import Testing

/// What the catalogue says of keys, foreign keys, checks and exclusions.
@Suite struct CatalogueConstraintTests {
    /// Reads the catalogue after `setUp`.
    private func catalogue(_ setUp: SQL, _ body: (Catalogue) throws -> Void) async throws {
        try await withSession(setUp) { try body(Catalogue.read(from: $0)) }
    }

    private func table(_ name: TableName, in catalogue: Catalogue) throws -> CatalogueTable {
        try #require(catalogue.table(name))
    }

    @Test func uniqueKeysSayWhatTheyGuard() async throws {
        try await withSession { connection throws in
            try connection.underDatabasePath {
                try connection.run(
                    """
                    CREATE TABLE t (id int, a text, b text, c text, PRIMARY KEY (id) INCLUDE (c), CONSTRAINT z_dup UNIQUE (b, a),
                        CONSTRAINT late UNIQUE (c) DEFERRABLE INITIALLY DEFERRED);
                    CREATE UNIQUE INDEX partial ON t (a) WHERE b IS NOT NULL;
                    CREATE UNIQUE INDEX expression ON t (lower(a), b);
                    CREATE UNIQUE INDEX allexpr ON t ((a || b));
                    CREATE INDEX plain ON t (a);
                    """)
            }
            let distinct = connection.serverVersion >= 150_000
            if distinct { try connection.run("CREATE UNIQUE INDEX nulls ON public.t (a, c) NULLS NOT DISTINCT") }
            let t = try table("t", in: Catalogue.read(from: connection))
            var expected = [
                UniqueKey(name: "t_pkey", columns: ["id"], isPrimary: true),
                UniqueKey(name: "allexpr", columns: [], hasExpressions: true, elements: ["((a || b))"]),
                UniqueKey(name: "expression", columns: ["b"], hasExpressions: true, elements: ["lower(a)", "b"]),
                UniqueKey(name: "late", columns: ["c"], isDeferrable: true),
                UniqueKey(
                    name: "partial", columns: ["a"], isPartial: true, elements: ["a"], predicate: "(b IS NOT NULL)"),
                UniqueKey(name: "z_dup", columns: ["b", "a"]),
            ]
            if distinct {
                expected.insert(UniqueKey(name: "nulls", columns: ["a", "c"], nullsNotDistinct: true), at: 4)
            }
            #expect(t.uniqueKeys == expected)
            #expect(t.primaryKey == expected[0])
        }
    }

    @Test func foreignKeysChecksExclusionsAndTriggers() async throws {
        try await catalogue(
            """
            CREATE TABLE p (a int, b int, c int UNIQUE, PRIMARY KEY (a, b));
            CREATE TABLE t (x int, y int, z int, w int4range,
                CONSTRAINT full_fk FOREIGN KEY (y, x) REFERENCES p (b, a) MATCH FULL,
                CONSTRAINT late_fk FOREIGN KEY (z) REFERENCES p (c) DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT pos CHECK (x > 0 AND y > x), CONSTRAINT never CHECK (1 > 0),
                CONSTRAINT apart EXCLUDE USING gist (w WITH &&));
            ALTER TABLE t ADD CONSTRAINT nv_fk FOREIGN KEY (z) REFERENCES p (c) NOT VALID;
            ALTER TABLE t ADD CONSTRAINT nv_check CHECK (z < 9) NOT VALID;
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER tg_o AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            CREATE TRIGGER tg_a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            CREATE TRIGGER tg_d AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            CREATE TRIGGER tg_r AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
            CREATE CONSTRAINT TRIGGER tg_c AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();
            ALTER TABLE t ENABLE ALWAYS TRIGGER tg_a; ALTER TABLE t DISABLE TRIGGER tg_d;
            ALTER TABLE t ENABLE REPLICA TRIGGER tg_r;
            """
        ) { catalogue in
            let t = try table("t", in: catalogue)
            #expect(
                t.foreignKeys == [
                    ForeignKey(
                        name: "full_fk", columns: ["y", "x"], referencedTable: "public.p",
                        referencedColumns: ["b", "a"],
                        matchesFull: true),
                    ForeignKey(
                        name: "late_fk", columns: ["z"], referencedTable: "public.p", referencedColumns: ["c"],
                        isDeferrable: true),
                    ForeignKey(
                        name: "nv_fk", columns: ["z"], referencedTable: "public.p", referencedColumns: ["c"],
                        isValidated: false),
                ])
            #expect(
                t.checks == [
                    CheckConstraint(name: "never", expression: "(1 > 0)", columns: []),
                    CheckConstraint(name: "nv_check", expression: "(z < 9)", columns: ["z"]),
                    CheckConstraint(name: "pos", expression: "((x > 0) AND (y > x))", columns: ["x", "y"]),
                ])
            #expect(t.exclusions == ["apart"])
            #expect(
                t.triggers == [
                    Trigger(name: "tg_a", state: .always), Trigger(name: "tg_c", state: .origin),
                    Trigger(name: "tg_d", state: .disabled), Trigger(name: "tg_o", state: .origin),
                    Trigger(name: "tg_r", state: .replica),
                ])
            #expect(try table("p", in: catalogue).triggers.isEmpty)
        }
    }

    @Test func exclusionsByEqualityAreKeysAndGeneratedColumnsSayWhatTheyRead() async throws {
        try await withSession(
            """
            CREATE TABLE t (id int PRIMARY KEY, a text, b text, g text GENERATED ALWAYS AS (lower(a) || b) STORED,
                CONSTRAINT same EXCLUDE USING btree (a WITH =, b WITH =),
                CONSTRAINT positive EXCLUDE USING btree (a WITH =) WHERE (id > 0),
                CONSTRAINT other EXCLUDE USING gist (box(point(id, id), point(id, id)) WITH &&))
            """
        ) { connection throws in
            let t = try table("t", in: Catalogue.read(from: connection))
            #expect(
                t.uniqueKeys.dropFirst() == [
                    UniqueKey(
                        name: "positive", columns: ["a"], isPartial: true, isExclusion: true, elements: ["a"],
                        predicate: "(id > 0)"),
                    UniqueKey(name: "same", columns: ["a", "b"], isExclusion: true),
                ])
            #expect(t.exclusions == ["other", "positive", "same"])
            #expect(t.column("g")?.generatedFrom == ["a", "b"])
        }
    }

    @Test func coalesceAroundAColumnIsTheColumnWithNullForAValue() async throws {
        try await withSession(
            """
            CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, "B" varchar(5), n int, "x, y" numeric(4,1));
            CREATE UNIQUE INDEX i1 ON t (a, COALESCE(n, -1)); CREATE UNIQUE INDEX i2 ON t (COALESCE("B", 'it''s, (x)'));
            CREATE UNIQUE INDEX i3 ON t ("B", COALESCE("x, y", 0)); CREATE UNIQUE INDEX i4 ON t (a, COALESCE(n, id));
            CREATE UNIQUE INDEX i5 ON t (COALESCE(n, 1) DESC) WHERE id > 0
            """
        ) { connection throws in
            let keys = try table("t", in: Catalogue.read(from: connection)).uniqueKeys.dropFirst()
            #expect(keys.map(\.columns) == [["a", "n"], ["B"], ["B", "x, y"], ["a"], ["n"]])
            #expect(keys.map(\.nullsNotDistinct) == [true, true, false, false, true])
            #expect(keys.map(\.hasExpressions) == [false, false, false, true, false])
        }
    }
}
