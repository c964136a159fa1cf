COPY (
    SELECT
        t1."id" AS c0,
        (r2."domaincode")::text AS c1,
        t1."header_type" AS c2,
        t1."page_type" AS c3,
        t1."created_at" AS c4,
        t1."updated_at" AS c5,
        t1."page_options" AS c6,
        t1."header_options" AS c7,
        t1."aside_options" AS c8,
        t1."footer_options" AS c9
    FROM ONLY "public"."pages" AS t1
    LEFT JOIN ONLY "public"."projects" AS r2 ON r2."id" = t1."project"
    ORDER BY (r2."domaincode")::text COLLATE "C", (t1."page_type")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
