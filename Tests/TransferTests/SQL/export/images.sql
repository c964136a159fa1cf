COPY (
    SELECT
        images_mark_2.mark AS "#",
        images_1."xmlid" AS "xmlid",
        images_1."name" AS "name",
        images_1."url" AS "url",
        (projects_3."domaincode")::text AS "project_id.domaincode",
        images_1."project_domaincode" AS "project_domaincode",
        (status_4."table")::text AS "status_id.table",
        (status_4."name")::text AS "status_id.name",
        CASE
            WHEN images_1."status_id" IS NOT NULL AND status_4."id" IS NULL
                THEN (images_1."status_id")::text
        END AS "status_id.!",
        (users_5."sysmail")::text AS "owner_id.sysmail",
        images_1."alt_text" AS "alt_text",
        images_1."title" AS "title",
        images_1."date" AS "date",
        images_1."geo" AS "geo",
        images_1."x" AS "x",
        images_1."y" AS "y",
        images_1."shape_wide" AS "shape_wide",
        images_1."shape_square" AS "shape_square",
        images_1."shape_vertical" AS "shape_vertical",
        images_1."shape_thumb" AS "shape_thumb",
        images_1."fileformat" AS "fileformat",
        images_1."embedformat" AS "embedformat",
        images_1."license" AS "license",
        images_1."length" AS "length",
        CASE
            WHEN images_1."about" IS NOT NULL
                THEN (
                    SELECT jsonb_agg(part_6.v ORDER BY part_6.n, part_6.k)
                    FROM (
                        SELECT piece_7.n, 0 AS k, to_jsonb(piece_7.v) AS v
                        FROM regexp_split_to_table(
                            images_1."about",
                            E'(?<=owner_id\\:)[0-9]+'
                        ) WITH ORDINALITY AS piece_7(v, n)
                        UNION ALL
                        SELECT
                            match_8.n,
                            1,
                            CASE
                                WHEN jsonb_typeof(to_jsonb(match_8.v[1])) = 'null'
                                    THEN 'null'::jsonb
                                ELSE COALESCE(
                                    (
                                        SELECT to_jsonb((users_9."sysmail")::text)
                                        FROM ONLY "public"."users" AS users_9
                                        WHERE users_9."id" = (
                                            CASE
                                                WHEN ((to_jsonb(match_8.v[1])) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                    THEN (((to_jsonb(match_8.v[1])) #>> '{}'))::pg_catalog.int8
                                                WHEN ((to_jsonb(match_8.v[1])) #>> '{}') ~ '^-?[0-9]{19}$'
                                                    THEN CASE
                                                        WHEN ((
                                                            (to_jsonb(match_8.v[1])) #>> '{}'
                                                        ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                            THEN (((to_jsonb(match_8.v[1])) #>> '{}'))::pg_catalog.int8
                                                    END
                                            END
                                        )
                                    ),
                                    jsonb_build_object('!', to_jsonb(match_8.v[1]))
                                )
                            END
                        FROM regexp_matches(
                            images_1."about",
                            E'(?<=owner_id\\:)[0-9]+',
                            'g'
                        ) WITH ORDINALITY AS match_8(v, n)
                    ) AS part_6
                )
        END AS "about",
        images_1."author" AS "author",
        images_1."producer" AS "producer",
        images_1."publisher" AS "publisher",
        (
            SELECT CASE
                WHEN jsonb_typeof(value_13.v) = 'object' AND value_13.v ? 'alike_ids'
                    THEN jsonb_set(
                        value_13.v,
                        ARRAY['alike_ids'],
                        (
                            SELECT CASE
                                WHEN jsonb_typeof(value_14.v) = 'array'
                                    THEN COALESCE(
                                        (
                                            SELECT jsonb_agg(
                                                CASE
                                                    WHEN jsonb_typeof(element_15.v) = 'null' THEN 'null'::jsonb
                                                    ELSE COALESCE(
                                                        (
                                                            SELECT CASE
                                                                WHEN jsonb_typeof(element_15.v) = 'string'
                                                                    AND CASE
                                                                        WHEN images_mark_17.mark IS NOT NULL
                                                                            THEN jsonb_build_object('#', images_mark_17.mark)
                                                                        ELSE to_jsonb((images_16."xmlid")::text)
                                                                    END IS NOT NULL
                                                                    THEN jsonb_build_object(
                                                                        'text',
                                                                        CASE
                                                                            WHEN images_mark_17.mark IS NOT NULL
                                                                                THEN jsonb_build_object('#', images_mark_17.mark)
                                                                            ELSE to_jsonb((images_16."xmlid")::text)
                                                                        END
                                                                    )
                                                                ELSE CASE
                                                                    WHEN images_mark_17.mark IS NOT NULL
                                                                        THEN jsonb_build_object('#', images_mark_17.mark)
                                                                    ELSE to_jsonb((images_16."xmlid")::text)
                                                                END
                                                            END
                                                            FROM ONLY "public"."images" AS images_16
                                                            LEFT JOIN pg_temp.satchel_label_3 AS images_mark_17
                                                                ON images_mark_17.tid = images_16.ctid
                                                                    AND images_mark_17.part = images_16.tableoid
                                                            WHERE images_16."id" = (
                                                                CASE
                                                                    WHEN ((element_15.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                                        THEN (((element_15.v) #>> '{}'))::pg_catalog.int8
                                                                    WHEN ((element_15.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                                        THEN CASE
                                                                            WHEN ((
                                                                                (element_15.v) #>> '{}'
                                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                                THEN (((element_15.v) #>> '{}'))::pg_catalog.int8
                                                                        END
                                                                END
                                                            )
                                                        ),
                                                        jsonb_build_object('!', element_15.v)
                                                    )
                                                END ORDER BY element_15.n
                                            )
                                            FROM jsonb_array_elements(
                                                value_14.v
                                            ) WITH ORDINALITY AS element_15(v, n)
                                        ),
                                        '[]'
                                    )
                                ELSE value_14.v
                            END
                            FROM (SELECT (value_13.v -> 'alike_ids') AS v OFFSET 0) AS value_14
                        )
                    )
                ELSE value_13.v
            END
            FROM (
                SELECT (
                    SELECT CASE
                        WHEN jsonb_typeof(value_10.v) = 'object' AND value_10.v ? 'parent_id'
                            THEN jsonb_set(
                                value_10.v,
                                ARRAY['parent_id'],
                                CASE
                                    WHEN jsonb_typeof((value_10.v -> 'parent_id')) = 'null'
                                        THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof((value_10.v -> 'parent_id')) = 'string'
                                                    AND CASE
                                                        WHEN images_mark_12.mark IS NOT NULL
                                                            THEN jsonb_build_object('#', images_mark_12.mark)
                                                        ELSE to_jsonb((images_11."xmlid")::text)
                                                    END IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        CASE
                                                            WHEN images_mark_12.mark IS NOT NULL
                                                                THEN jsonb_build_object('#', images_mark_12.mark)
                                                            ELSE to_jsonb((images_11."xmlid")::text)
                                                        END
                                                    )
                                                ELSE CASE
                                                    WHEN images_mark_12.mark IS NOT NULL
                                                        THEN jsonb_build_object('#', images_mark_12.mark)
                                                    ELSE to_jsonb((images_11."xmlid")::text)
                                                END
                                            END
                                            FROM ONLY "public"."images" AS images_11
                                            LEFT JOIN pg_temp.satchel_label_3 AS images_mark_12
                                                ON images_mark_12.tid = images_11.ctid
                                                    AND images_mark_12.part = images_11.tableoid
                                            WHERE images_11."id" = (
                                                CASE
                                                    WHEN (
                                                        ((value_10.v -> 'parent_id')) #>> '{}'
                                                    ) ~ '^-?[0-9]{1,18}$'
                                                        THEN ((
                                                            ((value_10.v -> 'parent_id')) #>> '{}'
                                                        ))::pg_catalog.int8
                                                    WHEN (
                                                        ((value_10.v -> 'parent_id')) #>> '{}'
                                                    ) ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                ((value_10.v -> 'parent_id')) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN ((
                                                                    ((value_10.v -> 'parent_id')) #>> '{}'
                                                                ))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', (value_10.v -> 'parent_id'))
                                    )
                                END
                            )
                        ELSE value_10.v
                    END
                    FROM (SELECT to_jsonb(images_1."variations") AS v OFFSET 0) AS value_10
                ) AS v
                OFFSET 0
            ) AS value_13
        ) AS "variations",
        (images_18."xmlid")::text AS "root_id.xmlid",
        images_mark_19.mark AS "root_id.#",
        CASE
            WHEN images_1."root_id" IS NOT NULL AND images_18."id" IS NULL
                THEN (images_1."root_id")::text
        END AS "root_id.!",
        images_1."use_player" AS "use_player",
        images_1."ctags" AS "ctags",
        images_1."is_public" AS "is_public",
        images_1."is_private" AS "is_private",
        images_1."is_internal" AS "is_internal",
        images_1."is_deprecated" AS "is_deprecated",
        images_1."has_issues" AS "has_issues",
        images_1."rtags" AS "rtags",
        images_1."created_at" AS "created_at",
        images_1."updated_at" AS "updated_at",
        images_1."img_show" AS "img_show",
        images_1."img_thumb" AS "img_thumb",
        images_1."img_square" AS "img_square",
        images_1."img_wide" AS "img_wide",
        images_1."img_vert" AS "img_vert"
    FROM ONLY "public"."images" AS images_1
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_2
        ON images_mark_2.tid = images_1.ctid AND images_mark_2.part = images_1.tableoid
    LEFT JOIN ONLY "public"."projects" AS projects_3 ON projects_3."id" = images_1."project_id"
    LEFT JOIN ONLY "public"."status" AS status_4 ON status_4."id" = images_1."status_id"
    LEFT JOIN ONLY "public"."users" AS users_5 ON users_5."id" = images_1."owner_id"
    LEFT JOIN ONLY "public"."images" AS images_18 ON images_18."id" = images_1."root_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_19
        ON images_mark_19.tid = images_18.ctid AND images_mark_19.part = images_18.tableoid
    ORDER BY (images_1."xmlid")::text COLLATE "C", (images_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
