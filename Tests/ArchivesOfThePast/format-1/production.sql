-- What happened to the source's rows meanwhile, in the database that evening.tar.zst is merged into.
UPDATE people SET notes = 'from production' WHERE mail = 'anna@house.example';
UPDATE tags SET colour = 'production''s' WHERE name = 'baroque';
UPDATE tags SET colour = 'production''s' WHERE name = 'unused';
INSERT INTO projects (id, code, title, owner_id) SELECT 299, 'roof', 'On the roof', id FROM people WHERE mail = 'dan@house.example';
SELECT setval('tags_id_seq', 500), setval('comments_id_seq', 500), setval('reactions_id_seq', 600);
