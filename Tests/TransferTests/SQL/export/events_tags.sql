COPY (
    SELECT
        (events_2."xmlid")::text AS "event_id.xmlid",
        events_mark_3.mark AS "event_id.#",
        (tags_4."name")::text AS "tag_id.name",
        events_tags_1."created_at" AS "created_at"
    FROM ONLY "public"."events_tags" AS events_tags_1
    LEFT JOIN ONLY "public"."events" AS events_2 ON events_2."id" = events_tags_1."event_id"
    LEFT JOIN pg_temp.satchel_label_6 AS events_mark_3
        ON events_mark_3.tid = events_2.ctid AND events_mark_3.part = events_2.tableoid
    LEFT JOIN ONLY "public"."tags" AS tags_4 ON tags_4."id" = events_tags_1."tag_id"
    ORDER BY
        (events_2."xmlid")::text COLLATE "C",
        events_mark_3.mark COLLATE "C",
        (tags_4."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
