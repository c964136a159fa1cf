COPY (
    SELECT
        (r2."domaincode")::text AS c0,
        (r3."sysmail")::text AS c1,
        t1."role" AS c2,
        t1."added_at" AS c3
    FROM ONLY "public"."project_members" AS t1
    LEFT JOIN ONLY "public"."projects" AS r2 ON r2."id" = t1."project_id"
    LEFT JOIN ONLY "public"."users" AS r3 ON r3."id" = t1."user_id"
    ORDER BY (r2."domaincode")::text COLLATE "C", (r3."sysmail")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
