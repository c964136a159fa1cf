COPY (
    SELECT t1."name" AS c0, t1."description" AS c1, t1."relevance" AS c2
    FROM ONLY "public"."tlds" AS t1
    ORDER BY (t1."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
