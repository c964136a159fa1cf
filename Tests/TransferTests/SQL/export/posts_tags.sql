COPY (
    SELECT
        (posts_2."xmlid")::text AS "post_id.xmlid",
        posts_mark_3.mark AS "post_id.#",
        (tags_4."name")::text AS "tag_id.name",
        posts_tags_1."created_at" AS "created_at"
    FROM ONLY "public"."posts_tags" AS posts_tags_1
    LEFT JOIN ONLY "public"."posts" AS posts_2 ON posts_2."id" = posts_tags_1."post_id"
    LEFT JOIN pg_temp.satchel_label_7 AS posts_mark_3
        ON posts_mark_3.tid = posts_2.ctid AND posts_mark_3.part = posts_2.tableoid
    LEFT JOIN ONLY "public"."tags" AS tags_4 ON tags_4."id" = posts_tags_1."tag_id"
    ORDER BY
        (posts_2."xmlid")::text COLLATE "C",
        posts_mark_3.mark COLLATE "C",
        (tags_4."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
