COPY (
    SELECT
        participants_mark_2.mark AS "#",
        participants_1."xmlid" AS "xmlid",
        participants_1."name" AS "name",
        participants_1."age" AS "age",
        participants_1."city" AS "city",
        participants_1."country_id" AS "country_id",
        participants_1."description" AS "description",
        participants_1."event_xmlid" AS "event_xmlid",
        participants_1."type" AS "type",
        participants_1."version_id" AS "version_id",
        (status_3."table")::text AS "status_id.table",
        (status_3."name")::text AS "status_id.name",
        participants_1."created_at" AS "created_at",
        participants_1."updated_at" AS "updated_at",
        participants_1."is_user" AS "is_user",
        participants_1."lang" AS "lang"
    FROM ONLY "public"."participants" AS participants_1
    LEFT JOIN pg_temp.satchel_label_0 AS participants_mark_2
        ON participants_mark_2.tid = participants_1.ctid
            AND participants_mark_2.part = participants_1.tableoid
    LEFT JOIN ONLY "public"."status" AS status_3 ON status_3."id" = participants_1."status_id"
    ORDER BY (participants_1."xmlid")::text COLLATE "C", (participants_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
