-- The schema of these archives' source, and of every target that they are loaded into.
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TYPE variation AS (info text, parent_id integer, alike_ids integer[]);

CREATE TABLE status (
    id serial PRIMARY KEY,
    area text NOT NULL,
    name text NOT NULL,
    UNIQUE (area, name)
);
CREATE TABLE people (
    id serial PRIMARY KEY,
    mail text NOT NULL UNIQUE,
    name text NOT NULL,
    phone text,
    notes text,
    born date,
    status_id integer NOT NULL REFERENCES status,
    chief_id integer REFERENCES people,
    home_id integer,
    initial text GENERATED ALWAYS AS (left(name, 1)) STORED,
    password text NOT NULL DEFAULT 'unset'
);
-- A cycle: a project has an owner, a person a project to be at home in.
CREATE TABLE projects (
    id serial PRIMARY KEY,
    code text NOT NULL UNIQUE,
    title text NOT NULL,
    owner_id integer NOT NULL REFERENCES people,
    member_ids jsonb,
    tags_ids integer[]
);
ALTER TABLE people ADD FOREIGN KEY (home_id) REFERENCES projects;
CREATE TABLE tags (
    id serial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    colour text
);
CREATE TABLE project_tags (
    project_id integer NOT NULL REFERENCES projects,
    tag_id integer NOT NULL REFERENCES tags,
    weight numeric(6, 2),
    PRIMARY KEY (project_id, tag_id)
);
CREATE TABLE pages (
    id serial PRIMARY KEY,
    project_id integer NOT NULL REFERENCES projects,
    kind text NOT NULL,
    body text,
    UNIQUE (project_id, kind)
);
-- No key, and pointed at: its rows travel with labels.
CREATE TABLE comments (
    id serial PRIMARY KEY,
    page_id integer NOT NULL REFERENCES pages,
    author_id integer REFERENCES people,
    said text,
    said_at timestamp with time zone
);
-- No key, and points at rows without one.
CREATE TABLE reactions (
    id serial PRIMARY KEY,
    comment_id integer NOT NULL REFERENCES comments,
    person_id integer NOT NULL REFERENCES people,
    mood mood NOT NULL
);
-- Ids inside a text, and in the fields of a composite.
CREATE TABLE images (
    id serial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    about text,
    variations variation
);
-- A column that names the table, one that holds the id.
CREATE TABLE tasks (
    id serial PRIMARY KEY,
    title text NOT NULL UNIQUE,
    record_type text,
    record_id text
);
-- Name and id in one text.
CREATE TABLE files (
    id serial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    resource text
);
-- A tree, whose roots share a key in which the parent is NULL.
CREATE TABLE folders (
    id serial PRIMARY KEY,
    parent_id integer REFERENCES folders,
    name text NOT NULL,
    UNIQUE (parent_id, name)
);
-- Referred to by two columns, known by a third.
CREATE TABLE rooms (
    id serial PRIMARY KEY,
    house integer NOT NULL,
    door integer NOT NULL,
    name text NOT NULL UNIQUE,
    UNIQUE (house, door)
);
CREATE TABLE bookings (
    id serial PRIMARY KEY,
    code uuid NOT NULL UNIQUE,
    house integer,
    door integer,
    lasts interval,
    FOREIGN KEY (house, door) REFERENCES rooms (house, door) ON UPDATE CASCADE
);
-- A row elsewhere names the table; columns without a constraint, in which some values are no row's.
CREATE TABLE kinds (
    id serial PRIMARY KEY,
    app text NOT NULL,
    model text NOT NULL,
    UNIQUE (app, model)
);
CREATE TABLE happenings (
    id serial PRIMARY KEY,
    code text NOT NULL UNIQUE,
    kind_id integer REFERENCES kinds,
    object_id text,
    place text,
    status_number integer,
    changed timestamp with time zone
);
-- One column a type.
CREATE TABLE measures (
    name text PRIMARY KEY,
    small smallint,
    big bigint,
    exact numeric,
    single real,
    double double precision,
    flag boolean,
    day date,
    clock time,
    stamp timestamp,
    zoned timestamp with time zone,
    span interval,
    bytes bytea,
    words text[],
    grid integer[][],
    document jsonb,
    bits bit varying(12),
    address inet,
    range int4range
);
-- For an archive in several parts.
CREATE TABLE scrolls (
    name text PRIMARY KEY,
    content text NOT NULL
);
