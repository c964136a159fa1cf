-- The tables of the benchmark: a small network of projects, with posts of about 500 bytes.
CREATE TABLE status (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text, status_id int REFERENCES status,
    created timestamptz DEFAULT now());
CREATE TABLE projects (id serial PRIMARY KEY, code text NOT NULL UNIQUE, title text,
    owner_id int NOT NULL REFERENCES users);
CREATE TABLE images (id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, url text, project_id int REFERENCES projects,
    owner_id int REFERENCES users);
CREATE TABLE posts (id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, title text, body text, created timestamptz,
    meta jsonb, project_id int NOT NULL REFERENCES projects, author_id int NOT NULL REFERENCES users,
    status_id int NOT NULL REFERENCES status, img_id int REFERENCES images);
CREATE INDEX ON posts (project_id);
CREATE INDEX ON posts (author_id);
CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE posts_tags (post_id int REFERENCES posts ON DELETE CASCADE, tag_id int REFERENCES tags,
    PRIMARY KEY (post_id, tag_id));
