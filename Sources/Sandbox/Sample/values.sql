-- The content of every row but its ids and the ids it refers to: table_name, row_key, content.
-- One SELECT. Two databases with the same content give the same lines, whatever their ids.
--
-- The deprecated field cimg does not count: the modules leave it at home.
--
-- Order of execution: after the source or the target is complete (see schema.sql); changes nothing.
-- On large databases SET jit = off before: compiling this takes longer than running it.
--
-- Rows are known by the keys of references.sql. Generated columns and what triggers keep are content too;
-- of the columns that hold ids only the length of the lists is, and the ids in images.about are left out.

WITH
-- Every row of every table under its id, with the key it is known by.
k_tags AS MATERIALIZED (SELECT id, name AS key FROM tags),
k_status AS MATERIALIZED (SELECT id, "table" || '/' || name AS key FROM status),
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
SELECT table_name, row_key, content FROM (
SELECT 'tags', s.key, (to_jsonb(t) - '{cimg,id}'::text[])::text
  FROM tags t JOIN k_tags s ON s.id = t.id
UNION ALL
SELECT 'status', s.key, (to_jsonb(t) - '{cimg,id}'::text[])::text
  FROM status t JOIN k_status s ON s.id = t.id
UNION ALL
SELECT 'users', s.key, (to_jsonb(t) - '{cimg,id,status_id,instructor_id,participant_id,img_id}'::text[])::text
  FROM users t JOIN k_users s ON s.id = t.id
UNION ALL
SELECT 'projects', s.key, (to_jsonb(t) - '{cimg,id,owner_id,regio,domain_id,img_id,status_id,member_ids}'::text[]
       || jsonb_build_object('members', CASE WHEN jsonb_typeof(member_ids) = 'array' THEN to_jsonb(jsonb_array_length(member_ids)) ELSE member_ids END))::text
  FROM projects t JOIN k_projects s ON s.id = t.id
UNION ALL
SELECT 'images', s.key, (to_jsonb(t) - '{cimg,id,project_id,status_id,owner_id,root_id,variations,about}'::text[]
       || jsonb_build_object(
           'about', regexp_replace(about, 'owner_id:[0-9]+', 'owner_id:*', 'g'),
           'variations', CASE jsonb_typeof(to_jsonb(t) -> 'variations') WHEN 'object' THEN
               (to_jsonb(t) -> 'variations') - '{parent_id,alike_ids,release_id}'::text[]
               || jsonb_build_object('alike', (
                   SELECT CASE WHEN (t.variations).alike_ids IS NOT NULL THEN coalesce(jsonb_agg(e.id IS NOT NULL ORDER BY e.place), '[]') END
                     FROM unnest((t.variations).alike_ids) WITH ORDINALITY AS e (id, place))) END))::text
  FROM images t JOIN k_images s ON s.id = t.id
UNION ALL
SELECT 'instructors', s.key, (to_jsonb(t) - '{cimg,id,status_id,regio_id,img_id}'::text[])::text
  FROM instructors t JOIN k_instructors s ON s.id = t.id
UNION ALL
SELECT 'locations', s.key, (to_jsonb(t) - '{cimg,id,status_id,project_id,img_id}'::text[])::text
  FROM locations t JOIN k_locations s ON s.id = t.id
UNION ALL
SELECT 'participants', s.key, (to_jsonb(t) - '{cimg,id,status_id}'::text[])::text
  FROM participants t JOIN k_participants s ON s.id = t.id
UNION ALL
SELECT 'posts', s.key, (to_jsonb(t) - '{cimg,id,public_user,status_id,tags_ids,project_id,regio_id,img_id}'::text[]
       || jsonb_build_object('tags', cardinality(tags_ids)))::text
  FROM posts t JOIN k_posts s ON s.id = t.id
UNION ALL
SELECT 'events', s.key, (to_jsonb(t) - '{cimg,id,user_id,public_user,location,status_id,tags_ids,project_id,regio_id,img_id}'::text[]
       || jsonb_build_object('tags', cardinality(tags_ids)))::text
  FROM events t JOIN k_events s ON s.id = t.id
UNION ALL
SELECT 'interactions', s.key, (to_jsonb(t) - '{cimg,id,user_id,project_id,status_id}'::text[])::text
  FROM interactions t JOIN k_interactions s ON s.id = t.id
UNION ALL
SELECT 'pages', s.key, (to_jsonb(t) - '{cimg,id,project}'::text[])::text
  FROM pages t JOIN k_pages s ON s.id = t.id
UNION ALL
SELECT 'page_sections', s.key, (to_jsonb(t) - '{cimg,id,page}'::text[])::text
  FROM page_sections t JOIN k_page_sections s ON s.id = t.id
UNION ALL
SELECT 'domains', s.key, (to_jsonb(t) - '{cimg,id,sysdomain_id,tld,admin_user_id,project_id}'::text[])::text
  FROM domains t JOIN k_domains s ON s.id = t.id
UNION ALL
SELECT 'tasks', t.id, (to_jsonb(t) - '{cimg,record_id,status_id}'::text[])::text
  FROM tasks t
UNION ALL
SELECT 'project_members', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), (to_jsonb(t) - '{project_id,user_id}'::text[])::text
  FROM project_members t LEFT JOIN k_projects a ON a.id = t.project_id LEFT JOIN k_users b ON b.id = t.user_id
UNION ALL
SELECT 'posts_tags', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), (to_jsonb(t) - '{post_id,tag_id}'::text[])::text
  FROM posts_tags t LEFT JOIN k_posts a ON a.id = t.post_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'events_tags', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), (to_jsonb(t) - '{event_id,tag_id}'::text[])::text
  FROM events_tags t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_tags b ON b.id = t.tag_id
UNION ALL
SELECT 'event_instructors', coalesce(a.key, '?') || ' + ' || coalesce(b.key, '?'), (to_jsonb(t) - '{event_id,instructor_id}'::text[])::text
  FROM event_instructors t LEFT JOIN k_events a ON a.id = t.event_id LEFT JOIN k_instructors b ON b.id = t.instructor_id
) AS found (table_name, row_key, content)
ORDER BY table_name COLLATE "C", row_key COLLATE "C", content COLLATE "C"
