COPY (
    SELECT
        t1."sysmail" AS c0,
        t1."extmail" AS c1,
        t1."username" AS c2,
        t1."password" AS c3,
        t1."role" AS c4,
        (r2."table")::text AS c5,
        (r2."name")::text AS c6,
        (r3."xmlid")::text AS c7,
        l4.mark AS c8,
        (r5."xmlid")::text AS c9,
        l6.mark AS c10,
        CASE
            WHEN t1."participant_id" IS NOT NULL AND r5."id" IS NULL
                THEN (t1."participant_id")::text
        END AS c11,
        t1."lang" AS c12,
        t1."created_at" AS c13,
        t1."updated_at" AS c14,
        (r7."xmlid")::text AS c15,
        l8.mark AS c16,
        t1."img_show" AS c17,
        t1."img_thumb" AS c18,
        t1."img_square" AS c19,
        t1."img_wide" AS c20,
        t1."img_vert" AS c21
    FROM ONLY "public"."users" AS t1
    LEFT JOIN ONLY "public"."status" AS r2 ON r2."id" = t1."status_id"
    LEFT JOIN ONLY "public"."instructors" AS r3 ON r3."id" = t1."instructor_id"
    LEFT JOIN pg_temp.satchel_label_4 AS l4 ON l4.tid = r3.ctid AND l4.part = r3.tableoid
    LEFT JOIN ONLY "public"."participants" AS r5 ON r5."id" = t1."participant_id"
    LEFT JOIN pg_temp.satchel_label_0 AS l6 ON l6.tid = r5.ctid AND l6.part = r5.tableoid
    LEFT JOIN ONLY "public"."images" AS r7 ON r7."id" = t1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l8 ON l8.tid = r7.ctid AND l8.part = r7.tableoid
    ORDER BY (t1."sysmail")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
