-- A few rows that the target has before anything is carried over. Most have the natural keys of rows that
-- generate.sql makes, under other ids and partly with other content and other references; two users and
-- one project exist only here.
--
-- Order of execution:
--   target = schema.sql, target.sql, seeds.sql, target_rows.sql (this file)
--
-- Ids come from the sequences, references are looked up by key. The triggers are on.

INSERT INTO images (xmlid, name, url, status_id, alt_text, title, date, x, y, shape_wide, shape_thumb, fileformat, license,
    author, ctags, created_at, updated_at)
SELECT xmlid, name, 'https://bilder.example/ziel/' || place || '.png',
       (SELECT s.id FROM status s WHERE s."table" = 'images' AND s.name = state),
       alt, 'aus dem Zielbestand', timestamp '2024-05-01 12:00:00' + place * interval '1 day', 640, 480,
       ROW(640, 360, NULL, 'https://bilder.example/ziel/' || place || '-w.png', NULL, NULL, NULL, NULL)::image_shape,
       ROW(80, 45, NULL, 'https://bilder.example/ziel/' || place || '-t.png', NULL, NULL, NULL, NULL)::image_shape,
       'png', 'CC0', ROW('crearis', NULL, NULL, NULL, 'Hausfotografie "Ziel"', NULL)::media_adapter, '\x21',
       timestamp '2024-05-01 12:00:00', timestamp '2024-05-02 12:00:00'
  FROM (VALUES
    (1, 'puppenhaus_zuerich4.image.courage-4', 'Vorhang (Ziel)', 'approved', 'Der eiserne Vorhang'),
    (2, 'schauspiel_koeln.image.raeuber-0', 'Bühnenbild (Ziel)', 'published', NULL),
    (3, 'werkstatt_muenchen.image.faust-1', 'Werkstatt (Ziel)', 'raw', ''),
    (4, 'zielbuehne_wien.image.moewe', 'nur hier', 'cropped', 'Die Möwe')
  ) AS given (place, xmlid, name, state, alt)
 ORDER BY place;

INSERT INTO participants (xmlid, name, age, city, country_id, description, type, status_id, created_at, updated_at, lang)
SELECT xmlid, name, age, 'Wien', 'AT', 'aus dem Zielbestand', 'adult',
       (SELECT s.id FROM status s WHERE s."table" = 'persons' AND s.name = state),
       timestamp '2024-05-03 09:00:00', '2024-05-03', lang
  FROM (VALUES
    (1, 'buehne_goerlitz.participant.woyzeck-2', 'Zoë im Ziel', 31, 'active', 'de'),
    (2, 'schauspiel_koeln.participant.raeuber-0', 'Jürgen im Ziel', 47, 'guest', 'cz'),
    (3, 'puppenhaus_zuerich4.participant.courage-4', 'Élodie im Ziel', NULL, 'new', 'en')
  ) AS given (place, xmlid, name, age, state, lang)
 ORDER BY place;

INSERT INTO instructors (xmlid, name, email, city, country_id, status_id, created_at, updated_at, img_id, lang)
SELECT xmlid, name, 'ziel@schule.example', 'Wien', 'AT',
       (SELECT s.id FROM status s WHERE s."table" = 'persons' AND s.name = 'active'),
       timestamp '2024-05-04 09:00:00', '2024-05-04',
       (SELECT i.id FROM images i WHERE i.xmlid = 'zielbuehne_wien.image.moewe'), 'de'
  FROM (VALUES
    (1, 'werkstatt_muenchen.instructor.faust-1', 'Änne im Ziel'),
    (2, 'zielbuehne_wien.instructor.nestroy', 'Johann N.')
  ) AS given (place, xmlid, name)
 ORDER BY place;

INSERT INTO users (sysmail, extmail, username, password, role, status_id, participant_id, lang, created_at, updated_at, img_id)
SELECT sysmail, extmail, username, '$2b$10$' || md5('Ziel ' || place), role,
       (SELECT s.id FROM status s WHERE s."table" = 'users' AND s.name = state),
       (SELECT p.id FROM participants p WHERE p.xmlid = given.participant), 'de',
       timestamp '2024-05-05 09:00:00', timestamp '2024-05-05 10:00:00',
       (SELECT i.id FROM images i WHERE i.xmlid = given.image)
  FROM (VALUES
    (1, 'nur.hier@ziel.example', 'wien@ziel.example', 'Nur Hier', 'admin', 'active', NULL, 'zielbuehne_wien.image.moewe'),
    (2, 'elodie.hoeh4@buehne.example', NULL, 'Élodie (Ziel)', 'user', 'verified', 'puppenhaus_zuerich4.participant.courage-4', NULL),
    (3, 'zoe.weiss2@divadlo.example', 'zoe@ziel.example', 'Zoë (Ziel)', 'base', 'active', 'buehne_goerlitz.participant.woyzeck-2', 'schauspiel_koeln.image.raeuber-0'),
    (4, 'juergen.mueller0@theaternetz.example', 'Privat+0@post.example', 'Jürgen (Ziel)', 'admin', 'editor', 'schauspiel_koeln.participant.raeuber-0', 'puppenhaus_zuerich4.image.courage-4'),
    (5, 'auch.hier@ziel.example', NULL, 'Auch "Hier"', 'user', 'new', NULL, NULL),
    (6, 'kaethe.schroeder6@theaternetz.example', NULL, '', 'user', 'away', NULL, 'werkstatt_muenchen.image.faust-1'),
    (7, 'aenne.oneill1@buehne.example', 'aenne@ziel.example', 'Änne (Ziel)', 'user', 'active', NULL, NULL)
  ) AS given (place, sysmail, extmail, username, role, state, participant, image)
 ORDER BY place;

INSERT INTO projects (domaincode, name, description, status_old, owner_id, created_at, updated_at, type, heading, teaser,
    config, member_ids, img_id, status_id)
SELECT domaincode, name, 'aus dem Zielbestand', 'draft',
       (SELECT u.id FROM users u WHERE u.sysmail = given.owner),
       timestamp '2024-05-06 09:00:00', '2024-05-06', type, 'Überschrift im Ziel', NULL, '{"onepage": true}',
       (SELECT jsonb_agg(u.id ORDER BY u.sysmail COLLATE "C") FROM users u WHERE u.sysmail LIKE members),
       (SELECT i.id FROM images i WHERE i.xmlid = given.image),
       (SELECT s.id FROM status s WHERE s."table" = 'projects' AND s.name = state)
  FROM (VALUES
    (1, 'zielbuehne_wien', 'Bühne nur im Ziel', 'auch.hier@ziel.example', 'project', 'active', '%@ziel.example', 'zielbuehne_wien.image.moewe'),
    (2, 'werkstatt_muenchen', 'Region im Ziel', 'juergen.mueller0@theaternetz.example', 'regio', 'published', '%', 'werkstatt_muenchen.image.faust-1'),
    (3, 'puppenhaus_zuerich4', 'Puppenhaus im Ziel', 'zoe.weiss2@divadlo.example', 'topic', 'demo', 'nur.hier@%', NULL),
    (4, 'volkstheater_fuerth5', NULL, 'aenne.oneill1@buehne.example', 'location', 'paused', 'niemand', 'schauspiel_koeln.image.raeuber-0')
  ) AS given (place, domaincode, name, owner, type, state, members, image)
 ORDER BY place;

UPDATE projects p SET regio = r.id
  FROM projects r
 WHERE r.domaincode = 'werkstatt_muenchen' AND p.domaincode IN ('zielbuehne_wien', 'puppenhaus_zuerich4');

UPDATE users u SET instructor_id = i.id
  FROM instructors i
 WHERE (u.sysmail, i.xmlid) IN (
    ('juergen.mueller0@theaternetz.example', 'werkstatt_muenchen.instructor.faust-1'),
    ('nur.hier@ziel.example', 'zielbuehne_wien.instructor.nestroy'));

INSERT INTO locations (xmlid, name, city, zip, street, country_id, status_id, project_id, created_at, updated_at, img_id, lang)
SELECT xmlid, name, 'Wien', '01010', 'Ring ' || place, 'AT',
       (SELECT s.id FROM status s WHERE s."table" = 'persons' AND s.name = 'active'),
       (SELECT p.id FROM projects p WHERE p.domaincode = given.project),
       timestamp '2024-05-07 09:00:00', '2024-05-07',
       (SELECT i.id FROM images i WHERE i.xmlid = 'schauspiel_koeln.image.raeuber-0'), lang
  FROM (VALUES
    (1, 'puppenhaus_zuerich4.location.courage-4', 'Haus im Ziel', 'puppenhaus_zuerich4', 'de'),
    (2, 'schauspiel_koeln.location.raeuber-0', 'Saal im Ziel', 'werkstatt_muenchen', 'en'),
    (3, 'zielbuehne_wien.location.prater', 'Prater', 'zielbuehne_wien', 'cz')
  ) AS given (place, xmlid, name, project, lang)
 ORDER BY place;

UPDATE images i SET owner_id = u.id, project_id = p.id
  FROM (VALUES
    ('puppenhaus_zuerich4.image.courage-4', 'zoe.weiss2@divadlo.example', 'puppenhaus_zuerich4'),
    ('schauspiel_koeln.image.raeuber-0', 'nur.hier@ziel.example', 'werkstatt_muenchen'),
    ('werkstatt_muenchen.image.faust-1', 'juergen.mueller0@theaternetz.example', 'werkstatt_muenchen'),
    ('zielbuehne_wien.image.moewe', 'auch.hier@ziel.example', 'zielbuehne_wien')
  ) AS given (xmlid, owner, project)
  JOIN users u ON u.sysmail = given.owner
  JOIN projects p ON p.domaincode = given.project
 WHERE i.xmlid = given.xmlid;

INSERT INTO project_members (project_id, user_id, role, added_at)
SELECT p.id, u.id, 'ziel', timestamp '2024-05-08 09:00:00'
  FROM projects p, users u
 WHERE (p.domaincode, u.sysmail) IN (
    ('zielbuehne_wien', 'nur.hier@ziel.example'),
    ('zielbuehne_wien', 'auch.hier@ziel.example'),
    ('werkstatt_muenchen', 'juergen.mueller0@theaternetz.example'));
