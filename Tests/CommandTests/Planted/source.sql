INSERT INTO place VALUES ('eu', 'a=>1', '(0,0),(1,1)', '(1,2)'), ('eu.at', NULL, NULL, NULL), ('eu.de', 'b=>2', NULL, NULL);
INSERT INTO person (mail, name, mood, born, home, secret, height) VALUES
    ('Anna@x', 'Anna', 'wild', '1980-05-17', 'eu.at', 's1', 1.70), ('ben@x', 'Ben', 'calm', NULL, NULL, NULL, NULL),
    ('cleo@x', NULL, NULL, '1990-01-01', 'eu.de', 's3', 1.5);
INSERT INTO club (code, lead_id, members, extra, about, kind, item_id, resource, size, open, contact, title, weights, plain, changed)
VALUES ('red', 1, '{2,1}', '{"who": [3, "1"], "x": 1}', 'owner_id:2 of red', 'person', '3', 'person,1', '(1,2)',
        '[2026-01-01,2026-02-01)', 'cleo@x', 'Red', '{1.5,NULL}', '{"a": 1}', '2026-01-02'),
    ('blue', NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'gone@x', 'Blue', NULL, NULL, NULL),
    ('green', 2, '{3}', '{"who": []}', 'owner_id:9999', 'club', '1', 'club,2', '(3,4)', NULL, 'anna@X', NULL, NULL, NULL,
        '01.02.2026');
INSERT INTO booking (club_id, nr, during) VALUES
    (1, 1, '[2026-01-01,2026-01-05)'), (1, 2, '[2026-01-05,2026-01-07)'), (2, 1, NULL);
INSERT INTO content_type VALUES (1, 'shop', 'club'), (2, 'shop', 'person');
INSERT INTO tagged VALUES (1, 2, 1, 'first'), (2, 1, 2, 'second');
INSERT INTO lead VALUES (1, 'l1', 1), (2, 'l2', 1);
INSERT INTO event VALUES (1, 'e1', 1, 5);
INSERT INTO a VALUES (1, 'A1', NULL), (2, 'a2', NULL);
INSERT INTO b VALUES (1, 'b1', 1), (2, 'b2', 2);
UPDATE a SET b_id = 3 - id;
INSERT INTO n VALUES (1, 'root', 1), (9, 'leaf', 3), (3, 'twig', 1);
INSERT INTO page VALUES (1, NULL, 'Root', 'r'), (2, 1, 'a', 'x'), (3, 2, 'a', 'y'), (4, 1, 'b', NULL);
INSERT INTO note VALUES (1, 'same', 1), (2, 'same', 1), (3, 'other', NULL);
INSERT INTO reply VALUES (1, 1, 'yes', 'wild'), (2, 2, 'yes', NULL), (3, 3, 'no', NULL), (4, NULL, 'alone', NULL);
INSERT INTO slot VALUES (1, NULL, 'x', 1), (2, NULL, 'x', 2), (3, 1, NULL, 3), (4, 1, 'l', 4);
INSERT INTO use VALUES (1, 'u'), (2, 'u'), (3, NULL), (4, 'w');
INSERT INTO post VALUES (1, 'p1', 0, 'one'), (2, 'p2', 0, 'two');
INSERT INTO fan VALUES (1, 1, 'x'), (2, 2, 'y'), (1, 3, 'z');
INSERT INTO tenant VALUES (1, 't1'), (2, 't2');
INSERT INTO account VALUES (1, 1, 'acc1'), (2, 2, 'acc1');
INSERT INTO entry VALUES (1, 1, 'en1', 1, NULL), (2, 2, 'en1', 2, 2), (2, 3, 'en2', NULL, NULL);
INSERT INTO log VALUES (1, '2026-01-01', 'started'), (2, '2026-01-02', 'ended');
INSERT INTO token VALUES ('11111111-1111-1111-1111-111111111111', 'tk1', '{11111111-1111-1111-1111-111111111111}');
INSERT INTO issued VALUES ('11111111-1111-1111-1111-111111111111', 1);
INSERT INTO fixed VALUES (3, 'three'), (5, 'five');
