UPDATE club SET title = 'red there', members = '{1}', lead_id = 3, changed = '2026-05-01' WHERE id = 1;
DELETE FROM booking WHERE id = 2;
DELETE FROM page WHERE id = 4;
UPDATE page SET text = 'there' WHERE id = 3;
UPDATE person SET home = 'eu', height = 1.8 WHERE id = 3;
INSERT INTO post VALUES (8, 'p8', 0, 'eight');
INSERT INTO fan VALUES (8, 1, 'w');
DELETE FROM fan WHERE person_id = 2;
UPDATE post SET title = 'two!' WHERE id = 2;
UPDATE note SET text = 'other!' WHERE id = 3;
DELETE FROM issued;
UPDATE fixed SET name = 'fünf' WHERE id = 5;
UPDATE slot SET v = 9 WHERE id = 4
