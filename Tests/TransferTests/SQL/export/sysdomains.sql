COPY (
    SELECT
        sysdomains_mark_2.mark AS "#",
        (tlds_3."name")::text AS "tld.name",
        sysdomains_1."domain" AS "domain",
        sysdomains_1."subdomain" AS "subdomain",
        sysdomains_1."description" AS "description",
        sysdomains_1."options" AS "options"
    FROM ONLY "public"."sysdomains" AS sysdomains_1
    LEFT JOIN pg_temp.satchel_label_1 AS sysdomains_mark_2
        ON sysdomains_mark_2.tid = sysdomains_1.ctid
            AND sysdomains_mark_2.part = sysdomains_1.tableoid
    LEFT JOIN ONLY "public"."tlds" AS tlds_3 ON tlds_3."name" = sysdomains_1."tld"
    ORDER BY (sysdomains_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
