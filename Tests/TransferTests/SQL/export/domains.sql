COPY (
    SELECT
        l2.mark AS c0,
        l4.mark AS c1,
        (r5."name")::text AS c2,
        t1."textdomain" AS c3,
        (r6."sysmail")::text AS c4,
        (r7."domaincode")::text AS c5,
        t1."description" AS c6,
        t1."domainname" AS c7
    FROM ONLY "public"."domains" AS t1
    LEFT JOIN pg_temp.satchel_label_2 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."sysdomains" AS r3 ON r3."id" = t1."sysdomain_id"
    LEFT JOIN pg_temp.satchel_label_1 AS l4 ON l4.tid = r3.ctid AND l4.part = r3.tableoid
    LEFT JOIN ONLY "public"."tlds" AS r5 ON r5."name" = t1."tld"
    LEFT JOIN ONLY "public"."users" AS r6 ON r6."id" = t1."admin_user_id"
    LEFT JOIN ONLY "public"."projects" AS r7 ON r7."id" = t1."project_id"
    ORDER BY (t1."domainname")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
