COPY (
    SELECT
        pages_1."id" AS "id",
        (projects_2."domaincode")::text AS "project.domaincode",
        pages_1."header_type" AS "header_type",
        pages_1."page_type" AS "page_type",
        pages_1."created_at" AS "created_at",
        pages_1."updated_at" AS "updated_at",
        pages_1."page_options" AS "page_options",
        pages_1."header_options" AS "header_options",
        pages_1."aside_options" AS "aside_options",
        pages_1."footer_options" AS "footer_options"
    FROM ONLY "public"."pages" AS pages_1
    LEFT JOIN ONLY "public"."projects" AS projects_2 ON projects_2."id" = pages_1."project"
    ORDER BY (projects_2."domaincode")::text COLLATE "C", (pages_1."page_type")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
