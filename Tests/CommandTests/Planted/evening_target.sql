UPDATE club SET title = 'red here', about = NULL, changed = '2026-04-01' WHERE code = 'red';
UPDATE booking SET during = '[2026-03-01,2026-03-05)' WHERE nr = 2;
UPDATE person SET height = 1.9, mood = 'wild' WHERE mail = 'cleo@x';
UPDATE page SET text = 'here' WHERE text = 'y';
DELETE FROM tagged;
UPDATE slot SET v = 8 WHERE label = 'l'
