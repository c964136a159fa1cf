-- The rows that these archives were made of.
INSERT INTO status (id, area, name) VALUES
    (11, 'people', 'active'), (12, 'people', 'left'), (13, 'projects', 'open');
INSERT INTO people (id, mail, name, phone, notes, born, status_id, chief_id, home_id, password) VALUES
    (101, 'anna@house.example', 'Anna Groß', '+49 30 1234567', 'speaks
two "languages"', '1980-02-29', 11, NULL, NULL, 'secret-a'),
    (102, 'béla@house.example', 'Béla Őri', '', NULL, NULL, 11, NULL, NULL, 'secret-b'),
    (103, 'cora@house.example', 'Cora, the younger', NULL, '', '1999-12-31', 12, NULL, NULL, 'secret-c'),
    (104, 'dan@house.example', 'Dan', '7', 'NULL', '2001-01-01', 11, NULL, NULL, 'secret-d');
INSERT INTO tags (id, name, colour) VALUES
    (21, 'baroque', '#caa'), (22, 'open-air', NULL), (23, 'youth', ''), (24, 'unused', 'red');
INSERT INTO projects (id, code, title, owner_id, member_ids, tags_ids) VALUES
    (201, 'garden', 'In the garden', 101, '[102, 103]', '{22,21}'),
    (202, 'stage', 'Große Bühne', 102, '[]', NULL),
    (203, 'cellar', 'Cellar', 104, NULL, '{}');
UPDATE people SET chief_id = 102, home_id = 201 WHERE id = 101;
UPDATE people SET chief_id = 101 WHERE id IN (102, 103);
UPDATE people SET home_id = 203 WHERE id = 104;
INSERT INTO project_tags VALUES (201, 21, 0.50), (201, 22, NULL), (202, 23, 1000.00);
INSERT INTO pages (id, project_id, kind, body) VALUES
    (301, 201, 'landing', 'Welcome,
"dear" guest'), (302, 201, 'contact', NULL), (303, 202, 'landing', ''), (304, 203, 'landing', 'Cellar''s door');
INSERT INTO comments (id, page_id, author_id, said, said_at) VALUES
    (401, 301, 102, 'lovely', '2026-05-01 18:30:00+02'),
    (402, 301, NULL, 'lovely', '2026-05-01 18:30:00+02'),
    (403, 303, 103, NULL, NULL),
    -- Twins: equal in all that travels.
    (404, 303, 104, 'again', '2026-05-02 00:00:00.123456+00'),
    (405, 303, 104, 'again', '2026-05-02 00:00:00.123456+00');
INSERT INTO reactions (id, comment_id, person_id, mood) VALUES
    (501, 401, 101, 'wild'), (502, 401, 103, 'calm'), (503, 403, 102, 'calm'), (504, 404, 101, 'wild');
INSERT INTO images (id, name, about, variations) VALUES
    (601, 'garden.jpg', 'owner_id:101 | in May', NULL),
    (602, 'garden-small.jpg', NULL, ROW('cut', 601, ARRAY[603, 604])::variation),
    (603, 'stage.jpg', 'nobody''s', ROW(NULL, NULL, '{}')::variation),
    (604, 'stage-wide.jpg', 'owner_id:104', ROW('', 603, NULL)::variation);
INSERT INTO tasks (id, title, record_type, record_id) VALUES
    (701, 'water the garden', 'project', '201'), (702, 'call Cora', 'person', '103'),
    (703, 'answer', 'comment', '403'), (704, 'rest', NULL, NULL);
INSERT INTO files (id, name, resource) VALUES
    (801, 'portrait.png', 'person,101'), (802, 'plan.pdf', 'page,303'), (803, 'loose.txt', 'person,-1'), (804, 'none', NULL);
INSERT INTO folders (id, parent_id, name) VALUES
    (901, NULL, 'root'), (902, 901, 'plans'), (903, 901, 'letters'), (904, 902, '2026'), (905, NULL, 'attic');
INSERT INTO rooms (id, house, door, name) VALUES (31, 1, 7, 'Great hall'), (32, 2, 7, 'Small hall');
INSERT INTO bookings (id, code, house, door, lasts) VALUES
    (41, '0b7e9f0a-3f53-4c7e-9c53-6f5f3a1f0001', 1, 7, '2 hours 30 minutes'),
    (42, '0b7e9f0a-3f53-4c7e-9c53-6f5f3a1f0002', 2, 7, '1 mon -3 days'),
    (43, '0b7e9f0a-3f53-4c7e-9c53-6f5f3a1f0003', NULL, NULL, NULL);
INSERT INTO kinds (id, app, model) VALUES (51, 'house', 'tags'), (52, 'house', 'folders'), (53, 'else', 'where');
INSERT INTO happenings (id, code, kind_id, object_id, place, status_number, changed) VALUES
    (61, 'first', 51, '23', 'Great hall', 13, '2026-01-01 00:00:00+00'),
    (62, 'second', 52, '904', 'outside', 0, '2026-05-01 00:00:00+00'),
    (63, 'third', NULL, NULL, NULL, NULL, '2026-06-01 00:00:00+00');
INSERT INTO measures (name) VALUES ('nothing');
INSERT INTO measures VALUES
    ('least', -32768, -9223372036854775808, -0.000000000000000000001, '-Infinity', 'NaN', false, '4713-01-01 BC', '00:00:00',
        '-infinity', '0001-01-01 00:00:00+00', '-178000000 years', '', '{}', '{}', 'null', '', '::1', 'empty'),
    ('most', 32767, 9223372036854775807, 12345678901234567890.123456789, 3.4028235e38, 1.7976931348623157e308, true,
        '5874897-12-31', '24:00:00', 'infinity', '2026-05-01 12:00:00.000001+14', '1 year 2 mons 3 days 04:05:06.789',
        '\x00ff0a22', ARRAY['a,b', '"q"', NULL, '', 'NULL', E'line\nend'], '{{1,2},{3,NULL}}',
        '{"a": [1.50, true, null, "ü\n"], "": {}}', '101', '10.0.0.0/8', '[1,10)'),
    ('between', 0, 0, 0.10, 0.1, 0.1, NULL, '2024-02-29', '12:34:56.789', '2026-03-29 02:30:00', '2026-03-29 02:30:00+00',
        '00:00:00', '\x', '{x}', '{{0}}', '"text"', '000000000000', '192.168.1.1', '(,)');
INSERT INTO scrolls SELECT 'scroll ' || n, repeat('row ' || n || ', "quoted"' || chr(10), 60000) FROM generate_series(1, 9) n;
