COPY (
    SELECT
        events_mark_2.mark AS "#",
        events_1."xmlid" AS "xmlid",
        events_1."name" AS "name",
        events_1."date_begin" AS "date_begin",
        events_1."date_end" AS "date_end",
        (locations_3."xmlid")::text AS "address_id.xmlid",
        locations_mark_4.mark AS "address_id.#",
        CASE
            WHEN events_1."address_id" IS NOT NULL AND locations_3."xmlid" IS NULL
                THEN (events_1."address_id")::text
        END AS "address_id.!",
        (users_5."sysmail")::text AS "user_id.sysmail",
        events_1."seats_max" AS "seats_max",
        events_1."header_type" AS "header_type",
        events_1."rectitle" AS "rectitle",
        events_1."teaser" AS "teaser",
        events_1."version_id" AS "version_id",
        events_1."created_at" AS "created_at",
        events_1."updated_at" AS "updated_at",
        events_1."status" AS "status",
        events_1."isbase" AS "isbase",
        events_1."template" AS "template",
        (instructors_6."xmlid")::text AS "public_user.xmlid",
        instructors_mark_7.mark AS "public_user.#",
        (locations_8."xmlid")::text AS "location.xmlid",
        locations_mark_9.mark AS "location.#",
        events_1."event_type" AS "event_type",
        events_1."md" AS "md",
        events_1."html" AS "html",
        (status_10."table")::text AS "status_id.table",
        (status_10."name")::text AS "status_id.name",
        events_1."lang" AS "lang",
        (
            SELECT CASE
                WHEN jsonb_typeof(value_11.v) = 'array'
                    THEN COALESCE(
                        (
                            SELECT jsonb_agg(
                                CASE
                                    WHEN jsonb_typeof(element_12.v) = 'null' THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof(element_12.v) = 'string'
                                                    AND to_jsonb((tags_13."name")::text) IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        to_jsonb((tags_13."name")::text)
                                                    )
                                                ELSE to_jsonb((tags_13."name")::text)
                                            END
                                            FROM ONLY "public"."tags" AS tags_13
                                            WHERE tags_13."id" = (
                                                CASE
                                                    WHEN ((element_12.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                        THEN (((element_12.v) #>> '{}'))::pg_catalog.int8
                                                    WHEN ((element_12.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                (element_12.v) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN (((element_12.v) #>> '{}'))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', element_12.v)
                                    )
                                END ORDER BY element_12.n
                            )
                            FROM jsonb_array_elements(value_11.v) WITH ORDINALITY AS element_12(
                                v,
                                n
                            )
                        ),
                        '[]'
                    )
                ELSE value_11.v
            END
            FROM (SELECT to_jsonb(events_1."tags_ids") AS v OFFSET 0) AS value_11
        ) AS "tags_ids",
        events_1."tags_display" AS "tags_display",
        (projects_14."domaincode")::text AS "project_id.domaincode",
        (projects_15."domaincode")::text AS "regio_id.domaincode",
        (images_16."xmlid")::text AS "img_id.xmlid",
        images_mark_17.mark AS "img_id.#",
        events_1."img_show" AS "img_show",
        events_1."img_thumb" AS "img_thumb",
        events_1."img_square" AS "img_square",
        events_1."img_wide" AS "img_wide",
        events_1."img_vert" AS "img_vert"
    FROM ONLY "public"."events" AS events_1
    LEFT JOIN pg_temp.satchel_label_6 AS events_mark_2
        ON events_mark_2.tid = events_1.ctid AND events_mark_2.part = events_1.tableoid
    LEFT JOIN ONLY "public"."locations" AS locations_3
        ON locations_3."xmlid" = events_1."address_id"
    LEFT JOIN pg_temp.satchel_label_5 AS locations_mark_4
        ON locations_mark_4.tid = locations_3.ctid AND locations_mark_4.part = locations_3.tableoid
    LEFT JOIN ONLY "public"."users" AS users_5 ON users_5."id" = events_1."user_id"
    LEFT JOIN ONLY "public"."instructors" AS instructors_6
        ON instructors_6."id" = events_1."public_user"
    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_7
        ON instructors_mark_7.tid = instructors_6.ctid
            AND instructors_mark_7.part = instructors_6.tableoid
    LEFT JOIN ONLY "public"."locations" AS locations_8 ON locations_8."id" = events_1."location"
    LEFT JOIN pg_temp.satchel_label_5 AS locations_mark_9
        ON locations_mark_9.tid = locations_8.ctid AND locations_mark_9.part = locations_8.tableoid
    LEFT JOIN ONLY "public"."status" AS status_10 ON status_10."id" = events_1."status_id"
    LEFT JOIN ONLY "public"."projects" AS projects_14 ON projects_14."id" = events_1."project_id"
    LEFT JOIN ONLY "public"."projects" AS projects_15 ON projects_15."id" = events_1."regio_id"
    LEFT JOIN ONLY "public"."images" AS images_16 ON images_16."id" = events_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_17
        ON images_mark_17.tid = images_16.ctid AND images_mark_17.part = images_16.tableoid
    ORDER BY (events_1."xmlid")::text COLLATE "C", (events_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
