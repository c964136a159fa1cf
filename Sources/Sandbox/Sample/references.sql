-- Every reference of every kind, by the keys of the rows at both ends: kind, source_row, refers_to.
-- One SELECT of plain joins. Two databases with the same content give the same lines, whatever their ids.
--
-- The deprecated field cimg does not count: the modules leave it at home.
--
-- Order of execution: after the source or the target is complete (see schema.sql); changes nothing.
-- On large databases SET jit = off before: compiling this takes longer than running it.
--
-- A row without a key of its own is known by the md5 of its content, without the references it holds
-- and without what the database computes. Twins therefore have one key in common.
-- 'DANGLING n' is a value that points at no row, 'LITERAL n' one that is not meant to; NULL gives no line.

WITH
-- Every row of every table under its id, with the key it is known by.
k_tags AS MATERIALIZED (SELECT id, name AS key FROM tags),
k_status AS MATERIALIZED (SELECT id, "table" || '/' || name AS key FROM status),
k_sysdomains AS MATERIALIZED (
    SELECT id, 'md5:' || md5((to_jsonb(t) - '{cimg,id,tld,domainstring}'::text[])::text) AS key FROM sysdomains t),
k_users AS MATERIALIZED (SELECT id, sysmail AS key FROM users),
k_projects AS MATERIALIZED (SELECT id, domaincode AS key FROM projects),
k_domains AS MATERIALIZED (SELECT id, domainname AS key FROM domains),
k_images AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,project_id,project_domaincode,status_id,owner_id,about,variations,root_id,use_player,is_public,is_private,is_internal,is_deprecated,has_issues,img_show,img_thumb,img_square,img_wide,img_vert}'::text[])::text)) AS key
      FROM images t),
k_instructors AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,event_xmlid,status_id,is_user,regio_id,img_id,img_show,img_thumb,img_square,img_wide,img_vert,status_display}'::text[])::text)) AS key
      FROM instructors t),
k_locations AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,event_xmlid,status_id,project_id,img_id,img_show,img_thumb,img_square,img_wide,img_vert,status_display}'::text[])::text)) AS key
      FROM locations t),
k_participants AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,event_xmlid,status_id,is_user,status_display}'::text[])::text)) AS key
      FROM participants t),
k_posts AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,author_id,event_xmlid,template,public_user,status_id,tags_ids,tags_display,project_id,regio_id,img_id,img_show,img_thumb,img_square,img_wide,img_vert,status_display}'::text[])::text)) AS key
      FROM posts t),
k_events AS MATERIALIZED (
    SELECT id, xmlid, coalesce(xmlid, 'md5:' || md5((to_jsonb(t) - '{cimg,id,xmlid,address_id,user_id,template,public_user,location,status_id,tags_ids,tags_display,project_id,regio_id,img_id,img_show,img_thumb,img_square,img_wide,img_vert,status_display}'::text[])::text)) AS key
      FROM events t),
k_interactions AS MATERIALIZED (
    SELECT id, 'md5:' || md5((to_jsonb(t) - '{cimg,id,user_id,project_id,status_id}'::text[])::text) AS key FROM interactions t),
k_pages AS MATERIALIZED (
    SELECT t.id, p.domaincode || '/' || t.page_type AS key FROM pages t LEFT JOIN projects p ON p.id = t.project),
k_page_sections AS MATERIALIZED (
    SELECT id, 'md5:' || md5((to_jsonb(t) - '{cimg,id,page}'::text[])::text) AS key FROM page_sections t)
SELECT kind, source_row, refers_to FROM (

-- users, by id
SELECT 'users.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM users t JOIN k_users s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'users.instructor_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.instructor_id) AS refers_to
  FROM users t JOIN k_users s ON s.id = t.id LEFT JOIN k_instructors r ON r.id = t.instructor_id
 WHERE t.instructor_id IS NOT NULL
UNION ALL
SELECT 'users.participant_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.participant_id) AS refers_to
  FROM users t JOIN k_users s ON s.id = t.id LEFT JOIN k_participants r ON r.id = t.participant_id
 WHERE t.participant_id IS NOT NULL
UNION ALL
SELECT 'users.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM users t JOIN k_users s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- projects, by id
UNION ALL
SELECT 'projects.domain_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.domain_id) AS refers_to
  FROM projects t JOIN k_projects s ON s.id = t.id LEFT JOIN k_domains r ON r.id = t.domain_id
 WHERE t.domain_id IS NOT NULL
UNION ALL
SELECT 'projects.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM projects t JOIN k_projects s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'projects.owner_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.owner_id) AS refers_to
  FROM projects t JOIN k_projects s ON s.id = t.id LEFT JOIN k_users r ON r.id = t.owner_id
 WHERE t.owner_id IS NOT NULL
UNION ALL
SELECT 'projects.regio' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.regio) AS refers_to
  FROM projects t JOIN k_projects s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.regio
 WHERE t.regio IS NOT NULL
UNION ALL
SELECT 'projects.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM projects t JOIN k_projects s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- images, by id
UNION ALL
SELECT 'images.owner_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.owner_id) AS refers_to
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_users r ON r.id = t.owner_id
 WHERE t.owner_id IS NOT NULL
UNION ALL
SELECT 'images.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'images.root_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.root_id) AS refers_to
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.root_id
 WHERE t.root_id IS NOT NULL

-- instructors, by id
UNION ALL
SELECT 'instructors.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM instructors t JOIN k_instructors s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'instructors.regio_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.regio_id) AS refers_to
  FROM instructors t JOIN k_instructors s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.regio_id
 WHERE t.regio_id IS NOT NULL
UNION ALL
SELECT 'instructors.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM instructors t JOIN k_instructors s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- locations, by id
UNION ALL
SELECT 'locations.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM locations t JOIN k_locations s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'locations.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM locations t JOIN k_locations s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'locations.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM locations t JOIN k_locations s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- participants, by id
UNION ALL
SELECT 'participants.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM participants t JOIN k_participants s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- posts, by id
UNION ALL
SELECT 'posts.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'posts.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'posts.public_user' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.public_user) AS refers_to
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_instructors r ON r.id = t.public_user
 WHERE t.public_user IS NOT NULL
UNION ALL
SELECT 'posts.regio_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.regio_id) AS refers_to
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.regio_id
 WHERE t.regio_id IS NOT NULL
UNION ALL
SELECT 'posts.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- events, by id
UNION ALL
SELECT 'events.img_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.img_id) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_images r ON r.id = t.img_id
 WHERE t.img_id IS NOT NULL
UNION ALL
SELECT 'events.location' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.location) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_locations r ON r.id = t.location
 WHERE t.location IS NOT NULL
UNION ALL
SELECT 'events.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'events.public_user' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.public_user) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_instructors r ON r.id = t.public_user
 WHERE t.public_user IS NOT NULL
UNION ALL
SELECT 'events.regio_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.regio_id) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.regio_id
 WHERE t.regio_id IS NOT NULL
UNION ALL
SELECT 'events.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL
UNION ALL
SELECT 'events.user_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.user_id) AS refers_to
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_users r ON r.id = t.user_id
 WHERE t.user_id IS NOT NULL

-- interactions, by id
UNION ALL
SELECT 'interactions.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM interactions t JOIN k_interactions s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'interactions.status_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.status_id) AS refers_to
  FROM interactions t JOIN k_interactions s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL
UNION ALL
SELECT 'interactions.user_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.user_id) AS refers_to
  FROM interactions t JOIN k_interactions s ON s.id = t.id LEFT JOIN k_users r ON r.id = t.user_id
 WHERE t.user_id IS NOT NULL

-- pages, by id
UNION ALL
SELECT 'pages.project' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project) AS refers_to
  FROM pages t JOIN k_pages s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project
 WHERE t.project IS NOT NULL

-- page_sections, by id
UNION ALL
SELECT 'page_sections.page' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.page) AS refers_to
  FROM page_sections t JOIN k_page_sections s ON s.id = t.id LEFT JOIN k_pages r ON r.id = t.page
 WHERE t.page IS NOT NULL

-- domains, by id
UNION ALL
SELECT 'domains.admin_user_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.admin_user_id) AS refers_to
  FROM domains t JOIN k_domains s ON s.id = t.id LEFT JOIN k_users r ON r.id = t.admin_user_id
 WHERE t.admin_user_id IS NOT NULL
UNION ALL
SELECT 'domains.project_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.project_id) AS refers_to
  FROM domains t JOIN k_domains s ON s.id = t.id LEFT JOIN k_projects r ON r.id = t.project_id
 WHERE t.project_id IS NOT NULL
UNION ALL
SELECT 'domains.sysdomain_id' AS kind, s.key AS source_row, coalesce(r.key, 'DANGLING ' || t.sysdomain_id) AS refers_to
  FROM domains t JOIN k_domains s ON s.id = t.id LEFT JOIN k_sysdomains r ON r.id = t.sysdomain_id
 WHERE t.sysdomain_id IS NOT NULL

-- tasks are known by their own id
UNION ALL
SELECT 'tasks.status_id', t.id, coalesce(r.key, 'DANGLING ' || t.status_id)
  FROM tasks t LEFT JOIN k_status r ON r.id = t.status_id

-- top-level domains are referred to by name
UNION ALL
SELECT 'domains.tld', s.key, coalesce(r.name, 'DANGLING ' || t.tld)
  FROM domains t JOIN k_domains s ON s.id = t.id LEFT JOIN tlds r ON r.name = t.tld
 WHERE t.tld IS NOT NULL
UNION ALL
SELECT 'sysdomains.tld', s.key, coalesce(r.name, 'DANGLING ' || t.tld)
  FROM sysdomains t JOIN k_sysdomains s ON s.id = t.id LEFT JOIN tlds r ON r.name = t.tld
 WHERE t.tld IS NOT NULL

-- junctions: the row is known by the two rows it joins
UNION ALL
SELECT 'project_members.project_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(a.key, 'DANGLING ' || t.project_id)
  FROM project_members t LEFT JOIN k_projects a ON a.id = t.project_id LEFT JOIN k_users b ON b.id = t.user_id
UNION ALL
SELECT 'project_members.user_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(b.key, 'DANGLING ' || t.user_id)
  FROM project_members t LEFT JOIN k_projects a ON a.id = t.project_id LEFT JOIN k_users b ON b.id = t.user_id
UNION ALL
SELECT 'posts_tags.post_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(a.key, 'DANGLING ' || t.post_id)
  FROM posts_tags t LEFT JOIN k_posts a ON a.id = t.post_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'posts_tags.tag_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(b.key, 'DANGLING ' || t.tag_id)
  FROM posts_tags t LEFT JOIN k_posts a ON a.id = t.post_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'events_tags.event_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(a.key, 'DANGLING ' || t.event_id)
  FROM events_tags t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'events_tags.tag_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(b.key, 'DANGLING ' || t.tag_id)
  FROM events_tags t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'event_instructors.event_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(a.key, 'DANGLING ' || t.event_id)
  FROM event_instructors t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_instructors b ON b.id = t.instructor_id
UNION ALL
SELECT 'event_instructors.instructor_id', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), coalesce(b.key, 'DANGLING ' || t.instructor_id)
  FROM event_instructors t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_instructors b ON b.id = t.instructor_id

-- images.status_id: 0 is no status but says there is none
UNION ALL
SELECT 'images.status_id', s.key, coalesce(r.key, CASE WHEN t.status_id = 0 THEN 'LITERAL 0' ELSE 'DANGLING ' || t.status_id END)
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_status r ON r.id = t.status_id
 WHERE t.status_id IS NOT NULL

-- images.project_domaincode: a copy of the project's key
UNION ALL
SELECT 'images.project_domaincode', s.key, coalesce(r.key, 'DANGLING ' || t.project_domaincode)
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_projects r ON r.key = t.project_domaincode
 WHERE t.project_domaincode IS NOT NULL

-- images.variations: fields of a composite; releases are no table here, their ids are carried as they are
UNION ALL
SELECT 'images.variations.parent_id', s.key, coalesce(r.key, 'DANGLING ' || (t.variations).parent_id)
  FROM images t JOIN k_images s ON s.id = t.id LEFT JOIN k_images r ON r.id = (t.variations).parent_id
 WHERE (t.variations).parent_id IS NOT NULL
UNION ALL
SELECT 'images.variations.alike_ids[' || e.place || ']', s.key, coalesce(r.key, 'DANGLING ' || e.id)
  FROM images t JOIN k_images s ON s.id = t.id
  CROSS JOIN LATERAL unnest((t.variations).alike_ids) WITH ORDINALITY AS e (id, place)
  LEFT JOIN k_images r ON r.id = e.id
 WHERE e.id IS NOT NULL
UNION ALL
SELECT 'images.variations.release_id', s.key, 'LITERAL ' || (t.variations).release_id
  FROM images t JOIN k_images s ON s.id = t.id
 WHERE (t.variations).release_id IS NOT NULL

-- images.about: an id inside a text
UNION ALL
SELECT 'images.about', s.key, coalesce(r.key, 'DANGLING ' || m.parts[1])
  FROM images t JOIN k_images s ON s.id = t.id
  CROSS JOIN LATERAL regexp_matches(t.about, 'owner_id:([0-9]+)', 'g') AS m (parts)
  LEFT JOIN k_users r ON r.id = m.parts[1]::bigint

-- projects.member_ids: ids in a json array
UNION ALL
SELECT 'projects.member_ids[' || e.place || ']', s.key, coalesce(r.key, 'DANGLING ' || e.id)
  FROM projects t JOIN k_projects s ON s.id = t.id
  CROSS JOIN LATERAL jsonb_array_elements_text(
      CASE WHEN jsonb_typeof(t.member_ids) = 'array' THEN t.member_ids END) WITH ORDINALITY AS e (id, place)
  LEFT JOIN k_users r ON r.id::text = e.id
 WHERE e.id IS NOT NULL

-- posts.tags_ids, events.tags_ids: ids in an array
UNION ALL
SELECT 'posts.tags_ids[' || e.place || ']', s.key, coalesce(r.key, 'DANGLING ' || e.id)
  FROM posts t JOIN k_posts s ON s.id = t.id
  CROSS JOIN LATERAL unnest(t.tags_ids) WITH ORDINALITY AS e (id, place)
  LEFT JOIN k_tags r ON r.id = e.id
 WHERE e.id IS NOT NULL
UNION ALL
SELECT 'events.tags_ids[' || e.place || ']', s.key, coalesce(r.key, 'DANGLING ' || e.id)
  FROM events t JOIN k_events s ON s.id = t.id
  CROSS JOIN LATERAL unnest(t.tags_ids) WITH ORDINALITY AS e (id, place)
  LEFT JOIN k_tags r ON r.id = e.id
 WHERE e.id IS NOT NULL

-- references by xmlid
UNION ALL
SELECT 'instructors.event_xmlid', s.key, coalesce(r.key, 'DANGLING ' || t.event_xmlid)
  FROM instructors t JOIN k_instructors s ON s.id = t.id LEFT JOIN k_events r ON r.xmlid = t.event_xmlid
 WHERE t.event_xmlid IS NOT NULL
UNION ALL
SELECT 'locations.event_xmlid', s.key, coalesce(r.key, 'DANGLING ' || t.event_xmlid)
  FROM locations t JOIN k_locations s ON s.id = t.id LEFT JOIN k_events r ON r.xmlid = t.event_xmlid
 WHERE t.event_xmlid IS NOT NULL
UNION ALL
SELECT 'participants.event_xmlid', s.key, coalesce(r.key, 'DANGLING ' || t.event_xmlid)
  FROM participants t JOIN k_participants s ON s.id = t.id LEFT JOIN k_events r ON r.xmlid = t.event_xmlid
 WHERE t.event_xmlid IS NOT NULL
UNION ALL
SELECT 'posts.event_xmlid', s.key, coalesce(r.key, 'DANGLING ' || t.event_xmlid)
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_events r ON r.xmlid = t.event_xmlid
 WHERE t.event_xmlid IS NOT NULL
UNION ALL
SELECT 'posts.template', s.key, coalesce(r.key, 'DANGLING ' || t.template)
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_posts r ON r.xmlid = t.template
 WHERE t.template IS NOT NULL
UNION ALL
SELECT 'posts.author_id', s.key, coalesce(r.key, 'DANGLING ' || t.author_id)
  FROM posts t JOIN k_posts s ON s.id = t.id LEFT JOIN k_instructors r ON r.xmlid = t.author_id
 WHERE t.author_id IS NOT NULL
UNION ALL
SELECT 'events.address_id', s.key, coalesce(r.key, 'DANGLING ' || t.address_id)
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_locations r ON r.xmlid = t.address_id
 WHERE t.address_id IS NOT NULL
UNION ALL
SELECT 'events.template', s.key, coalesce(r.key, 'DANGLING ' || t.template)
  FROM events t JOIN k_events s ON s.id = t.id LEFT JOIN k_events r ON r.xmlid = t.template
 WHERE t.template IS NOT NULL

-- tasks.record_type and record_id: a table by its name and an id as text
UNION ALL
SELECT 'tasks.record_id:' || coalesce(t.record_type, '?'), t.id, coalesce(r.key, 'DANGLING ' || t.record_id)
  FROM tasks t
  LEFT JOIN (
      SELECT 'project' AS one, 'projects' AS many, id::text AS id, key FROM k_projects
      UNION ALL SELECT 'event' AS one, 'events' AS many, id::text AS id, key FROM k_events
      UNION ALL SELECT 'post' AS one, 'posts' AS many, id::text AS id, key FROM k_posts
      UNION ALL SELECT 'image' AS one, 'images' AS many, id::text AS id, key FROM k_images
      UNION ALL SELECT 'user' AS one, 'users' AS many, id::text AS id, key FROM k_users
      UNION ALL SELECT 'instructor' AS one, 'instructors' AS many, id::text AS id, key FROM k_instructors
      UNION ALL SELECT 'location' AS one, 'locations' AS many, id::text AS id, key FROM k_locations
      UNION ALL SELECT 'participant' AS one, 'participants' AS many, id::text AS id, key FROM k_participants
  ) AS r ON t.record_type IN (r.one, r.many) AND r.id = t.record_id
 WHERE t.record_id IS NOT NULL
) AS found (kind, source_row, refers_to)
ORDER BY kind COLLATE "C", source_row COLLATE "C", refers_to COLLATE "C"
