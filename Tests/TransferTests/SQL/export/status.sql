COPY (
    SELECT
        t1."id" AS c0,
        t1."value" AS c1,
        t1."name" AS c2,
        t1."table" AS c3,
        t1."description" AS c4,
        t1."name_i18n" AS c5,
        t1."desc_i18n" AS c6
    FROM ONLY "public"."status" AS t1
    ORDER BY (t1."table")::text COLLATE "C", (t1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
