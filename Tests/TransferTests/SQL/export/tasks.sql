COPY (
    SELECT
        tasks_1."id" AS "id",
        tasks_1."name" AS "name",
        tasks_1."description" AS "description",
        tasks_1."category" AS "category",
        tasks_1."priority" AS "priority",
        tasks_1."record_type" AS "record_type",
        CASE
            WHEN tasks_1."record_id" IS NOT NULL
                THEN CASE
                    WHEN jsonb_typeof(to_jsonb(tasks_1."record_id")) = 'null' THEN 'null'::jsonb
                    ELSE COALESCE(
                        CASE
                            WHEN (tasks_1."record_type")::text IN ('event', 'events')
                                THEN (
                                    SELECT CASE
                                        WHEN events_mark_3.mark IS NOT NULL
                                            THEN jsonb_build_object('#', events_mark_3.mark)
                                        ELSE to_jsonb((events_2."xmlid")::text)
                                    END
                                    FROM ONLY "public"."events" AS events_2
                                    LEFT JOIN pg_temp.satchel_label_6 AS events_mark_3
                                        ON events_mark_3.tid = events_2.ctid
                                            AND events_mark_3.part = events_2.tableoid
                                    WHERE events_2."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('image', 'images')
                                THEN (
                                    SELECT CASE
                                        WHEN images_mark_5.mark IS NOT NULL
                                            THEN jsonb_build_object('#', images_mark_5.mark)
                                        ELSE to_jsonb((images_4."xmlid")::text)
                                    END
                                    FROM ONLY "public"."images" AS images_4
                                    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_5
                                        ON images_mark_5.tid = images_4.ctid
                                            AND images_mark_5.part = images_4.tableoid
                                    WHERE images_4."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('instructor', 'instructors')
                                THEN (
                                    SELECT CASE
                                        WHEN instructors_mark_7.mark IS NOT NULL
                                            THEN jsonb_build_object('#', instructors_mark_7.mark)
                                        ELSE to_jsonb((instructors_6."xmlid")::text)
                                    END
                                    FROM ONLY "public"."instructors" AS instructors_6
                                    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_7
                                        ON instructors_mark_7.tid = instructors_6.ctid
                                            AND instructors_mark_7.part = instructors_6.tableoid
                                    WHERE instructors_6."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('interaction', 'interactions')
                                THEN (
                                    SELECT CASE
                                        WHEN interactions_mark_9.mark IS NOT NULL
                                            THEN jsonb_build_object('#', interactions_mark_9.mark)
                                        ELSE NULL::jsonb
                                    END
                                    FROM ONLY "public"."interactions" AS interactions_8
                                    LEFT JOIN pg_temp.satchel_label_8 AS interactions_mark_9
                                        ON interactions_mark_9.tid = interactions_8.ctid
                                            AND interactions_mark_9.part = interactions_8.tableoid
                                    WHERE interactions_8."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('location', 'locations')
                                THEN (
                                    SELECT CASE
                                        WHEN locations_mark_11.mark IS NOT NULL
                                            THEN jsonb_build_object('#', locations_mark_11.mark)
                                        ELSE to_jsonb((locations_10."xmlid")::text)
                                    END
                                    FROM ONLY "public"."locations" AS locations_10
                                    LEFT JOIN pg_temp.satchel_label_5 AS locations_mark_11
                                        ON locations_mark_11.tid = locations_10.ctid
                                            AND locations_mark_11.part = locations_10.tableoid
                                    WHERE locations_10."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('page', 'pages')
                                THEN (
                                    SELECT CASE
                                        WHEN num_nonnulls(
                                            (projects_13."domaincode")::text,
                                            (pages_12."page_type")::text
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            to_jsonb((projects_13."domaincode")::text),
                                            (pages_12."page_type")::text
                                        )
                                    END
                                    FROM ONLY "public"."pages" AS pages_12
                                    LEFT JOIN ONLY "public"."projects" AS projects_13
                                        ON projects_13."id" = pages_12."project"
                                    WHERE pages_12."id" = ((to_jsonb(tasks_1."record_id")) #>> '{}')
                                )
                            WHEN (tasks_1."record_type")::text IN ('participant', 'participants')
                                THEN (
                                    SELECT CASE
                                        WHEN participants_mark_15.mark IS NOT NULL
                                            THEN jsonb_build_object('#', participants_mark_15.mark)
                                        ELSE to_jsonb((participants_14."xmlid")::text)
                                    END
                                    FROM ONLY "public"."participants" AS participants_14
                                    LEFT JOIN pg_temp.satchel_label_0 AS participants_mark_15
                                        ON participants_mark_15.tid = participants_14.ctid
                                            AND participants_mark_15.part = participants_14.tableoid
                                    WHERE participants_14."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('post', 'posts')
                                THEN (
                                    SELECT CASE
                                        WHEN posts_mark_17.mark IS NOT NULL
                                            THEN jsonb_build_object('#', posts_mark_17.mark)
                                        ELSE to_jsonb((posts_16."xmlid")::text)
                                    END
                                    FROM ONLY "public"."posts" AS posts_16
                                    LEFT JOIN pg_temp.satchel_label_7 AS posts_mark_17
                                        ON posts_mark_17.tid = posts_16.ctid
                                            AND posts_mark_17.part = posts_16.tableoid
                                    WHERE posts_16."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('project', 'projects')
                                THEN (
                                    SELECT to_jsonb((projects_18."domaincode")::text)
                                    FROM ONLY "public"."projects" AS projects_18
                                    WHERE projects_18."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('status')
                                THEN (
                                    SELECT CASE
                                        WHEN num_nonnulls(
                                            (status_19."table")::text,
                                            (status_19."name")::text
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            (status_19."table")::text,
                                            (status_19."name")::text
                                        )
                                    END
                                    FROM ONLY "public"."status" AS status_19
                                    WHERE status_19."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('tag', 'tags')
                                THEN (
                                    SELECT to_jsonb((tags_20."name")::text)
                                    FROM ONLY "public"."tags" AS tags_20
                                    WHERE tags_20."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (tasks_1."record_type")::text IN ('task', 'tasks')
                                THEN (
                                    SELECT to_jsonb((tasks_21."id")::text)
                                    FROM ONLY "public"."tasks" AS tasks_21
                                    WHERE tasks_21."id" = ((to_jsonb(tasks_1."record_id")) #>> '{}')
                                )
                            WHEN (tasks_1."record_type")::text IN ('user', 'users')
                                THEN (
                                    SELECT to_jsonb((users_22."sysmail")::text)
                                    FROM ONLY "public"."users" AS users_22
                                    WHERE users_22."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN (
                                                (to_jsonb(tasks_1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(tasks_1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                        END,
                        jsonb_build_object('!', to_jsonb(tasks_1."record_id"))
                    )
                END
        END AS "record_id",
        tasks_1."assigned_to" AS "assigned_to",
        tasks_1."created_at" AS "created_at",
        tasks_1."updated_at" AS "updated_at",
        tasks_1."due_date" AS "due_date",
        tasks_1."completed_at" AS "completed_at",
        tasks_1."version_id" AS "version_id",
        tasks_1."release_id" AS "release_id",
        tasks_1."prompt" AS "prompt",
        tasks_1."logic" AS "logic",
        tasks_1."filter" AS "filter",
        tasks_1."entity_name" AS "entity_name",
        (status_23."table")::text AS "status_id.table",
        (status_23."name")::text AS "status_id.name",
        tasks_1."lang" AS "lang"
    FROM ONLY "public"."tasks" AS tasks_1
    LEFT JOIN ONLY "public"."status" AS status_23 ON status_23."id" = tasks_1."status_id"
    ORDER BY (tasks_1."id")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
