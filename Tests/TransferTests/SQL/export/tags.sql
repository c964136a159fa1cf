COPY (
    SELECT
        tags_1."name" AS "name",
        tags_1."description" AS "description",
        tags_1."name_i18n" AS "name_i18n",
        tags_1."desc_i18n" AS "desc_i18n"
    FROM ONLY "public"."tags" AS tags_1
    ORDER BY (tags_1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
