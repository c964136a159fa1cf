COPY (
    SELECT
        l2.mark AS c0,
        (r3."name")::text AS c1,
        t1."domain" AS c2,
        t1."subdomain" AS c3,
        t1."description" AS c4,
        t1."options" AS c5
    FROM ONLY "public"."sysdomains" AS t1
    LEFT JOIN pg_temp.satchel_label_1 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."tlds" AS r3 ON r3."name" = t1."tld"
    ORDER BY (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
