-- What a target may have already: some of the rows, under other ids and with other values, and rows of its own.
INSERT INTO status (id, area, name) VALUES (7, 'people', 'left'), (8, 'people', 'active'), (9, 'people', 'guest');
INSERT INTO people (id, mail, name, phone, notes, born, status_id, password) VALUES
    (9001, 'dan@house.example', 'Daniel', '7', 'NULL', '2001-01-01', 9, 'own-d'),
    (9002, 'zoe@house.example', 'Zoe', NULL, NULL, NULL, 8, 'own-z'),
    (9003, 'anna@house.example', 'Anna Groß', '+49 30 1234567', 'speaks
two "languages"', '1980-02-29', 8, 'own-a'),
    (9004, 'béla@house.example', 'Béla Őri', '', NULL, NULL, 8, 'own-b'),
    (9005, 'cora@house.example', 'Cora, the younger', NULL, '', '1999-12-31', 7, 'own-c');
INSERT INTO tags (id, name, colour) VALUES (1, 'youth', 'green'), (2, 'baroque', '#caa'), (3, 'own', 'blue'), (4, 'open-air', NULL);
INSERT INTO projects (id, code, title, owner_id, member_ids, tags_ids) VALUES
    (21, 'stage', 'The stage', 9002, '[9001]', '{3}'), (22, 'own', 'Own', 9003, NULL, NULL);
INSERT INTO project_tags VALUES (21, 3, 1.00);
INSERT INTO pages (id, project_id, kind, body) VALUES (1, 21, 'landing', 'another body'), (2, 22, 'landing', 'own body');
INSERT INTO comments (id, page_id, author_id, said, said_at) VALUES
    -- One of the twins, and one that the archives have not.
    (1, 1, 9001, 'again', '2026-05-02 00:00:00.123456+00'), (2, 1, 9002, 'own', NULL);
INSERT INTO reactions (id, comment_id, person_id, mood) VALUES (1, 2, 9002, 'wild');
INSERT INTO images (id, name, about, variations) VALUES (1, 'stage.jpg', 'owner_id:9002', ROW('own', 1, '{1}')::variation);
INSERT INTO tasks (id, title, record_type, record_id) VALUES (1, 'rest', 'project', '22');
INSERT INTO files (id, name, resource) VALUES (1, 'own.txt', 'person,9002');
INSERT INTO folders (id, parent_id, name) VALUES (1, NULL, 'root'), (2, 1, 'letters'), (3, 1, 'own');
INSERT INTO rooms (id, house, door, name) VALUES (1, 5, 5, 'Great hall');
INSERT INTO kinds (id, app, model) VALUES (1, 'house', 'folders'), (2, 'house', 'own');
INSERT INTO happenings (id, code, kind_id, object_id, place) VALUES (1, 'second', 1, '3', 'Great hall');
INSERT INTO measures (name, small) VALUES ('between', 5), ('own', 6);
-- The ids to come are others than those of the source.
SELECT setval(pg_get_serial_sequence(name, 'id'), 7000) FROM unnest(ARRAY['status', 'people', 'projects', 'tags', 'pages',
    'comments', 'reactions', 'images', 'tasks', 'files', 'folders', 'rooms', 'bookings', 'kinds', 'happenings']) AS name;
