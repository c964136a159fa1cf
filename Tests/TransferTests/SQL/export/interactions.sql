COPY (
    SELECT
        interactions_mark_2.mark AS "#",
        (users_3."sysmail")::text AS "user_id.sysmail",
        interactions_1."name" AS "name",
        (projects_4."domaincode")::text AS "project_id.domaincode",
        interactions_1."timestamp" AS "timestamp",
        (status_5."table")::text AS "status_id.table",
        (status_5."name")::text AS "status_id.name",
        interactions_1."actions" AS "actions",
        interactions_1."to_mail" AS "to_mail",
        interactions_1."from_mail" AS "from_mail",
        interactions_1."subject" AS "subject",
        interactions_1."md" AS "md",
        interactions_1."fields" AS "fields"
    FROM ONLY "public"."interactions" AS interactions_1
    LEFT JOIN pg_temp.satchel_label_8 AS interactions_mark_2
        ON interactions_mark_2.tid = interactions_1.ctid
            AND interactions_mark_2.part = interactions_1.tableoid
    LEFT JOIN ONLY "public"."users" AS users_3 ON users_3."id" = interactions_1."user_id"
    LEFT JOIN ONLY "public"."projects" AS projects_4
        ON projects_4."id" = interactions_1."project_id"
    LEFT JOIN ONLY "public"."status" AS status_5 ON status_5."id" = interactions_1."status_id"
    ORDER BY (interactions_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
