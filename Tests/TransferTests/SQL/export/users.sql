COPY (
    SELECT
        users_1."sysmail" AS "sysmail",
        users_1."extmail" AS "extmail",
        users_1."username" AS "username",
        users_1."password" AS "password",
        users_1."role" AS "role",
        (status_2."table")::text AS "status_id.table",
        (status_2."name")::text AS "status_id.name",
        (instructors_3."xmlid")::text AS "instructor_id.xmlid",
        instructors_mark_4.mark AS "instructor_id.#",
        (participants_5."xmlid")::text AS "participant_id.xmlid",
        participants_mark_6.mark AS "participant_id.#",
        CASE
            WHEN users_1."participant_id" IS NOT NULL AND participants_5."id" IS NULL
                THEN (users_1."participant_id")::text
        END AS "participant_id.!",
        users_1."lang" AS "lang",
        users_1."created_at" AS "created_at",
        users_1."updated_at" AS "updated_at",
        (images_7."xmlid")::text AS "img_id.xmlid",
        images_mark_8.mark AS "img_id.#",
        users_1."img_show" AS "img_show",
        users_1."img_thumb" AS "img_thumb",
        users_1."img_square" AS "img_square",
        users_1."img_wide" AS "img_wide",
        users_1."img_vert" AS "img_vert"
    FROM ONLY "public"."users" AS users_1
    LEFT JOIN ONLY "public"."status" AS status_2 ON status_2."id" = users_1."status_id"
    LEFT JOIN ONLY "public"."instructors" AS instructors_3
        ON instructors_3."id" = users_1."instructor_id"
    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_4
        ON instructors_mark_4.tid = instructors_3.ctid
            AND instructors_mark_4.part = instructors_3.tableoid
    LEFT JOIN ONLY "public"."participants" AS participants_5
        ON participants_5."id" = users_1."participant_id"
    LEFT JOIN pg_temp.satchel_label_0 AS participants_mark_6
        ON participants_mark_6.tid = participants_5.ctid
            AND participants_mark_6.part = participants_5.tableoid
    LEFT JOIN ONLY "public"."images" AS images_7 ON images_7."id" = users_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_8
        ON images_mark_8.tid = images_7.ctid AND images_mark_8.part = images_7.tableoid
    ORDER BY (users_1."sysmail")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
