COPY (
    SELECT
        t1."id" AS c0,
        (r3."domaincode")::text AS c1,
        (r2."page_type")::text AS c2,
        t1."scope" AS c3,
        t1."type" AS c4,
        t1."heading" AS c5,
        t1."created_at" AS c6,
        t1."updated_at" AS c7
    FROM ONLY "public"."page_sections" AS t1
    LEFT JOIN ONLY "public"."pages" AS r2 ON r2."id" = t1."page"
    LEFT JOIN ONLY "public"."projects" AS r3 ON r3."id" = r2."project"
    ORDER BY (t1."id")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
