-- :posts posts, and of everything else as many as go with them: 2.3 rows for each post.
INSERT INTO status (name) SELECT 's' || n FROM generate_series(1, 50) AS n;
INSERT INTO users (email, name, status_id) SELECT 'user' || n || '@example.org', 'User ' || n, 1 + n % 50
    FROM generate_series(1, greatest(:posts / 10, 10)) AS n;
INSERT INTO projects (code, title, owner_id) SELECT 'p' || n, 'Project ' || n, 1 + n % (SELECT count(*) FROM users)
    FROM generate_series(1, greatest(:posts / 100, 5)) AS n;
INSERT INTO images (xmlid, url, project_id, owner_id)
    SELECT 'img.' || n, 'https://example.org/i/' || n, 1 + n % (SELECT count(*) FROM projects),
        1 + n % (SELECT count(*) FROM users)
    FROM generate_series(1, greatest(:posts / 5, 5)) AS n;
INSERT INTO posts (xmlid, title, body, created, meta, project_id, author_id, status_id, img_id)
    SELECT 'post.' || md5(n::text), 'Title ' || n, repeat(md5(n::text) || ' lorem ipsum dolor sit amet ', 7),
        timestamptz '2025-01-01' + n * interval '1 minute', jsonb_build_object('n', n, 'k', md5(n::text)),
        1 + n % (SELECT count(*) FROM projects), 1 + n % (SELECT count(*) FROM users), 1 + n % 50,
        1 + n % (SELECT count(*) FROM images)
    FROM generate_series(1, :posts) AS n;
INSERT INTO tags (name) SELECT 't' || n FROM generate_series(1, 100) AS n;
INSERT INTO posts_tags SELECT n, 1 + n % 100 FROM generate_series(1, :posts) AS n;
VACUUM ANALYZE;
