COPY (
    SELECT
        page_sections_1."id" AS "id",
        (projects_3."domaincode")::text AS "page.project.domaincode",
        (pages_2."page_type")::text AS "page.page_type",
        page_sections_1."scope" AS "scope",
        page_sections_1."type" AS "type",
        page_sections_1."heading" AS "heading",
        page_sections_1."created_at" AS "created_at",
        page_sections_1."updated_at" AS "updated_at"
    FROM ONLY "public"."page_sections" AS page_sections_1
    LEFT JOIN ONLY "public"."pages" AS pages_2 ON pages_2."id" = page_sections_1."page"
    LEFT JOIN ONLY "public"."projects" AS projects_3 ON projects_3."id" = pages_2."project"
    ORDER BY (page_sections_1."id")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
