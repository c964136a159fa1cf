"""Compares the rows of two databases whose ids differ, without satchel: by refinement of colours.

A row's first colour is its values, without generated ids and references. Each round adds the colours of the rows that its
foreign keys point at, until no round tells more rows apart. Equal databases have each colour equally often.

    same_rows.py equal A B [--without TABLE | TABLE.COLUMN ...]    rows of A = rows of B
    same_rows.py within A B [--without ...]                        every row of A is in B
    same_rows.py digest A                                          one line that changes with any row, ids included
"""
import argparse
import collections
import hashlib
import sys

import psycopg

COLUMNS = """
    SELECT c.oid::regclass::text, a.attname, a.attgenerated <> '' OR a.attidentity <> ''
        OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
        OR (a.atttypid IN (21, 23, 20) AND a.attnum = ANY (p.conkey) AND cardinality(p.conkey) = 1 AND NOT EXISTS
            (SELECT FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey @> ARRAY[a.attnum]))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, a.attnum
"""
KEYS = """
    SELECT f.conrelid::regclass::text, f.confrelid::regclass::text,
        (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(f.conkey) WITH ORDINALITY k(c, n)
            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.c),
        (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(f.confkey) WITH ORDINALITY k(c, n)
            JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.c)
    FROM pg_constraint f WHERE f.contype = 'f' ORDER BY 1, f.conname
"""


def digest_of(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()


class Rows:
    def __init__(self, url, without):
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SET TimeZone = 'UTC'; SET extra_float_digits = 1")
            cursor.execute(COLUMNS)
            columns = collections.defaultdict(list)
            generated = set()
            for table, column, is_generated in cursor.fetchall():
                columns[table].append(column)
                if is_generated:
                    generated.add((table, column))
            cursor.execute(KEYS)
            self.keys = collections.defaultdict(list)
            for table, other, own, theirs in cursor.fetchall():
                self.keys[table].append((other, own, theirs))
            self.rows = {}
            for table, names in columns.items():
                if table in without:
                    continue
                listed = ", ".join('"%s"::text' % name.replace('"', '""') for name in names)
                cursor.execute("SELECT %s FROM %s" % (listed, table))
                self.rows[table] = [dict(zip(names, row)) for row in cursor.fetchall()]
        self.colours = {}
        for table, rows in self.rows.items():
            references = {column for _, own, _ in self.keys[table] for column in own}
            names = [
                name for name in columns[table]
                if (table, name) not in generated and name not in references and "%s.%s" % (table, name) not in without
            ]
            self.colours[table] = [digest_of([row[name] for name in names]) for row in rows]
        self.without = without

    def refine(self):
        places = {}
        found = {}
        for table, rows in self.rows.items():
            colours = list(self.colours[table])
            for other, own, theirs in self.keys[table]:
                if any("%s.%s" % (table, name) in self.without for name in own):
                    continue
                place = (other, tuple(theirs))
                if place not in places:
                    places[place] = {
                        tuple(row[name] for name in theirs): colour
                        for row, colour in zip(self.rows.get(other, []), self.colours.get(other, []))
                    }
                for number, row in enumerate(rows):
                    value = tuple(row[name] for name in own)
                    # A table that is not compared leaves nothing but whether there is a reference.
                    target = "none" if None in value else places[place].get(value, "elsewhere")
                    colours[number] += target
            found[table] = [digest_of(colour) for colour in colours]
        self.colours = found

    def count(self):
        return sum(len(set(colours)) for colours in self.colours.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=["equal", "within", "digest"])
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--without", nargs="*", default=[])
    given = parser.parse_args()
    sides = [Rows(url, set(given.without)) for url in given.urls]
    if given.task == "digest":
        print(digest_of(sorted((t, sorted(map(repr, map(dict.items, rows)))) for t, rows in sides[0].rows.items())))
        return
    counts = None
    while counts != [side.count() for side in sides]:
        counts = [side.count() for side in sides]
        for side in sides:
            side.refine()
    first, second = sides
    wrong = 0
    for table in sorted(set(first.rows) | set(second.rows)):
        here = collections.Counter(first.colours.get(table, []))
        there = collections.Counter(second.colours.get(table, []))
        lacking = here - there
        extra = there - here if given.task == "equal" else collections.Counter()
        if lacking or extra:
            wrong += 1
            print("%s: %d rows only in the first, %d only in the second" % (
                table, sum(lacking.values()), sum(extra.values())))
            for side, only in ((first, lacking), (second, extra)):
                shown = [row for row, colour in zip(side.rows.get(table, []), side.colours.get(table, [])) if only[colour]]
                for row in shown[:3]:
                    print("  %s" % {name: value and value[:60] for name, value in row.items()})
    print("%d rows compared" % sum(map(len, first.rows.values())))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
