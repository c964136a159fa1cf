-- What happened after whole.tar.zst had been imported, before evening.tar.zst was exported.
UPDATE people SET phone = 'from development' WHERE mail = 'anna@house.example';
UPDATE happenings SET object_id = (SELECT id FROM tags WHERE name = 'unused') WHERE code = 'first';
UPDATE tags SET colour = 'development''s' WHERE name = 'baroque';
INSERT INTO tags (name) VALUES ('evening');
INSERT INTO project_tags SELECT p.id, t.id, 2 FROM projects p, tags t WHERE p.code = 'cellar' AND t.name = 'evening';
UPDATE projects SET member_ids = (SELECT jsonb_build_array(id) FROM people WHERE mail = 'dan@house.example') WHERE code = 'garden';
DELETE FROM pages WHERE kind = 'contact';
INSERT INTO comments (page_id, author_id, said)
    SELECT p.id, a.id, 'at night' FROM pages p JOIN projects j ON j.id = p.project_id, people a
    WHERE j.code = 'cellar' AND a.mail = 'cora@house.example';
INSERT INTO reactions (comment_id, person_id, mood) SELECT c.id, a.id, 'calm' FROM comments c, people a
    WHERE c.said = 'at night' AND a.mail = 'dan@house.example';
