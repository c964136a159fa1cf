COPY (
    SELECT
        status_1."id" AS "id",
        status_1."value" AS "value",
        status_1."name" AS "name",
        status_1."table" AS "table",
        status_1."description" AS "description",
        status_1."name_i18n" AS "name_i18n",
        status_1."desc_i18n" AS "desc_i18n"
    FROM ONLY "public"."status" AS status_1
    ORDER BY (status_1."table")::text COLLATE "C", (status_1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
