COPY (
    SELECT
        (events_2."xmlid")::text AS "event_id.xmlid",
        events_mark_3.mark AS "event_id.#",
        CASE
            WHEN event_instructors_1."event_id" IS NOT NULL AND events_2."id" IS NULL
                THEN (event_instructors_1."event_id")::text
        END AS "event_id.!",
        (instructors_4."xmlid")::text AS "instructor_id.xmlid",
        instructors_mark_5.mark AS "instructor_id.#",
        CASE
            WHEN event_instructors_1."instructor_id" IS NOT NULL AND instructors_4."id" IS NULL
                THEN (event_instructors_1."instructor_id")::text
        END AS "instructor_id.!",
        event_instructors_1."added_at" AS "added_at"
    FROM ONLY "public"."event_instructors" AS event_instructors_1
    LEFT JOIN ONLY "public"."events" AS events_2 ON events_2."id" = event_instructors_1."event_id"
    LEFT JOIN pg_temp.satchel_label_6 AS events_mark_3
        ON events_mark_3.tid = events_2.ctid AND events_mark_3.part = events_2.tableoid
    LEFT JOIN ONLY "public"."instructors" AS instructors_4
        ON instructors_4."id" = event_instructors_1."instructor_id"
    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_5
        ON instructors_mark_5.tid = instructors_4.ctid
            AND instructors_mark_5.part = instructors_4.tableoid
    ORDER BY
        (events_2."xmlid")::text COLLATE "C",
        events_mark_3.mark COLLATE "C",
        CASE
            WHEN event_instructors_1."event_id" IS NOT NULL AND events_2."id" IS NULL
                THEN (event_instructors_1."event_id")::text
        END COLLATE "C",
        (instructors_4."xmlid")::text COLLATE "C",
        instructors_mark_5.mark COLLATE "C",
        CASE
            WHEN event_instructors_1."instructor_id" IS NOT NULL AND instructors_4."id" IS NULL
                THEN (event_instructors_1."instructor_id")::text
        END COLLATE "C"
) TO STDOUT (FORMAT csv)
