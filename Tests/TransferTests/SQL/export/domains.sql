COPY (
    SELECT
        domains_mark_2.mark AS "#",
        sysdomains_mark_4.mark AS "sysdomain_id.#",
        (tlds_5."name")::text AS "tld.name",
        domains_1."textdomain" AS "textdomain",
        (users_6."sysmail")::text AS "admin_user_id.sysmail",
        (projects_7."domaincode")::text AS "project_id.domaincode",
        domains_1."description" AS "description",
        domains_1."domainname" AS "domainname"
    FROM ONLY "public"."domains" AS domains_1
    LEFT JOIN pg_temp.satchel_label_2 AS domains_mark_2
        ON domains_mark_2.tid = domains_1.ctid AND domains_mark_2.part = domains_1.tableoid
    LEFT JOIN ONLY "public"."sysdomains" AS sysdomains_3
        ON sysdomains_3."id" = domains_1."sysdomain_id"
    LEFT JOIN pg_temp.satchel_label_1 AS sysdomains_mark_4
        ON sysdomains_mark_4.tid = sysdomains_3.ctid
            AND sysdomains_mark_4.part = sysdomains_3.tableoid
    LEFT JOIN ONLY "public"."tlds" AS tlds_5 ON tlds_5."name" = domains_1."tld"
    LEFT JOIN ONLY "public"."users" AS users_6 ON users_6."id" = domains_1."admin_user_id"
    LEFT JOIN ONLY "public"."projects" AS projects_7 ON projects_7."id" = domains_1."project_id"
    ORDER BY (domains_1."domainname")::text COLLATE "C", (domains_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
