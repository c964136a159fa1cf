COPY (
    SELECT
        (r2."xmlid")::text AS c0,
        l3.mark AS c1,
        CASE
            WHEN t1."event_id" IS NOT NULL AND r2."id" IS NULL THEN (t1."event_id")::text
        END AS c2,
        (r4."xmlid")::text AS c3,
        l5.mark AS c4,
        CASE
            WHEN t1."instructor_id" IS NOT NULL AND r4."id" IS NULL THEN (t1."instructor_id")::text
        END AS c5,
        t1."added_at" AS c6
    FROM ONLY "public"."event_instructors" AS t1
    LEFT JOIN ONLY "public"."events" AS r2 ON r2."id" = t1."event_id"
    LEFT JOIN pg_temp.satchel_label_6 AS l3 ON l3.tid = r2.ctid AND l3.part = r2.tableoid
    LEFT JOIN ONLY "public"."instructors" AS r4 ON r4."id" = t1."instructor_id"
    LEFT JOIN pg_temp.satchel_label_4 AS l5 ON l5.tid = r4.ctid AND l5.part = r4.tableoid
    ORDER BY
        (r2."xmlid")::text COLLATE "C",
        l3.mark COLLATE "C",
        CASE
            WHEN t1."event_id" IS NOT NULL AND r2."id" IS NULL THEN (t1."event_id")::text
        END COLLATE "C",
        (r4."xmlid")::text COLLATE "C",
        l5.mark COLLATE "C",
        CASE
            WHEN t1."instructor_id" IS NOT NULL AND r4."id" IS NULL THEN (t1."instructor_id")::text
        END COLLATE "C"
) TO STDOUT (FORMAT csv)
