COPY (
    SELECT
        l2.mark AS c0,
        (r3."sysmail")::text AS c1,
        t1."name" AS c2,
        (r4."domaincode")::text AS c3,
        t1."timestamp" AS c4,
        (r5."table")::text AS c5,
        (r5."name")::text AS c6,
        t1."actions" AS c7,
        t1."to_mail" AS c8,
        t1."from_mail" AS c9,
        t1."subject" AS c10,
        t1."md" AS c11,
        t1."fields" AS c12
    FROM ONLY "public"."interactions" AS t1
    LEFT JOIN pg_temp.satchel_label_8 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."users" AS r3 ON r3."id" = t1."user_id"
    LEFT JOIN ONLY "public"."projects" AS r4 ON r4."id" = t1."project_id"
    LEFT JOIN ONLY "public"."status" AS r5 ON r5."id" = t1."status_id"
    ORDER BY (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
