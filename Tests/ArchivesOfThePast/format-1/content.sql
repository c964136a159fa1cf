-- Every row as a JSON array: its table, what names it, its values, and in the places of ids what names the rows that they
-- point at. It shares nothing with satchel.
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
SET IntervalStyle = 'postgres';
WITH RECURSIVE tree AS (
    SELECT id, ARRAY[name] AS path FROM folders WHERE parent_id IS NULL
    UNION ALL SELECT f.id, t.path || f.name FROM folders f JOIN tree t ON t.id = f.parent_id
), comment AS (
    SELECT c.id, json_build_array(j.code, p.kind, a.mail, c.said, c.said_at) AS name
    FROM comments c JOIN pages p ON p.id = c.page_id JOIN projects j ON j.id = p.project_id
        LEFT JOIN people a ON a.id = c.author_id
), line AS (
    SELECT json_build_array('status', area, name, id) AS row FROM status
    UNION ALL
    SELECT json_build_array('people', p.mail, p.name, p.phone, p.notes, p.born, s.area, s.name, c.mail, h.code, p.initial,
        p.password)
    FROM people p LEFT JOIN status s ON s.id = p.status_id LEFT JOIN people c ON c.id = p.chief_id
        LEFT JOIN projects h ON h.id = p.home_id
    UNION ALL
    SELECT json_build_array('projects', j.code, j.title, o.mail,
        CASE WHEN j.member_ids IS NOT NULL THEN (SELECT coalesce(json_agg(m.mail ORDER BY e.n), '[]')
            FROM jsonb_array_elements_text(j.member_ids) WITH ORDINALITY e (id, n) LEFT JOIN people m ON m.id = e.id::integer) END,
        CASE WHEN j.tags_ids IS NOT NULL THEN (SELECT coalesce(json_agg(t.name ORDER BY e.n), '[]')
            FROM unnest(j.tags_ids) WITH ORDINALITY e (id, n) LEFT JOIN tags t ON t.id = e.id) END)
    FROM projects j LEFT JOIN people o ON o.id = j.owner_id
    UNION ALL
    SELECT json_build_array('tags', name, colour) FROM tags
    UNION ALL
    SELECT json_build_array('project_tags', j.code, t.name, l.weight::text)
    FROM project_tags l LEFT JOIN projects j ON j.id = l.project_id LEFT JOIN tags t ON t.id = l.tag_id
    UNION ALL
    SELECT json_build_array('pages', j.code, p.kind, p.body) FROM pages p LEFT JOIN projects j ON j.id = p.project_id
    UNION ALL
    SELECT json_build_array('comments', name) FROM comment
    UNION ALL
    SELECT json_build_array('reactions', c.name, p.mail, r.mood)
    FROM reactions r LEFT JOIN comment c ON c.id = r.comment_id LEFT JOIN people p ON p.id = r.person_id
    UNION ALL
    SELECT json_build_array('images', i.name, regexp_replace(i.about, 'owner_id:\d+', 'owner_id:' || coalesce(o.mail, '?')),
        (i.variations).info, v.name,
        CASE WHEN (i.variations).alike_ids IS NOT NULL THEN (SELECT coalesce(json_agg(a.name ORDER BY e.n), '[]')
            FROM unnest((i.variations).alike_ids) WITH ORDINALITY e (id, n) LEFT JOIN images a ON a.id = e.id) END,
        i.variations IS NOT DISTINCT FROM NULL)
    FROM images i LEFT JOIN images v ON v.id = (i.variations).parent_id
        LEFT JOIN people o ON o.id = substring(i.about FROM 'owner_id:(\d+)')::integer
    UNION ALL
    SELECT json_build_array('tasks', t.title, t.record_type, j.code, p.mail, c.name,
        t.record_id IS NOT NULL AND j.id IS NULL AND p.id IS NULL AND c.id IS NULL)
    FROM tasks t LEFT JOIN projects j ON t.record_type = 'project' AND j.id = t.record_id::integer
        LEFT JOIN people p ON t.record_type = 'person' AND p.id = t.record_id::integer
        LEFT JOIN comment c ON t.record_type = 'comment' AND c.id = t.record_id::integer
    UNION ALL
    SELECT json_build_array('files', f.name, split_part(f.resource, ',', 1), p.mail, j.code, g.kind,
        CASE WHEN p.id IS NULL AND g.id IS NULL THEN f.resource END)
    FROM files f LEFT JOIN people p ON f.resource LIKE 'person,%' AND p.id = split_part(f.resource, ',', 2)::integer
        LEFT JOIN pages g ON f.resource LIKE 'page,%' AND g.id = split_part(f.resource, ',', 2)::integer
        LEFT JOIN projects j ON j.id = g.project_id
    UNION ALL
    SELECT json_build_array('folders', path) FROM tree
    UNION ALL
    SELECT json_build_array('rooms', name, house, door) FROM rooms
    UNION ALL
    SELECT json_build_array('bookings', b.code, r.name, b.lasts)
    FROM bookings b LEFT JOIN rooms r ON (r.house, r.door) = (b.house, b.door)
    UNION ALL
    SELECT json_build_array('kinds', app, model) FROM kinds
    UNION ALL
    SELECT json_build_array('happenings', h.code, k.app, k.model, t.name, f.path, h.place, s.area, s.name,
        CASE WHEN s.id IS NULL THEN h.status_number END, h.changed)
    FROM happenings h LEFT JOIN kinds k ON k.id = h.kind_id
        LEFT JOIN tags t ON k.model = 'tags' AND t.id = h.object_id::integer
        LEFT JOIN tree f ON k.model = 'folders' AND f.id = h.object_id::integer
        LEFT JOIN status s ON s.id = h.status_number
    UNION ALL
    SELECT json_build_array('measures', name, small, big::text, exact::text, single::text, double::text, flag, day::text,
        clock::text, stamp::text, zoned::text, span::text, bytes::text, words, grid, document::text, bits::text, address::text,
        range::text)
    FROM measures
    UNION ALL
    SELECT json_build_array('scrolls', name, length(content), md5(content)) FROM scrolls
)
SELECT row FROM line ORDER BY row::text COLLATE "C";
