COPY (
    SELECT
        tlds_1."name" AS "name",
        tlds_1."description" AS "description",
        tlds_1."relevance" AS "relevance"
    FROM ONLY "public"."tlds" AS tlds_1
    ORDER BY (tlds_1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
