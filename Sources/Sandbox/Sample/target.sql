-- Prepares a second database whose ids differ: moves every sequence on, each by its own distance.
-- Some ranges lie far from the source's, some overlap them, so that an id carried over raw either
-- points nowhere or at another row.
--
-- Order of execution:
--   target = schema.sql, target.sql (this file), seeds.sql, target_rows.sql
-- seeds.sql draws its ids from the sequences; where it finds them moved it also seeds in another order.

SELECT setval('tags_id_seq', 5),
       setval('status_id_seq', 37),
       setval('sysdomains_id_seq', 2),
       setval('users_id_seq', 5000),
       setval('projects_id_seq', 20000),
       setval('images_id_seq', 250),
       setval('instructors_id_seq', 31000),
       setval('locations_id_seq', 42000),
       setval('participants_id_seq', 160),
       setval('posts_id_seq', 54000),
       setval('events_id_seq', 65000),
       setval('interactions_id_seq', 76000),
       setval('domains_id_seq', 87000);
