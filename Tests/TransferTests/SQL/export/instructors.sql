COPY (
    SELECT
        instructors_mark_2.mark AS "#",
        instructors_1."xmlid" AS "xmlid",
        instructors_1."name" AS "name",
        instructors_1."email" AS "email",
        instructors_1."phone" AS "phone",
        instructors_1."city" AS "city",
        instructors_1."country_id" AS "country_id",
        instructors_1."description" AS "description",
        instructors_1."event_xmlid" AS "event_xmlid",
        instructors_1."version_id" AS "version_id",
        (status_3."table")::text AS "status_id.table",
        (status_3."name")::text AS "status_id.name",
        instructors_1."multiproject" AS "multiproject",
        instructors_1."header_type" AS "header_type",
        instructors_1."md" AS "md",
        instructors_1."html" AS "html",
        instructors_1."isbase" AS "isbase",
        instructors_1."created_at" AS "created_at",
        instructors_1."updated_at" AS "updated_at",
        instructors_1."is_user" AS "is_user",
        instructors_1."header_size" AS "header_size",
        (projects_4."domaincode")::text AS "regio_id.domaincode",
        CASE
            WHEN instructors_1."regio_id" IS NOT NULL AND projects_4."id" IS NULL
                THEN (instructors_1."regio_id")::text
        END AS "regio_id.!",
        (images_5."xmlid")::text AS "img_id.xmlid",
        images_mark_6.mark AS "img_id.#",
        instructors_1."img_show" AS "img_show",
        instructors_1."img_thumb" AS "img_thumb",
        instructors_1."img_square" AS "img_square",
        instructors_1."img_wide" AS "img_wide",
        instructors_1."img_vert" AS "img_vert",
        instructors_1."lang" AS "lang"
    FROM ONLY "public"."instructors" AS instructors_1
    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_2
        ON instructors_mark_2.tid = instructors_1.ctid
            AND instructors_mark_2.part = instructors_1.tableoid
    LEFT JOIN ONLY "public"."status" AS status_3 ON status_3."id" = instructors_1."status_id"
    LEFT JOIN ONLY "public"."projects" AS projects_4 ON projects_4."id" = instructors_1."regio_id"
    LEFT JOIN ONLY "public"."images" AS images_5 ON images_5."id" = instructors_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_6
        ON images_mark_6.tid = images_5.ctid AND images_mark_6.part = images_5.tableoid
    ORDER BY (instructors_1."xmlid")::text COLLATE "C", (instructors_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
