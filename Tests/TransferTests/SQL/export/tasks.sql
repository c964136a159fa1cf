COPY (
    SELECT
        t1."id" AS c0,
        t1."name" AS c1,
        t1."description" AS c2,
        t1."category" AS c3,
        t1."priority" AS c4,
        t1."record_type" AS c5,
        CASE
            WHEN t1."record_id" IS NOT NULL
                THEN CASE
                    WHEN jsonb_typeof(to_jsonb(t1."record_id")) = 'null' THEN 'null'::jsonb
                    ELSE COALESCE(
                        CASE
                            WHEN (t1."record_type")::text IN ('event', 'events')
                                THEN (
                                    SELECT CASE
                                        WHEN l3.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l3.mark)
                                        ELSE to_jsonb((t2."xmlid")::text)
                                    END
                                    FROM ONLY "public"."events" AS t2
                                    LEFT JOIN pg_temp.satchel_label_6 AS l3
                                        ON l3.tid = t2.ctid AND l3.part = t2.tableoid
                                    WHERE t2."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('image', 'images')
                                THEN (
                                    SELECT CASE
                                        WHEN l5.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l5.mark)
                                        ELSE to_jsonb((t4."xmlid")::text)
                                    END
                                    FROM ONLY "public"."images" AS t4
                                    LEFT JOIN pg_temp.satchel_label_3 AS l5
                                        ON l5.tid = t4.ctid AND l5.part = t4.tableoid
                                    WHERE t4."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('instructor', 'instructors')
                                THEN (
                                    SELECT CASE
                                        WHEN l7.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l7.mark)
                                        ELSE to_jsonb((t6."xmlid")::text)
                                    END
                                    FROM ONLY "public"."instructors" AS t6
                                    LEFT JOIN pg_temp.satchel_label_4 AS l7
                                        ON l7.tid = t6.ctid AND l7.part = t6.tableoid
                                    WHERE t6."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('interaction', 'interactions')
                                THEN (
                                    SELECT CASE
                                        WHEN l9.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l9.mark)
                                        ELSE NULL::jsonb
                                    END
                                    FROM ONLY "public"."interactions" AS t8
                                    LEFT JOIN pg_temp.satchel_label_8 AS l9
                                        ON l9.tid = t8.ctid AND l9.part = t8.tableoid
                                    WHERE t8."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('location', 'locations')
                                THEN (
                                    SELECT CASE
                                        WHEN l11.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l11.mark)
                                        ELSE to_jsonb((t10."xmlid")::text)
                                    END
                                    FROM ONLY "public"."locations" AS t10
                                    LEFT JOIN pg_temp.satchel_label_5 AS l11
                                        ON l11.tid = t10.ctid AND l11.part = t10.tableoid
                                    WHERE t10."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('page', 'pages')
                                THEN (
                                    SELECT CASE
                                        WHEN num_nonnulls(
                                            (r13."domaincode")::text,
                                            (t12."page_type")::text
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            to_jsonb((r13."domaincode")::text),
                                            (t12."page_type")::text
                                        )
                                    END
                                    FROM ONLY "public"."pages" AS t12
                                    LEFT JOIN ONLY "public"."projects" AS r13
                                        ON r13."id" = t12."project"
                                    WHERE t12."id" = ((to_jsonb(t1."record_id")) #>> '{}')
                                )
                            WHEN (t1."record_type")::text IN ('participant', 'participants')
                                THEN (
                                    SELECT CASE
                                        WHEN l15.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l15.mark)
                                        ELSE to_jsonb((t14."xmlid")::text)
                                    END
                                    FROM ONLY "public"."participants" AS t14
                                    LEFT JOIN pg_temp.satchel_label_0 AS l15
                                        ON l15.tid = t14.ctid AND l15.part = t14.tableoid
                                    WHERE t14."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('post', 'posts')
                                THEN (
                                    SELECT CASE
                                        WHEN l17.mark IS NOT NULL
                                            THEN jsonb_build_object('#', l17.mark)
                                        ELSE to_jsonb((t16."xmlid")::text)
                                    END
                                    FROM ONLY "public"."posts" AS t16
                                    LEFT JOIN pg_temp.satchel_label_7 AS l17
                                        ON l17.tid = t16.ctid AND l17.part = t16.tableoid
                                    WHERE t16."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('project', 'projects')
                                THEN (
                                    SELECT to_jsonb((t18."domaincode")::text)
                                    FROM ONLY "public"."projects" AS t18
                                    WHERE t18."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('status')
                                THEN (
                                    SELECT CASE
                                        WHEN num_nonnulls(
                                            (t19."table")::text,
                                            (t19."name")::text
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            (t19."table")::text,
                                            (t19."name")::text
                                        )
                                    END
                                    FROM ONLY "public"."status" AS t19
                                    WHERE t19."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('tag', 'tags')
                                THEN (
                                    SELECT to_jsonb((t20."name")::text)
                                    FROM ONLY "public"."tags" AS t20
                                    WHERE t20."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                            WHEN (t1."record_type")::text IN ('task', 'tasks')
                                THEN (
                                    SELECT to_jsonb((t21."id")::text)
                                    FROM ONLY "public"."tasks" AS t21
                                    WHERE t21."id" = ((to_jsonb(t1."record_id")) #>> '{}')
                                )
                            WHEN (t1."record_type")::text IN ('user', 'users')
                                THEN (
                                    SELECT to_jsonb((t22."sysmail")::text)
                                    FROM ONLY "public"."users" AS t22
                                    WHERE t22."id" = (
                                        CASE
                                            WHEN (
                                                (to_jsonb(t1."record_id")) #>> '{}'
                                            ) ~ '^-?[0-9]{1,18}$'
                                                THEN ((
                                                    (to_jsonb(t1."record_id")) #>> '{}'
                                                ))::pg_catalog.int8
                                            WHEN ((to_jsonb(t1."record_id")) #>> '{}') ~ '^-?[0-9]{19}$'
                                                THEN CASE
                                                    WHEN ((
                                                        (to_jsonb(t1."record_id")) #>> '{}'
                                                    ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                        THEN ((
                                                            (to_jsonb(t1."record_id")) #>> '{}'
                                                        ))::pg_catalog.int8
                                                END
                                        END
                                    )
                                )
                        END,
                        jsonb_build_object('!', to_jsonb(t1."record_id"))
                    )
                END
        END AS c6,
        t1."assigned_to" AS c7,
        t1."created_at" AS c8,
        t1."updated_at" AS c9,
        t1."due_date" AS c10,
        t1."completed_at" AS c11,
        t1."version_id" AS c12,
        t1."release_id" AS c13,
        t1."prompt" AS c14,
        t1."logic" AS c15,
        t1."filter" AS c16,
        t1."entity_name" AS c17,
        (r23."table")::text AS c18,
        (r23."name")::text AS c19,
        t1."lang" AS c20
    FROM ONLY "public"."tasks" AS t1
    LEFT JOIN ONLY "public"."status" AS r23 ON r23."id" = t1."status_id"
    ORDER BY (t1."id")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
