COPY (
    SELECT
        (projects_2."domaincode")::text AS "project_id.domaincode",
        (users_3."sysmail")::text AS "user_id.sysmail",
        project_members_1."role" AS "role",
        project_members_1."added_at" AS "added_at"
    FROM ONLY "public"."project_members" AS project_members_1
    LEFT JOIN ONLY "public"."projects" AS projects_2
        ON projects_2."id" = project_members_1."project_id"
    LEFT JOIN ONLY "public"."users" AS users_3 ON users_3."id" = project_members_1."user_id"
    ORDER BY (projects_2."domaincode")::text COLLATE "C", (users_3."sysmail")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
