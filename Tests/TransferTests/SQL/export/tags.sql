COPY (
    SELECT t1."name" AS c0, t1."description" AS c1, t1."name_i18n" AS c2, t1."desc_i18n" AS c3
    FROM ONLY "public"."tags" AS t1
    ORDER BY (t1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
