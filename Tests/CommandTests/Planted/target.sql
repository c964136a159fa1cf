-- Two columns are narrower here, so that values are staged in a wider type first.
ALTER TABLE person ALTER height TYPE numeric(4, 2);
ALTER TABLE club ALTER title TYPE varchar(60);
SELECT setval('person_id_seq', 500), setval('club_id_seq', 700), setval('note_id_seq', 300), setval('reply_id_seq', 300),
    setval('slot_id_seq', 300), setval('page_id_seq', 300), setval('post_id_seq', 300), setval('content_type_id_seq', 300),
    setval('fixed_id_seq', 3);
INSERT INTO place VALUES ('eu', 'a=>1', '(0,0),(1,1)', '(1,2)'), ('us', NULL, NULL, NULL);
INSERT INTO person (mail, name, mood, born, home, secret) VALUES
    ('anna@X', 'Anna', 'calm', '1980-05-17', 'eu', 's1'), ('zoe@x', 'Zoe', 'calm', NULL, NULL, NULL);
INSERT INTO club (code, lead_id, members, title) VALUES ('red', 501, '{501,502}', 'Red'), ('own', NULL, NULL, 'Own');
INSERT INTO note VALUES (1, 'same', 501), (2, 'mine', NULL);
INSERT INTO reply VALUES (1, 1, 'yes', 'wild');
INSERT INTO page VALUES (11, NULL, 'root', 'r'), (12, 11, 'c', 'own');
INSERT INTO fixed VALUES (3, 'drei');
INSERT INTO slot VALUES (1, NULL, 'x', 1);
INSERT INTO post VALUES (5, 'p1', 0, 'one');
INSERT INTO fan VALUES (5, 502, 'q');
INSERT INTO content_type VALUES (7, 'shop', 'person');
