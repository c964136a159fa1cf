COPY (
    SELECT
        l2.mark AS c0,
        t1."xmlid" AS c1,
        t1."name" AS c2,
        t1."age" AS c3,
        t1."city" AS c4,
        t1."country_id" AS c5,
        t1."description" AS c6,
        t1."event_xmlid" AS c7,
        t1."type" AS c8,
        t1."version_id" AS c9,
        (r3."table")::text AS c10,
        (r3."name")::text AS c11,
        t1."created_at" AS c12,
        t1."updated_at" AS c13,
        t1."is_user" AS c14,
        t1."lang" AS c15
    FROM ONLY "public"."participants" AS t1
    LEFT JOIN pg_temp.satchel_label_0 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."status" AS r3 ON r3."id" = t1."status_id"
    ORDER BY (t1."xmlid")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
