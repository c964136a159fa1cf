-- Fills the source database with made-up theatre people, projects, pictures and dates.
--
-- Order of execution:
--   source = schema.sql, seeds.sql, generate.sql (this file)
-- The size: SET sample.rows = '10000' before, in the same session; about that many rows over the
-- seventeen tables come of it (700 without the setting, never less than 300).
--
-- Everything follows from the running number of a row: no chance, no clock. Row k of a table has a
-- natural key made of k and an id that is k scattered over every second number of a range, so the
-- order of ids says nothing of the order of keys. The ranges begin at the tables' sequences.
-- The triggers are on; what they keep (is_user, regio_id, about, root_id, tags_ids, img_*) is theirs.

SELECT set_config('jit', 'off', true);

-- Tools, gone at the end ------------------------------------------------------------------------

-- A number below 2^28 that follows from k and a word.
CREATE FUNCTION pg_temp.h(k bigint, word text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$fn$ SELECT ('x' || substr(md5(word || k), 1, 7))::bit(28)::integer $fn$;

-- The id of row k among n rows whose range begins at base.
CREATE FUNCTION pg_temp.pick(base integer, n integer, k bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS
$fn$ SELECT base + 2 * ((k * 100043 + 17) % (n + (n % 100043 = 0)::integer))::integer $fn$;

-- Twins: row k repeats row src(k) in everything but the id.
CREATE FUNCTION pg_temp.src(k bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$fn$ SELECT CASE WHEN k = 6 OR k % 150 = 106 THEN k - 1 ELSE k END $fn$;
CREATE FUNCTION pg_temp.has_twin(k bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$fn$ SELECT k = 5 OR k = 6 OR k % 150 = 105 OR k % 150 = 106 $fn$;

-- Rows without a natural key: the twins, and others.
CREATE FUNCTION pg_temp.bare(k bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$fn$ SELECT k = 5 OR k = 6 OR k % 150 = 105 OR k % 150 = 106 OR k % 11 = 3 $fn$;

CREATE FUNCTION pg_temp.word(words text[], n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT words[1 + n % cardinality(words)] $fn$;

CREATE FUNCTION pg_temp.any_of(ids integer[], n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
$fn$ SELECT ids[1 + n % cardinality(ids)] $fn$;

CREATE FUNCTION pg_temp.lang(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word('{de,de,de,de,en,en,cz}', n) $fn$;

CREATE FUNCTION pg_temp.first_name(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word('{Jürgen,Änne,Zoë,Søren,Élodie,Günther,Käthe,Moritz,Božena,Jiří,Uwe,Liselotte,Björn,Renée,Łukasz,Hedwig,Štěpán}', n) $fn$;
CREATE FUNCTION pg_temp.first_ascii(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word('{juergen,aenne,zoe,soeren,elodie,guenther,kaethe,moritz,bozena,jiri,uwe,liselotte,bjoern,renee,lukasz,hedwig,stepan}', n) $fn$;
CREATE FUNCTION pg_temp.last_name(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word(ARRAY['Müller-Lüdenscheidt', 'O''Neill', 'Weiß', 'Dvořák', 'von der Höh', 'Größe', 'Schröder', 'Krüger', 'Nováková', 'D''Angelo', 'Bär', 'Sauerländer', 'Ölmüller'], n) $fn$;
CREATE FUNCTION pg_temp.last_ascii(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word('{mueller,oneill,weiss,dvorak,hoeh,groesse,schroeder,krueger,novakova,dangelo,baer,sauerlaender,oelmueller}', n) $fn$;

CREATE FUNCTION pg_temp.city(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word(ARRAY['Köln', 'München', 'Görlitz', 'Nürnberg', 'Weißenfels', 'Zürich', 'Brno', 'Český Krumlov', 'Fürth', 'Halle (Saale)', 'Frankfurt/Oder'], n) $fn$;

CREATE FUNCTION pg_temp.play(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word(ARRAY['Die Räuber', 'Faust I', 'Woyzeck', 'Der zerbrochne Krug', 'Mutter Courage', 'Kabale und Liebe', 'Frühlings Erwachen', 'Die Möwe', 'Nathan der Weise', 'Leonce und Lena', 'R.U.R.', 'Ein Sommernachtstraum', 'Die Dreigroschenoper', '"Warten auf Godot"', 'Die Vögel', 'Der Besuch der alten Dame'], n) $fn$;
CREATE FUNCTION pg_temp.play_ascii(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$fn$ SELECT pg_temp.word('{raeuber,faust,woyzeck,krug,courage,kabale,erwachen,moewe,nathan,leonce,rur,traum,groschen,godot,voegel,dame}', n) $fn$;

-- What texts may hold, and what carriers of texts stumble over.
CREATE FUNCTION pg_temp.odd(n integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN pg_temp.word(ARRAY[
    'Grüße aus der Garderobe', E'O\'Neill & "Söhne"', 'Pult, Kulisse; Vorhang', E'Zeile eins\nZeile zwei',
    E'erster Akt\r\nzweiter Akt\r\n', E'links\trechts', E'C:\\Bühne\\neu', '🎭 Vorhang auf 🎉',
    '  Leerraum vorn und hinten  ', 'NULL', E'\\N', E'\\.', '', 'ß, ẞ und ſ', '{"kein": "json"}', '(a,"b",)',
    '$1 ${x} %s %%', E'\'; DROP TABLE tags; --', '<b>laut</b> &amp; <br/>', 'Příliš žluťoučký kůň',
    '👩‍👩‍👧 Familienkarte', E'Caf\u00e9 und Cafe\u0301', ' ', E'\\', '"', E'\n', 'null', '{}', 'ja;"nein";',
    E'letzte Zeile\n', E'\uFEFFvoran', E'geschütztes\u00A0Leer', '''', ',', 'Parkett', 'Rang', 'Loge', 'Orchestergraben'], n); END $fn$;

-- A text that may be missing (one in twenty), odd (one in three) or plain.
CREATE FUNCTION pg_temp.maybe(n integer, plain text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE WHEN n % 20 = 19 THEN NULL WHEN n % 3 = 1 THEN pg_temp.odd(n / 60) ELSE plain END; END $fn$;

CREATE FUNCTION pg_temp.prose(n integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE WHEN n % 19 = 0 THEN NULL ELSE
    '# ' || pg_temp.play(n) || E'\n\n' || 'Gespielt in ' || pg_temp.city(n / 16) || ', für '
    || pg_temp.first_name(n / 7) || E'.\n\n' || repeat('* ' || pg_temp.odd(n / 3) || E'\n', 1 + n % 4)
    || CASE WHEN n % 211 = 0 THEN repeat('Der Vorhang fällt — und öffnet sich ' || n || E'mal.\n', 120) ELSE '' END
    END; END $fn$;

CREATE FUNCTION pg_temp.moment(n integer) RETURNS timestamp LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN timestamp '2017-09-01 10:00:00' + n * interval '0.9 seconds'
    + (CASE WHEN n % 3 = 0 THEN n % 1000000 ELSE 0 END) * interval '1 microsecond'; END $fn$;
CREATE FUNCTION pg_temp.day_text(n integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE n % 9 WHEN 8 THEN NULL WHEN 7 THEN '' ELSE
    to_char(timestamp '2017-09-01 10:00:00' + n * interval '0.9 seconds',
        CASE n % 3 WHEN 0 THEN 'YYYY-MM-DD HH24:MI:SS' WHEN 1 THEN 'YYYY-MM-DD"T"HH24:MI:SS".000Z"' ELSE 'DD.MM.YYYY' END) END; END $fn$;

CREATE FUNCTION pg_temp.json(n integer) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE n % 9
    WHEN 0 THEN NULL
    WHEN 1 THEN '{}'
    WHEN 2 THEN '{"preis": 1.10, "gross": 1e3, "klein": 1E-7, "lang": 12345678901234567890.1234567890}'
    WHEN 3 THEN '{"akt": {"szene": {"auftritt": [1, [2, [3, {"abgang": null, "licht": {"rot": 0.50}}]]]}}}'
    WHEN 4 THEN jsonb_build_object('titel', pg_temp.play(n / 9), 'notiz', pg_temp.odd(n / 5), 'nummer', n)
    WHEN 5 THEN '[]'
    WHEN 6 THEN '[true, false, null, "\u00e4\ud83c\udfad", "", " "]'
    WHEN 7 THEN jsonb_build_object('', pg_temp.odd(n / 9), 'Schlüssel mit "Zeichen"', jsonb_build_array(n, -n, n / 7.0))
    ELSE '"nur ein Text"' END; END $fn$;
-- The options of a page's area: an object, often empty.
CREATE FUNCTION pg_temp.options(n integer) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN '{}' WHEN 2 THEN '{}'
    WHEN 3 THEN '{"farbe": "#a1b2c3", "rand": 1.10, "teile": [{"art": "text"}, {"art": "bild", "tiefe": {"z": [1, 2]}}]}'
    ELSE jsonb_build_object('titel', pg_temp.odd(n / 5), 'nr', n % 1000) END; END $fn$;

-- Natural keys.
CREATE FUNCTION pg_temp.sysmail(k bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN pg_temp.first_ascii((k % 17)::integer) || '.' || pg_temp.last_ascii((k % 13)::integer) || k || '@'
    || pg_temp.word('{theaternetz.example,buehne.example,divadlo.example}', (k % 3)::integer); END $fn$;
CREATE FUNCTION pg_temp.domaincode(k bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN pg_temp.word('{schauspiel,werkstatt,buehne,kammerspiele,puppenhaus,volkstheater,forum,ensemble,hinterhof,figurenspiel,jugendclub}', (k % 11)::integer)
    || '_' || pg_temp.word('{koeln,muenchen,goerlitz,brno,zuerich,fuerth,halle}', (k % 7)::integer) || CASE WHEN k > 3 THEN k::text ELSE '' END; END $fn$;
-- The project that row k of some table belongs to: one of p.
CREATE FUNCTION pg_temp.project_of(k bigint, word text, p integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE WHEN k < 7 THEN k ELSE pg_temp.h(k, word || ' project') % p END; END $fn$;
CREATE FUNCTION pg_temp.xmlid(k bigint, word text, p integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE
    WHEN pg_temp.bare(k) THEN NULL
    WHEN k % 10 = 9 THEN '_demo.' || word || '_' || pg_temp.play_ascii((k % 16)::integer) || '_' || k
    ELSE pg_temp.domaincode(pg_temp.project_of(k, word, p)) || '.' || word || '.' || pg_temp.play_ascii((k % 16)::integer) || '-' || k
    END; END $fn$;
-- The key of one of n rows, of one that has a key; NULL for one in four.
CREATE FUNCTION pg_temp.some_xmlid(m integer, word text, n integer, p integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE WHEN m % 4 <> 0 THEN pg_temp.xmlid((m / 4) % n, word, p) END; END $fn$;

-- Who has an account: instructor k is linked from user k.
CREATE FUNCTION pg_temp.linked(k bigint, users integer, instructors integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$fn$ SELECT k % 5 < 3 AND k < users AND k < instructors AND NOT pg_temp.has_twin(k) $fn$;

CREATE FUNCTION pg_temp.shape(n integer, wide numeric, high numeric) RETURNS image_shape LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE n % 7
    WHEN 0 THEN NULL
    WHEN 1 THEN ROW(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::image_shape
    WHEN 2 THEN ROW(wide, high, NULL, NULL, NULL, '', NULL, NULL)::image_shape
    ELSE ROW(wide, high + 0.50, CASE n % 3 WHEN 0 THEN 1.10 WHEN 1 THEN -0.000001 END,
        'https://bilder.example/' || n || '.webp?w=' || wide || '&t="x",(y)', pg_temp.json(n / 7),
        CASE n % 4 WHEN 0 THEN NULL ELSE 'L6PZfSi_.AyE_3t7t7R**0o#DgR4' END,
        pg_temp.odd(n / 11), CASE n % 5 WHEN 0 THEN 'c_fill,g_face' END)::image_shape END; END $fn$;
CREATE FUNCTION pg_temp.adapter(n integer) RETURNS media_adapter LANGUAGE plpgsql IMMUTABLE AS
$fn$ BEGIN RETURN CASE n % 5
    WHEN 0 THEN NULL
    WHEN 1 THEN ROW(NULL, NULL, NULL, NULL, NULL, NULL)::media_adapter
    WHEN 2 THEN ROW('crearis', NULL, '', NULL, NULL, NULL)::media_adapter
    ELSE ROW(pg_temp.word('{unsplash,cloudinary,canva,msteams,vimeo,youtube,cloudflare,signal,instagram,obsidian,crearis,odoo,pruvious}', n / 5)::media_adapter_type,
        'datei-' || n, pg_temp.odd(n / 13), 'ordner/ä ö ü', pg_temp.first_name(n / 5) || ' ' || pg_temp.last_name(n / 7), pg_temp.json(n / 3))::media_adapter END; END $fn$;

-- How many rows each table gets, where its ids begin, and what was seeded.
CREATE TEMPORARY TABLE sample_size AS
WITH scale AS (
    SELECT (greatest(300, coalesce(nullif(current_setting('sample.rows', true), '')::integer, 700)) - 93) / 480.0 AS f
)
SELECT round(23 * f)::integer AS users, round(18 * f)::integer AS projects, round(50 * f)::integer AS images,
       round(23 * f)::integer AS instructors, round(23 * f)::integer AS locations,
       round(45 * f)::integer AS participants, round(30 * f)::integer AS posts, round(21 * f)::integer AS events,
       round(24 * f)::integer AS interactions, round(6 * f)::integer AS pages, round(14 * f)::integer AS tasks,
       greatest(3, round(3 * f)::integer) AS domains,
       least(120, greatest(2, round(3.6 * f)::integer)) AS regios,
       nextval('users_id_seq')::integer + 100 AS users0,
       nextval('projects_id_seq')::integer + 30 AS projects0,
       nextval('images_id_seq')::integer + 210 AS images0,
       nextval('instructors_id_seq')::integer + 56 AS instructors0,
       nextval('locations_id_seq')::integer + 72 AS locations0,
       nextval('participants_id_seq')::integer + 142 AS participants0,
       nextval('posts_id_seq')::integer + 88 AS posts0,
       nextval('events_id_seq')::integer + 64 AS events0,
       nextval('interactions_id_seq')::integer + 300 AS interactions0,
       nextval('domains_id_seq')::integer + 12 AS domains0,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM tags) AS tags,
       (SELECT array_agg(id ORDER BY description COLLATE "C") FROM sysdomains) AS sysdomains,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'users') AS st_users,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'projects') AS st_projects,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'persons') AS st_persons,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'posts') AS st_posts,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'events') AS st_events,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'tasks') AS st_tasks,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'interactions') AS st_interactions,
       (SELECT array_agg(id ORDER BY name COLLATE "C") FROM status WHERE "table" = 'images') AS st_images
  FROM scale;

-- Images first: the others copy their shapes. Owner and project follow when there are some. -------

INSERT INTO images (id, xmlid, name, url, status_id, alt_text, title, date, geo, x, y,
    shape_wide, shape_square, shape_vertical, shape_thumb, fileformat, embedformat, license, length,
    author, producer, publisher, variations, ctags, rtags, created_at, updated_at)
SELECT pg_temp.pick(s.images0, s.images, k),
       pg_temp.xmlid(c, 'image', s.projects),
       'Szenenfoto ' || c || CASE WHEN a % 3 = 0 THEN ' ' || pg_temp.odd(a / 3) ELSE '' END,
       'https://bilder.example/' || CASE WHEN c % 29 = 7 THEN 'platzhalter' ELSE md5('bild' || c) END || '.jpg',
       CASE WHEN a % 10 < 6 THEN 0 WHEN a % 20 = 19 THEN NULL ELSE pg_temp.any_of(s.st_images, b) END,
       pg_temp.maybe(b, 'Bild zu ' || pg_temp.play(a)),
       pg_temp.maybe(d, pg_temp.play(b)),
       CASE WHEN c % 37 = 4 THEN timestamp 'infinity' WHEN c % 37 = 9 THEN timestamp '-infinity'
            WHEN c % 37 = 11 THEN timestamp '0044-03-15 12:00:00 BC' WHEN a % 20 = 3 THEN NULL
            ELSE pg_temp.moment(a) END,
       CASE b % 4 WHEN 0 THEN NULL ELSE
           jsonb_build_object('lat', 50 + (b % 100000) / 1000000.0, 'lon', 6.9000, 'ort', pg_temp.city(b)) END,
       CASE WHEN a % 20 = 7 THEN NULL ELSE 800 + a % 4000 END,
       CASE WHEN b % 20 = 7 THEN NULL ELSE 600 + b % 3000 END,
       pg_temp.shape(pg_temp.h(c, 'wide'), 1600, 900), pg_temp.shape(pg_temp.h(c, 'square'), 800, 800),
       pg_temp.shape(pg_temp.h(c, 'vertical'), 900.25, 1600), pg_temp.shape(pg_temp.h(c, 'thumb'), 160, 90.10),
       CASE WHEN a % 20 = 11 THEN NULL ELSE pg_temp.word('{none,jpeg,webp,avif,svg,gif,png}', a)::image_file_type END,
       CASE WHEN b % 3 = 0 THEN pg_temp.word('{pdf,docx,xlsx,pptx,odt,ods,odp,mp4,webm,mov,mp3,ogg,wav}', b / 3)::embed_file_type END,
       CASE WHEN d % 20 = 5 THEN NULL ELSE pg_temp.word('{undefined,BY,BY-SA,BY-ND,BY-NC,BY-NC-SA,CC0,BY-ND-NC,BY-ND-NC-ND,unsplash,commercial,private}', d)::media_licence END,
       CASE WHEN d % 3 = 0 THEN d % 7200 END,
       pg_temp.adapter(pg_temp.h(c, 'author')), pg_temp.adapter(pg_temp.h(c, 'producer')), pg_temp.adapter(pg_temp.h(c, 'publisher')),
       CASE c % 8
           WHEN 1 THEN ROW(NULL, NULL, NULL, NULL)::image_variation
           WHEN 2 THEN ROW(pg_temp.pick(s.images0, s.images, a % c),
               ARRAY[pg_temp.pick(s.images0, s.images, b % s.images), pg_temp.pick(s.images0, s.images, d % s.images), pg_temp.pick(s.images0, s.images, k)],
               1 + a % 9, pg_temp.odd(d))::image_variation
           WHEN 3 THEN ROW(pg_temp.pick(s.images0, s.images, b % c), ARRAY[pg_temp.pick(s.images0, s.images, d % s.images)],
               1 + b % 9, 'Ausschnitt')::image_variation
           WHEN 4 THEN ROW(pg_temp.pick(s.images0, s.images, a % c), NULL, NULL, pg_temp.odd(b))::image_variation
           WHEN 5 THEN ROW(NULL, CASE a % 3 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY[pg_temp.pick(s.images0, s.images, b % s.images), NULL]
               ELSE ARRAY[pg_temp.pick(s.images0, s.images, b % s.images), pg_temp.pick(s.images0, s.images, b % s.images)] END,
               NULL, NULL)::image_variation
           WHEN 7 THEN ROW(pg_temp.pick(s.images0, s.images, d % c), '{}', 3, 'zweite Fassung')::image_variation
       END,
       CASE c % 10 WHEN 0 THEN NULL WHEN 1 THEN '\x' WHEN 2 THEN '\x00' ELSE decode(substr(md5('ctags' || c), 1, 2 * (1 + a % 16)), 'hex') END,
       CASE c % 9 WHEN 0 THEN NULL WHEN 1 THEN '\x' WHEN 2 THEN '\x00' ELSE decode(substr(md5('rtags' || c), 1, 2 * (1 + b % 4)), 'hex') END,
       CASE WHEN d % 20 = 9 THEN NULL ELSE pg_temp.moment(b) END, pg_temp.moment(d)
  FROM sample_size s, generate_series(0, s.images - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'image a') AS a, pg_temp.h(c, 'image b') AS b, pg_temp.h(c, 'image d') AS d OFFSET 0) AS u;

-- People ---------------------------------------------------------------------------------------------

-- Rows 8 and 9 (of every 150) are equal too, but for the status they refer to.
INSERT INTO participants (id, xmlid, name, age, city, country_id, cimg, description, event_xmlid, type, version_id,
    status_id, created_at, updated_at, lang)
SELECT pg_temp.pick(s.participants0, s.participants, k),
       CASE WHEN c % 150 = 8 THEN NULL ELSE pg_temp.xmlid(c, 'participant', s.projects) END,
       pg_temp.first_name(a) || ' ' || pg_temp.last_name(b) || CASE WHEN a % 9 = 0 THEN pg_temp.odd(b) ELSE '' END,
       CASE WHEN a % 20 = 3 THEN NULL ELSE 6 + a % 80 END,
       pg_temp.maybe(b, pg_temp.city(a)), pg_temp.word('{DE,AT,CH,CZ,NULL}', b),
       pg_temp.maybe(a / 2, 'https://bilder.example/p' || c || '.jpg'), pg_temp.prose(a),
       pg_temp.some_xmlid(b, 'event', s.events, s.projects),
       CASE WHEN a % 20 = 4 THEN NULL ELSE pg_temp.word('{kid,teen,adult,group,""}', a) END,
       CASE WHEN a % 30 = 4 THEN 'v0.9' END,
       CASE WHEN b % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_persons, CASE WHEN k % 150 = 9 THEN b + 1 ELSE b END) END,
       CASE WHEN a % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END, pg_temp.day_text(b), pg_temp.lang(a)
  FROM sample_size s, generate_series(0, s.participants - 1) AS k,
       LATERAL (SELECT CASE WHEN k % 150 = 9 THEN k - 1 ELSE pg_temp.src(k) END AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'participant a') AS a, pg_temp.h(c, 'participant b') AS b OFFSET 0) AS u;

INSERT INTO instructors (id, xmlid, name, email, phone, city, country_id, cimg, description, event_xmlid, version_id,
    status_id, multiproject, header_type, md, html, isbase, created_at, updated_at, header_size, img_id, lang)
SELECT pg_temp.pick(s.instructors0, s.instructors, k), pg_temp.xmlid(c, 'instructor', s.projects),
       pg_temp.first_name(b) || ' ' || pg_temp.last_name(a),
       pg_temp.maybe(a, pg_temp.first_ascii(b) || '@schule.example'), pg_temp.maybe(b, '+49 (0)221 / ' || a),
       pg_temp.maybe(b / 2, pg_temp.city(b)), pg_temp.word('{DE,AT,CH,CZ}', a),
       CASE WHEN a % 4 = 0 THEN 'https://bilder.example/i' || c || '.jpg' END, pg_temp.maybe(a / 3, 'Lehrt ' || pg_temp.play(a)),
       pg_temp.some_xmlid(a, 'event', s.events, s.projects), CASE WHEN b % 30 = 4 THEN '2' END,
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_persons, b) END,
       CASE WHEN b % 20 = 8 THEN NULL ELSE pg_temp.word('{yes,no}', b) END,
       CASE WHEN a % 3 = 0 THEN 'banner' END, pg_temp.prose(a), pg_temp.maybe(b / 5, '<p>' || pg_temp.play(b) || '</p>'),
       CASE WHEN a % 20 = 9 THEN NULL ELSE a % 2 END,
       CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(b) END, pg_temp.day_text(a),
       CASE WHEN b % 4 > 0 THEN pg_temp.word('{small,medium,large}', b) END,
       CASE WHEN b % 20 <> 2 THEN pg_temp.pick(s.images0, s.images, a % s.images) END, pg_temp.lang(b)
  FROM sample_size s, generate_series(0, s.instructors - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'instructor a') AS a, pg_temp.h(c, 'instructor b') AS b OFFSET 0) AS u;

-- Without their instructors at first: the link below sets off the search for a region.
INSERT INTO users (id, sysmail, extmail, username, password, role, status_id, participant_id, lang,
    created_at, updated_at, img_id)
SELECT pg_temp.pick(s.users0, s.users, k), pg_temp.sysmail(k),
       CASE WHEN k % 7 = 3 THEN pg_temp.sysmail(k) WHEN k % 2 = 0 THEN 'Privat+' || k || '@post.example' END,
       CASE WHEN a % 7 = 5 THEN pg_temp.odd(b) ELSE pg_temp.first_name((k % 17)::integer) || ' ' || pg_temp.last_name((k % 13)::integer) END,
       CASE WHEN k % 31 = 30 THEN '' ELSE '$2b$10$' || md5('geheim' || k) END,
       pg_temp.word('{user,user,user,admin,base}', (k % 5)::integer),
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_users, a) END,
       CASE WHEN k % 3 <> 1 AND NOT pg_temp.has_twin((k * 2 + 1) % s.participants) THEN
           pg_temp.pick(s.participants0, s.participants, (k * 2 + 1) % s.participants) END,
       pg_temp.lang(b), CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END, pg_temp.moment(b),
       CASE WHEN b % 20 <> 2 THEN pg_temp.pick(s.images0, s.images, b % s.images) END
  FROM sample_size s, generate_series(0, s.users - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'user a') AS a, pg_temp.h(k, 'user b') AS b OFFSET 0) AS u;

-- Projects and domains ---------------------------------------------------------------------------------

-- The first ones are regions; region 1 lies in itself, the others in none or in a neighbour.
INSERT INTO projects (id, domaincode, name, description, status_old, owner_id, created_at, updated_at, header_type,
    header_size, md, html, type, regio, partner_projects, heading, theme, cimg, teaser, team_page, cta_title, cta_form,
    cta_entity, cta_link, is_company, is_location_provider, config, member_ids,
    page_background, page_cssvars, page_navigation, page_options_ext,
    aside_postit, aside_toc, aside_list, aside_context, aside_options_ext,
    header_alert, header_postit, header_options_ext,
    footer_gallery, footer_postit, footer_slider, footer_repeat, footer_sitemap, footer_options_ext,
    img_id, status_id)
SELECT pg_temp.pick(s.projects0, s.projects, k), pg_temp.domaincode(k),
       pg_temp.maybe(a, CASE WHEN k < s.regios THEN 'Region ' ELSE 'Bühne ' END || pg_temp.city(a)), pg_temp.prose(a),
       CASE WHEN b % 20 = 8 THEN NULL ELSE pg_temp.word('{new,demo,draft,done}', b) END,
       CASE WHEN a % 20 <> 2 THEN pg_temp.pick(s.users0, s.users, b % s.users) END,
       CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END, pg_temp.day_text(b),
       pg_temp.maybe(b / 3, 'banner'), CASE WHEN b % 4 > 0 THEN pg_temp.word('{small,medium,large}', b) END,
       pg_temp.prose(b), pg_temp.maybe(a / 5, '<h1>' || pg_temp.play(b) || '</h1>'),
       CASE WHEN k < s.regios THEN 'regio' WHEN a % 20 = 13 THEN NULL ELSE pg_temp.word('{project,project,special,topic,location}', a) END,
       CASE WHEN k = 1 THEN pg_temp.pick(s.projects0, s.projects, 1)
            WHEN k < s.regios THEN CASE WHEN k % 3 = 2 THEN pg_temp.pick(s.projects0, s.projects, (k + 1) % s.regios) END
            WHEN a % 20 <> 7 THEN pg_temp.pick(s.projects0, s.projects, b % s.regios) END,
       CASE a % 4 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE pg_temp.domaincode(a % s.projects) || ', ' || pg_temp.domaincode(b % s.projects) END,
       pg_temp.maybe(b / 7, pg_temp.play(a)), CASE WHEN a % 3 = 0 THEN a % 12 END, pg_temp.maybe(a / 11, 'https://bilder.example/pr' || k || '.jpg'),
       pg_temp.maybe(b / 11, 'Wir spielen ' || pg_temp.play(b)), CASE WHEN a % 20 = 6 THEN NULL ELSE pg_temp.word('{yes,no}', a) END,
       pg_temp.maybe(a / 13, 'Mitmachen!'), pg_temp.maybe(b / 13, 'anmeldung'),
       CASE WHEN b % 4 > 0 THEN pg_temp.word('{post,event,instructor}', b) END, pg_temp.maybe(a / 17, '/mitmachen?von=' || k),
       CASE a % 5 WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END, CASE b % 20 WHEN 0 THEN NULL ELSE false END,
       CASE a % 6 WHEN 0 THEN NULL WHEN 1 THEN '{}'
            ELSE jsonb_build_object('onepage', a % 2 = 0, 'service', to_jsonb(CASE WHEN b % 2 = 0 THEN 'true' ELSE 'false' END), 'sidebar', b % 3 = 0)
                || CASE WHEN b % 5 = 0 THEN '{"stufen": {"eins": [1.10, 1e3, {"zwei": "drei\nvier"}]}}' ELSE '{}' END::jsonb END,
       CASE WHEN k >= s.regios AND a % 7 = 3 THEN '[]' WHEN k >= s.regios AND a % 7 = 5 THEN NULL
            ELSE (SELECT jsonb_agg(pg_temp.pick(s.users0, s.users, (b + m * (1 + a % 5)) % s.users) ORDER BY m)
                    FROM generate_series(0, CASE WHEN k < s.regios THEN 11 ELSE a % 5 END) AS m) END,
       CASE a % 4 WHEN 0 THEN NULL WHEN 1 THEN '#fff' ELSE '' END, pg_temp.options(pg_temp.h(k, 'cssvars')), pg_temp.options(pg_temp.h(k, 'navigation')), pg_temp.options(pg_temp.h(k, 'page options')),
       pg_temp.options(pg_temp.h(k, 'postit')), '{}', CASE b % 4 WHEN 0 THEN NULL WHEN 1 THEN 'events' ELSE '' END, pg_temp.options(pg_temp.h(k, 'context')), '{}',
       pg_temp.options(pg_temp.h(k, 'alert')), pg_temp.options(pg_temp.h(k, 'header postit')), '{}',
       CASE a % 7 WHEN 0 THEN NULL WHEN 1 THEN 'galerie' ELSE '' END, pg_temp.options(pg_temp.h(k, 'footer postit')), '', '{}', CASE b % 7 WHEN 0 THEN 'groß' ELSE '' END, NULL,
       CASE WHEN b % 20 <> 3 THEN pg_temp.pick(s.images0, s.images, a % s.images) END,
       pg_temp.any_of(s.st_projects, a)
  FROM sample_size s, generate_series(0, s.projects - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'project a') AS a, pg_temp.h(k, 'project b') AS b OFFSET 0) AS u;

INSERT INTO domains (id, sysdomain_id, tld, textdomain, admin_user_id, project_id, description)
SELECT pg_temp.pick(s.domains0, s.domains, k),
       CASE WHEN k % 3 <> 2 THEN pg_temp.any_of(s.sysdomains, a) END,
       CASE WHEN k % 5 <> 4 THEN pg_temp.word('{de,at,ch,cz,eu,theater}', b) END,
       'spielort-' || k || CASE WHEN k % 5 = 4 THEN '.local' ELSE '' END,
       CASE WHEN k % 4 <> 3 THEN pg_temp.pick(s.users0, s.users, a % s.users) END,
       CASE WHEN k % 6 <> 5 THEN pg_temp.pick(s.projects0, s.projects, (k * 3) % s.projects) END,
       pg_temp.maybe(a, 'Adresse der ' || pg_temp.city(b) || 'er Bühne')
  FROM sample_size s, generate_series(0, s.domains - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'domain a') AS a, pg_temp.h(k, 'domain b') AS b OFFSET 0) AS u;

UPDATE projects p SET domain_id = pg_temp.pick(s.domains0, s.domains, (k / 3) % s.domains)
  FROM sample_size s, generate_series(0, s.projects - 1, 3) AS k
 WHERE p.id = pg_temp.pick(s.projects0, s.projects, k) AND k % 60 <> 57;

-- How large the tables are is all that the planner needs for what follows.
ANALYZE users (id), projects (id), instructors (id), participants (id), images (id);

-- One in 25 users is linked to another instructor before: that one stays marked as a user.
UPDATE users u SET instructor_id = pg_temp.pick(s.instructors0, s.instructors, k + 3)
  FROM sample_size s, generate_series(10, s.users - 1, 25) AS k
 WHERE u.id = pg_temp.pick(s.users0, s.users, k) AND k + 3 < s.instructors;
UPDATE users u SET instructor_id = pg_temp.pick(s.instructors0, s.instructors, k)
  FROM sample_size s, generate_series(0, s.users - 1) AS k
 WHERE u.id = pg_temp.pick(s.users0, s.users, k) AND pg_temp.linked(k, s.users, s.instructors);

INSERT INTO locations (id, xmlid, name, phone, email, city, zip, street, country_id, is_company, category_id, cimg,
    header_type, header_size, md, is_location_provider, event_xmlid, version_id, status_id, project_id, isbase,
    created_at, updated_at, img_id, lang)
SELECT pg_temp.pick(s.locations0, s.locations, k), pg_temp.xmlid(c, 'location', s.projects),
       pg_temp.word('{Stadttheater,Kulturhaus,Turnhalle,Kellerbühne,Scheune}', a) || ' ' || pg_temp.city(b),
       pg_temp.maybe(a, '0341/' || b), pg_temp.maybe(b, 'haus' || c || '@spielort.example'), pg_temp.maybe(a / 3, pg_temp.city(b)),
       lpad((b % 100000)::text, 5, '0'), pg_temp.maybe(b / 3, 'Straße des 17. Juni ' || b % 200),
       pg_temp.word('{DE,AT,CH,CZ}', b), pg_temp.word('{true,false,True,""}', a), pg_temp.maybe(a / 7, 'Kategorie ' || a % 5),
       CASE WHEN a % 4 = 0 THEN 'https://bilder.example/l' || c || '.jpg' END, CASE WHEN a % 3 = 0 THEN 'cover' END,
       CASE WHEN b % 3 = 0 THEN 'medium' END, pg_temp.prose(b), pg_temp.word('{true,false}', b),
       pg_temp.some_xmlid(b, 'event', s.events, s.projects), CASE WHEN b % 30 = 4 THEN 'v1' END,
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_persons, a) END,
       CASE WHEN b % 20 <> 8 THEN pg_temp.pick(s.projects0, s.projects, pg_temp.project_of(c, 'location', s.projects)) END,
       a % 2, CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END, pg_temp.day_text(a),
       CASE WHEN b % 20 <> 3 THEN pg_temp.pick(s.images0, s.images, b % s.images) END, pg_temp.lang(a)
  FROM sample_size s, generate_series(0, s.locations - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'location a') AS a, pg_temp.h(c, 'location b') AS b OFFSET 0) AS u;

-- One image in 13 stays as it was inserted: without owner and project, and without a root even
-- where its variations are complete.
UPDATE images i
   SET owner_id = CASE WHEN a % 20 <> 4 THEN pg_temp.pick(s.users0, s.users, a % s.users) END,
       project_id = CASE WHEN b % 20 <> 4 THEN pg_temp.pick(s.projects0, s.projects, pg_temp.project_of(c, 'image', s.projects)) END
  FROM sample_size s, generate_series(0, s.images - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'owner a') AS a, pg_temp.h(c, 'owner b') AS b OFFSET 0) AS u
 WHERE i.id = pg_temp.pick(s.images0, s.images, k) AND c % 13 <> 12;

-- Events and posts --------------------------------------------------------------------------------------

INSERT INTO events (id, xmlid, name, date_begin, date_end, address_id, user_id, seats_max, cimg, header_type, rectitle,
    teaser, version_id, created_at, updated_at, status, isbase, template, public_user, location, event_type, md, html,
    status_id, lang, project_id, img_id)
SELECT pg_temp.pick(s.events0, s.events, k), pg_temp.xmlid(c, 'event', s.projects), pg_temp.maybe(a, pg_temp.play(a)),
       to_char(pg_temp.moment(a), 'YYYY-MM-DD HH24:MI:SS'), pg_temp.day_text(a + 7200),
       pg_temp.some_xmlid(a, 'location', s.locations, s.projects),
       CASE WHEN a % 20 <> 7 THEN pg_temp.pick(s.users0, s.users, a % s.users) END,
       CASE WHEN b % 20 = 7 THEN NULL ELSE b % 900 END, CASE WHEN a % 4 = 0 THEN 'https://bilder.example/e' || c || '.jpg' END,
       pg_temp.maybe(b / 3, 'columns'), pg_temp.maybe(a / 3, 'Titel: ' || pg_temp.play(b)), pg_temp.maybe(b / 7, 'Nur heute in ' || pg_temp.city(b)),
       CASE WHEN b % 30 = 4 THEN '3' END, CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(b) END, pg_temp.day_text(b),
       CASE WHEN pg_temp.linked(host, s.users, s.instructors)
            THEN pg_temp.word('{active,final,published,reopen,trash,draft}', b / 3)
            ELSE CASE b % 5 WHEN 0 THEN NULL ELSE pg_temp.word('{draft,new,demo,""}', b) END END,
       CASE WHEN b % 20 = 9 THEN NULL ELSE b % 2 END, pg_temp.some_xmlid(b, 'event', s.events, s.projects),
       pg_temp.pick(s.instructors0, s.instructors, host),
       CASE WHEN b % 20 <> 6 THEN pg_temp.pick(s.locations0, s.locations, a % s.locations) END,
       pg_temp.maybe(a / 7, pg_temp.word('{Aufführung,Probe,Workshop}', a)), pg_temp.prose(a / 3), pg_temp.maybe(b / 11, '<em>' || pg_temp.play(b) || '</em>'),
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_events, a) END,
       CASE WHEN b % 20 = 11 THEN NULL ELSE pg_temp.lang(b) END,
       CASE WHEN b % 20 <> 8 THEN pg_temp.pick(s.projects0, s.projects, pg_temp.project_of(c, 'event', s.projects)) END,
       CASE WHEN b % 20 <> 3 THEN pg_temp.pick(s.images0, s.images, b % s.images) END
  FROM sample_size s, generate_series(0, s.events - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'event a') AS a, pg_temp.h(c, 'event b') AS b OFFSET 0) AS u,
       LATERAL (SELECT CASE a % 20
           WHEN 5 THEN NULL WHEN 6 THEN b % s.instructors WHEN 10 THEN b % s.instructors WHEN 11 THEN b % s.instructors
           ELSE 5 * (b % (s.instructors / 5)) + a % 3 END AS host OFFSET 0) AS v;

INSERT INTO posts (id, xmlid, name, subtitle, teaser, author_id, blog_id, tag_ids, website_published, is_published,
    post_date, cover_properties, event_xmlid, cimg, version_id, created_at, updated_at, status, isbase, template,
    public_user, header_type, md, html, status_id, lang, project_id, img_id)
SELECT pg_temp.pick(s.posts0, s.posts, k), pg_temp.xmlid(c, 'post', s.projects), pg_temp.maybe(b, 'Über ' || pg_temp.play(a)),
       pg_temp.maybe(a / 3, 'Kritik aus ' || pg_temp.city(b)), pg_temp.maybe(b / 3, 'Ein Abend mit ' || pg_temp.first_name(a)),
       pg_temp.some_xmlid(a, 'instructor', s.instructors, s.projects), CASE WHEN a % 3 > 0 THEN '_demo.blog_' || a % 4 END,
       CASE a % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'premiere' ELSE 'jugend,barock' END,
       pg_temp.word('{true,false,True,1}', a), pg_temp.word('{True,False,""}', b), pg_temp.day_text(a),
       CASE WHEN b % 3 > 0 THEN '{"background-image": "url(''/b/' || c || '.jpg'')", "opacity": "0.4"}' END,
       pg_temp.some_xmlid(b, 'event', s.events, s.projects), CASE WHEN a % 4 = 0 THEN 'https://bilder.example/b' || c || '.jpg' END,
       CASE WHEN b % 30 = 4 THEN '3' END, CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(b) END, pg_temp.day_text(b),
       pg_temp.maybe(a / 5, 'published'), CASE WHEN a % 20 = 9 THEN NULL ELSE a % 2 END,
       pg_temp.some_xmlid(a / 2, 'post', s.posts, s.projects),
       CASE WHEN b % 20 <> 9 THEN pg_temp.pick(s.instructors0, s.instructors, b % s.instructors) END,
       pg_temp.maybe(a / 7, 'simple'), pg_temp.prose(b / 3), pg_temp.maybe(b / 13, '<p>' || pg_temp.play(a) || '</p>'),
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.any_of(s.st_posts, b) END,
       CASE WHEN a % 20 = 11 THEN NULL ELSE pg_temp.lang(a) END,
       CASE WHEN a % 20 <> 12 THEN pg_temp.pick(s.projects0, s.projects, pg_temp.project_of(c, 'post', s.projects)) END,
       CASE WHEN a % 20 <> 13 THEN pg_temp.pick(s.images0, s.images, a % s.images) END
  FROM sample_size s, generate_series(0, s.posts - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'post a') AS a, pg_temp.h(c, 'post b') AS b OFFSET 0) AS u;

ANALYZE events (id), posts (id), locations (id);

INSERT INTO posts_tags (post_id, tag_id, created_at)
SELECT pg_temp.pick(s.posts0, s.posts, k), pg_temp.any_of(s.tags, (a + 5 * j)::integer),
       CASE WHEN (a + j) % 20 = 5 THEN NULL ELSE pg_temp.moment(pg_temp.h(c * 10 + j, 'post tag')) END
  FROM sample_size s, generate_series(0, s.posts - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'post tags') AS a OFFSET 0) AS u,
       generate_series(0, (c % 4)::integer - 1) AS j;

INSERT INTO events_tags (event_id, tag_id, created_at)
SELECT pg_temp.pick(s.events0, s.events, k), pg_temp.any_of(s.tags, (a + 5 * j)::integer),
       CASE WHEN (a + j) % 20 = 5 THEN NULL ELSE pg_temp.moment(pg_temp.h(c * 10 + j, 'event tag')) END
  FROM sample_size s, generate_series(0, s.events - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'event tags') AS a OFFSET 0) AS u,
       generate_series(0, (ARRAY[2, 0, 1, 2, 3, 2])[1 + c % 6] - 1) AS j;

INSERT INTO event_instructors (event_id, instructor_id, added_at)
SELECT pg_temp.pick(s.events0, s.events, k), pg_temp.pick(s.instructors0, s.instructors, (a + j) % s.instructors),
       CASE WHEN (a + j) % 20 = 5 THEN NULL ELSE pg_temp.moment(pg_temp.h(c * 10 + j, 'host')) END
  FROM sample_size s, generate_series(0, s.events - 1) AS k,
       LATERAL (SELECT pg_temp.src(k) AS c OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'hosts') AS a OFFSET 0) AS u,
       generate_series(0, (ARRAY[1, 2, 2, 3])[1 + c % 4] - 1) AS j;

INSERT INTO project_members (project_id, user_id, role, added_at)
SELECT pg_temp.pick(s.projects0, s.projects, k), pg_temp.pick(s.users0, s.users, (a + j) % s.users),
       CASE WHEN j = 0 THEN 'owner' WHEN (a + j) % 20 = 5 THEN NULL ELSE pg_temp.word('{member,"Gast & Freund",""}', a + j) END,
       CASE WHEN (a + j) % 20 = 6 THEN NULL ELSE pg_temp.moment(pg_temp.h(k * 10 + j, 'member')) END
  FROM sample_size s, generate_series(0, s.projects - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'members') AS a OFFSET 0) AS u,
       generate_series(0, 3 + (k % 2)::integer) AS j;

-- The rest -----------------------------------------------------------------------------------------------

-- Rows 7 and 8 (of every 40) are equal but for the user and the project they refer to.
INSERT INTO interactions (id, user_id, name, project_id, "timestamp", status_id, actions, to_mail, from_mail, subject, md, fields)
SELECT pg_temp.pick(s.interactions0, s.interactions, k),
       CASE WHEN b % 20 <> 8 THEN pg_temp.pick(s.users0, s.users, (b + extra) % s.users) END,
       pg_temp.word('{anmeldung,kontakt,kartenwunsch,rückfrage}', a),
       CASE WHEN a % 20 <> 8 THEN pg_temp.pick(s.projects0, s.projects, (a + extra) % s.projects) END,
       pg_temp.moment(a), pg_temp.any_of(s.st_interactions, b),
       pg_temp.json(a), pg_temp.maybe(a, 'karten@buehne.example'), pg_temp.maybe(b, 'gast' || c || '@post.example'),
       pg_temp.maybe(b / 3, 'Frage zu ' || pg_temp.play(a)), pg_temp.prose(b), pg_temp.json(b)
  FROM sample_size s, generate_series(0, s.interactions - 1) AS k,
       LATERAL (SELECT CASE WHEN k % 40 = 8 THEN k - 1 ELSE pg_temp.src(k) END AS c, CASE WHEN k % 40 = 8 THEN 1 ELSE 0 END AS extra OFFSET 0) AS t,
       LATERAL (SELECT pg_temp.h(c, 'interaction a') AS a, pg_temp.h(c, 'interaction b') AS b OFFSET 0) AS u;

INSERT INTO pages (id, project, header_type, page_type, created_at, updated_at, page_options, header_options, aside_options, footer_options)
SELECT md5('Seite ' || k)::uuid::text, pg_temp.pick(s.projects0, s.projects, (k / 2 * 5) % s.projects),
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.word('{simple,columns,banner,cover,bauchbinde}', a) END,
       CASE WHEN (k / 2) % 2 = 0 THEN pg_temp.word('{landing,event}', (k % 2)::integer) ELSE pg_temp.word('{post,team}', (k % 2)::integer) END,
       CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END, pg_temp.moment(b),
       pg_temp.options(a), pg_temp.options(b), pg_temp.options(a / 5), pg_temp.options(b / 5)
  FROM sample_size s, generate_series(0, s.pages - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'page a') AS a, pg_temp.h(k, 'page b') AS b OFFSET 0) AS u;

INSERT INTO page_sections (id, page, scope, type, heading, created_at, updated_at)
SELECT md5('Abschnitt ' || k)::uuid::text, md5('Seite ' || a % s.pages)::uuid::text,
       pg_temp.word('{page,aside,header,footer}', a), pg_temp.maybe(b, 'text'), pg_temp.maybe(b / 3, pg_temp.play(b)),
       pg_temp.moment(a), pg_temp.moment(b)
  FROM sample_size s, generate_series(0, s.pages - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'section a') AS a, pg_temp.h(k, 'section b') AS b OFFSET 0) AS u;

INSERT INTO tasks (id, name, description, category, priority, record_type, record_id, assigned_to, created_at, updated_at,
    due_date, completed_at, version_id, release_id, cimg, prompt, logic, filter, entity_name, status_id, lang)
SELECT CASE k % 6 WHEN 5 THEN 'Aufgabe "' || k || E'", größer\tals \\' ELSE 'task_' || md5('Aufgabe ' || k) END,
       'Aufgabe ' || k || CASE WHEN a % 5 = 0 THEN pg_temp.odd(b) ELSE '' END, pg_temp.prose(a),
       CASE WHEN a % 20 = 8 THEN NULL ELSE pg_temp.word('{project,base,admin,main}', a) END,
       CASE WHEN b % 20 = 8 THEN NULL ELSE pg_temp.word('{low,medium,high,urgent}', b) END,
       kind,
       CASE WHEN k % 9 <> 8 THEN CASE kind
           WHEN 'project' THEN pg_temp.pick(s.projects0, s.projects, a % s.projects)
           WHEN 'projects' THEN pg_temp.pick(s.projects0, s.projects, a % s.projects)
           WHEN 'event' THEN pg_temp.pick(s.events0, s.events, CASE WHEN k < 17 THEN 3 ELSE a % s.events END)
           WHEN 'events' THEN pg_temp.pick(s.events0, s.events, a % s.events)
           WHEN 'post' THEN pg_temp.pick(s.posts0, s.posts, a % s.posts)
           WHEN 'posts' THEN pg_temp.pick(s.posts0, s.posts, a % s.posts)
           WHEN 'image' THEN pg_temp.pick(s.images0, s.images, CASE WHEN k < 17 THEN 3 ELSE a % s.images END)
           WHEN 'images' THEN pg_temp.pick(s.images0, s.images, a % s.images)
           WHEN 'user' THEN pg_temp.pick(s.users0, s.users, a % s.users)
           WHEN 'users' THEN pg_temp.pick(s.users0, s.users, a % s.users)
           WHEN 'instructor' THEN pg_temp.pick(s.instructors0, s.instructors, a % s.instructors)
           WHEN 'instructors' THEN pg_temp.pick(s.instructors0, s.instructors, a % s.instructors)
           WHEN 'location' THEN pg_temp.pick(s.locations0, s.locations, a % s.locations)
           WHEN 'locations' THEN pg_temp.pick(s.locations0, s.locations, a % s.locations)
           WHEN 'participant' THEN pg_temp.pick(s.participants0, s.participants, CASE WHEN k < 17 THEN 6 ELSE a % s.participants END)
           WHEN 'participants' THEN pg_temp.pick(s.participants0, s.participants, a % s.participants)
       END::text END,
       pg_temp.maybe(b / 3, pg_temp.first_name(a)), CASE WHEN b % 20 = 5 THEN NULL ELSE pg_temp.moment(a) END,
       pg_temp.day_text(a), pg_temp.day_text(b), CASE WHEN a % 4 = 0 THEN pg_temp.day_text(b) END,
       CASE WHEN a % 30 = 4 THEN '1' END, CASE WHEN b % 30 = 4 THEN '0.2' END,
       CASE WHEN a % 4 = 0 THEN 'https://bilder.example/t' || k || '.jpg' END, pg_temp.maybe(a / 3, 'Schreibe einen Text.'),
       pg_temp.maybe(b / 7, 'wenn fertig, dann weiter'), pg_temp.maybe(a / 7, 'status = ''neu'''), pg_temp.maybe(b / 11, pg_temp.play(a)),
       pg_temp.any_of(s.st_tasks, a), pg_temp.lang(b)
  FROM sample_size s, generate_series(0, s.tasks - 1) AS k,
       LATERAL (SELECT pg_temp.h(k, 'task a') AS a, pg_temp.h(k, 'task b') AS b,
           (ARRAY['project', 'event', 'user', 'post', 'image', 'instructor', 'location', 'participant',
                  'projects', 'events', NULL, 'posts', 'images', 'users', 'instructors', 'locations', 'participants'])[1 + k % 17] AS kind OFFSET 0) AS u;

-- The sequences go past the largest ids.
SELECT setval('users_id_seq', (SELECT max(id) FROM users)), setval('projects_id_seq', (SELECT max(id) FROM projects)),
       setval('images_id_seq', (SELECT max(id) FROM images)), setval('instructors_id_seq', (SELECT max(id) FROM instructors)),
       setval('locations_id_seq', (SELECT max(id) FROM locations)), setval('participants_id_seq', (SELECT max(id) FROM participants)),
       setval('posts_id_seq', (SELECT max(id) FROM posts)), setval('events_id_seq', (SELECT max(id) FROM events)),
       setval('interactions_id_seq', (SELECT max(id) FROM interactions)), setval('domains_id_seq', (SELECT max(id) FROM domains));

DROP TABLE sample_size;
DROP FUNCTION pg_temp.h(bigint, text), pg_temp.pick(integer, integer, bigint), pg_temp.src(bigint), pg_temp.has_twin(bigint),
    pg_temp.bare(bigint), pg_temp.word(text[], integer), pg_temp.any_of(integer[], integer), pg_temp.lang(integer),
    pg_temp.first_name(integer), pg_temp.first_ascii(integer), pg_temp.last_name(integer), pg_temp.last_ascii(integer),
    pg_temp.city(integer), pg_temp.play(integer), pg_temp.play_ascii(integer), pg_temp.odd(integer),
    pg_temp.maybe(integer, text), pg_temp.prose(integer), pg_temp.moment(integer), pg_temp.day_text(integer),
    pg_temp.json(integer), pg_temp.options(integer), pg_temp.sysmail(bigint), pg_temp.domaincode(bigint),
    pg_temp.project_of(bigint, text, integer), pg_temp.xmlid(bigint, text, integer),
    pg_temp.some_xmlid(integer, text, integer, integer), pg_temp.linked(bigint, integer, integer),
    pg_temp.shape(integer, numeric, numeric), pg_temp.adapter(integer);

ANALYZE users (id), projects (id), domains (id), images (id), instructors (id), locations (id), participants (id),
    posts (id), events (id), interactions (id), pages (id), page_sections (id), tasks (id), project_members (project_id),
    posts_tags (post_id), events_tags (event_id), event_instructors (event_id);
