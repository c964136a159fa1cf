-- One table or more for each way in which satchel reads and writes rows. What the tables' own code calls is named with its
-- schema where that matters, so that it calls nothing planted.
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE EXTENSION btree_gist;
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TYPE size AS (w int, h int);
CREATE DOMAIN mail AS citext CHECK (VALUE ~ '@');
CREATE DOMAIN short AS varchar(20) CHECK (length(VALUE) < 18);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.stamp = 'stamped'; RETURN NEW; END $$;
CREATE FUNCTION loud(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.upper(v) $$;

-- Keys and references of types whose equality is an extension's own; generated columns, checks, expressions in indexes.
CREATE TABLE place (path ltree PRIMARY KEY, attributes hstore, area box, at point);
CREATE TABLE person (
    id serial PRIMARY KEY, mail mail NOT NULL UNIQUE, name varchar(40), mood mood DEFAULT 'calm', born date,
    home ltree REFERENCES place, secret text, stamp text, changed timestamptz DEFAULT '2026-01-01', height numeric(5, 2),
    loud text GENERATED ALWAYS AS (loud(name)) STORED, CHECK (name IS NULL OR loud(name) <> 'NOBODY'));
CREATE INDEX ON person (loud(name));
CREATE TRIGGER stamps BEFORE INSERT OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION stamp();

-- References inside values, and by names of tables.
CREATE TABLE club (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code short NOT NULL UNIQUE, lead_id int REFERENCES person,
    members int[], extra jsonb, about text, kind text, item_id text, resource text, size size, open tstzrange, contact mail,
    active bool DEFAULT true, title varchar(80), weights float8[], plain json, changed text);
CREATE UNIQUE INDEX ON club (lower(title)) WHERE active;
CREATE TABLE booking (
    id serial PRIMARY KEY, club_id int NOT NULL REFERENCES club, nr int NOT NULL, during daterange, UNIQUE (club_id, nr),
    EXCLUDE USING gist (club_id WITH =, during WITH &&) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE content_type (id serial PRIMARY KEY, app text NOT NULL, model text NOT NULL, UNIQUE (app, model));
CREATE TABLE tagged (
    id serial PRIMARY KEY, type_id int NOT NULL REFERENCES content_type, object_id int NOT NULL, tag varchar(20) NOT NULL,
    UNIQUE (type_id, object_id, tag));

-- Cycles: by a placeholder, by a late seed, of one table.
CREATE TABLE lead (id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, event_id int NOT NULL);
CREATE TABLE event (
    id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, lead_id int NOT NULL REFERENCES lead, seats int CHECK (seats > 0));
CREATE TABLE a (id serial PRIMARY KEY, code citext NOT NULL UNIQUE, b_id int);
CREATE TABLE b (id serial PRIMARY KEY, code text NOT NULL UNIQUE, a_id int NOT NULL REFERENCES a);
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b;
CREATE TABLE n (id serial PRIMARY KEY, code text NOT NULL UNIQUE, up int NOT NULL REFERENCES n);

-- Trees, rows without a key, keys with a NULL.
CREATE TABLE page (id serial PRIMARY KEY, up int REFERENCES page, slug citext NOT NULL, text text, UNIQUE (up, slug));
CREATE TABLE note (id serial PRIMARY KEY, text text, person_id int REFERENCES person);
CREATE TABLE reply (id serial PRIMARY KEY, note_id int REFERENCES note, text text, mood mood);
CREATE TABLE slot (id serial PRIMARY KEY, club_id int REFERENCES club, label text, v int, UNIQUE (club_id, label));
CREATE TABLE use (slot_id int REFERENCES slot, v text);
CREATE TABLE empty (v text);

-- Derived columns.
CREATE TABLE post (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, likes int DEFAULT 0, title text, upper_title text);
CREATE TABLE fan (
    post_id int NOT NULL REFERENCES post, person_id int NOT NULL REFERENCES person, name text NOT NULL,
    PRIMARY KEY (post_id, person_id));
CREATE FUNCTION count_likes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE post SET likes = (SELECT pg_catalog.count(*) FROM fan WHERE post_id OPERATOR(pg_catalog.=) NEW.post_id)
    WHERE id OPERATOR(pg_catalog.=) NEW.post_id; RETURN NULL; END $$;
CREATE TRIGGER keep_likes AFTER INSERT OR UPDATE ON fan FOR EACH ROW EXECUTE FUNCTION count_likes();
CREATE FUNCTION up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.upper_title = pg_catalog.upper(NEW.title); RETURN NEW; END $$;
CREATE TRIGGER keep_upper BEFORE INSERT OR UPDATE OF title ON post FOR EACH ROW EXECUTE FUNCTION up();

-- Foreign keys of several columns, partitions, ids that are UUIDs, ids that stay.
CREATE TABLE tenant (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE account (
    tenant int NOT NULL REFERENCES tenant, id serial, code text NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, code));
CREATE TABLE entry (
    tenant int NOT NULL REFERENCES tenant, id serial, code text NOT NULL, account int, counter int, PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code), FOREIGN KEY (tenant, account) REFERENCES account,
    FOREIGN KEY (tenant, counter) REFERENCES account);
CREATE TABLE log (id int, day date NOT NULL, what text NOT NULL, PRIMARY KEY (day, what)) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
CREATE TABLE token (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, name text NOT NULL UNIQUE, other_ids uuid[]);
CREATE TABLE issued (token_id uuid REFERENCES token, n int, PRIMARY KEY (token_id, n));
CREATE TABLE fixed (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
