COPY (
    SELECT
        l2.mark AS c0,
        t1."xmlid" AS c1,
        t1."name" AS c2,
        t1."url" AS c3,
        (r3."domaincode")::text AS c4,
        t1."project_domaincode" AS c5,
        (r4."table")::text AS c6,
        (r4."name")::text AS c7,
        CASE
            WHEN t1."status_id" IS NOT NULL AND r4."id" IS NULL THEN (t1."status_id")::text
        END AS c8,
        (r5."sysmail")::text AS c9,
        t1."alt_text" AS c10,
        t1."title" AS c11,
        t1."date" AS c12,
        t1."geo" AS c13,
        t1."x" AS c14,
        t1."y" AS c15,
        t1."shape_wide" AS c16,
        t1."shape_square" AS c17,
        t1."shape_vertical" AS c18,
        t1."shape_thumb" AS c19,
        t1."fileformat" AS c20,
        t1."embedformat" AS c21,
        t1."license" AS c22,
        t1."length" AS c23,
        CASE
            WHEN t1."about" IS NOT NULL
                THEN (
                    SELECT jsonb_agg(p6.v ORDER BY p6.n, p6.k)
                    FROM (
                        SELECT s7.n, 0 AS k, to_jsonb(s7.v) AS v
                        FROM regexp_split_to_table(
                            t1."about",
                            E'(?<=owner_id\\:)[0-9]+'
                        ) WITH ORDINALITY AS s7(v, n)
                        UNION ALL
                        SELECT
                            m8.n,
                            1,
                            CASE
                                WHEN jsonb_typeof(to_jsonb(m8.v[1])) = 'null' THEN 'null'::jsonb
                                ELSE COALESCE(
                                    (
                                        SELECT to_jsonb((t9."sysmail")::text)
                                        FROM ONLY "public"."users" AS t9
                                        WHERE t9."id" = (
                                            CASE
                                                WHEN ((to_jsonb(m8.v[1])) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                    THEN (((to_jsonb(m8.v[1])) #>> '{}'))::pg_catalog.int8
                                                WHEN ((to_jsonb(m8.v[1])) #>> '{}') ~ '^-?[0-9]{19}$'
                                                    THEN CASE
                                                        WHEN ((
                                                            (to_jsonb(m8.v[1])) #>> '{}'
                                                        ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                            THEN (((to_jsonb(m8.v[1])) #>> '{}'))::pg_catalog.int8
                                                    END
                                            END
                                        )
                                    ),
                                    jsonb_build_object('!', to_jsonb(m8.v[1]))
                                )
                            END
                        FROM regexp_matches(
                            t1."about",
                            E'(?<=owner_id\\:)[0-9]+',
                            'g'
                        ) WITH ORDINALITY AS m8(v, n)
                    ) AS p6
                )
        END AS c24,
        t1."author" AS c25,
        t1."producer" AS c26,
        t1."publisher" AS c27,
        (
            SELECT CASE
                WHEN jsonb_typeof(j13.v) = 'object' AND j13.v ? 'alike_ids'
                    THEN jsonb_set(
                        j13.v,
                        ARRAY['alike_ids'],
                        (
                            SELECT CASE
                                WHEN jsonb_typeof(j14.v) = 'array'
                                    THEN COALESCE(
                                        (
                                            SELECT jsonb_agg(
                                                CASE
                                                    WHEN jsonb_typeof(e15.v) = 'null' THEN 'null'::jsonb
                                                    ELSE COALESCE(
                                                        (
                                                            SELECT CASE
                                                                WHEN jsonb_typeof(e15.v) = 'string'
                                                                    AND CASE
                                                                        WHEN l17.mark IS NOT NULL
                                                                            THEN jsonb_build_object('#', l17.mark)
                                                                        ELSE to_jsonb((t16."xmlid")::text)
                                                                    END IS NOT NULL
                                                                    THEN jsonb_build_object(
                                                                        'text',
                                                                        CASE
                                                                            WHEN l17.mark IS NOT NULL
                                                                                THEN jsonb_build_object('#', l17.mark)
                                                                            ELSE to_jsonb((t16."xmlid")::text)
                                                                        END
                                                                    )
                                                                ELSE CASE
                                                                    WHEN l17.mark IS NOT NULL
                                                                        THEN jsonb_build_object('#', l17.mark)
                                                                    ELSE to_jsonb((t16."xmlid")::text)
                                                                END
                                                            END
                                                            FROM ONLY "public"."images" AS t16
                                                            LEFT JOIN pg_temp.satchel_label_3 AS l17
                                                                ON l17.tid = t16.ctid AND l17.part = t16.tableoid
                                                            WHERE t16."id" = (
                                                                CASE
                                                                    WHEN ((e15.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                                        THEN (((e15.v) #>> '{}'))::pg_catalog.int8
                                                                    WHEN ((e15.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                                        THEN CASE
                                                                            WHEN ((
                                                                                (e15.v) #>> '{}'
                                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                                THEN (((e15.v) #>> '{}'))::pg_catalog.int8
                                                                        END
                                                                END
                                                            )
                                                        ),
                                                        jsonb_build_object('!', e15.v)
                                                    )
                                                END ORDER BY e15.n
                                            )
                                            FROM jsonb_array_elements(j14.v) WITH ORDINALITY AS e15(
                                                v,
                                                n
                                            )
                                        ),
                                        '[]'
                                    )
                                ELSE j14.v
                            END
                            FROM (SELECT (j13.v -> 'alike_ids') AS v OFFSET 0) AS j14
                        )
                    )
                ELSE j13.v
            END
            FROM (
                SELECT (
                    SELECT CASE
                        WHEN jsonb_typeof(j10.v) = 'object' AND j10.v ? 'parent_id'
                            THEN jsonb_set(
                                j10.v,
                                ARRAY['parent_id'],
                                CASE
                                    WHEN jsonb_typeof((j10.v -> 'parent_id')) = 'null'
                                        THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof((j10.v -> 'parent_id')) = 'string'
                                                    AND CASE
                                                        WHEN l12.mark IS NOT NULL
                                                            THEN jsonb_build_object('#', l12.mark)
                                                        ELSE to_jsonb((t11."xmlid")::text)
                                                    END IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        CASE
                                                            WHEN l12.mark IS NOT NULL
                                                                THEN jsonb_build_object('#', l12.mark)
                                                            ELSE to_jsonb((t11."xmlid")::text)
                                                        END
                                                    )
                                                ELSE CASE
                                                    WHEN l12.mark IS NOT NULL
                                                        THEN jsonb_build_object('#', l12.mark)
                                                    ELSE to_jsonb((t11."xmlid")::text)
                                                END
                                            END
                                            FROM ONLY "public"."images" AS t11
                                            LEFT JOIN pg_temp.satchel_label_3 AS l12
                                                ON l12.tid = t11.ctid AND l12.part = t11.tableoid
                                            WHERE t11."id" = (
                                                CASE
                                                    WHEN (((j10.v -> 'parent_id')) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                        THEN ((((j10.v -> 'parent_id')) #>> '{}'))::pg_catalog.int8
                                                    WHEN (((j10.v -> 'parent_id')) #>> '{}') ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                ((j10.v -> 'parent_id')) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN ((((j10.v -> 'parent_id')) #>> '{}'))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', (j10.v -> 'parent_id'))
                                    )
                                END
                            )
                        ELSE j10.v
                    END
                    FROM (SELECT to_jsonb(t1."variations") AS v OFFSET 0) AS j10
                ) AS v
                OFFSET 0
            ) AS j13
        ) AS c28,
        (r18."xmlid")::text AS c29,
        l19.mark AS c30,
        CASE
            WHEN t1."root_id" IS NOT NULL AND r18."id" IS NULL THEN (t1."root_id")::text
        END AS c31,
        t1."use_player" AS c32,
        t1."ctags" AS c33,
        t1."is_public" AS c34,
        t1."is_private" AS c35,
        t1."is_internal" AS c36,
        t1."is_deprecated" AS c37,
        t1."has_issues" AS c38,
        t1."rtags" AS c39,
        t1."created_at" AS c40,
        t1."updated_at" AS c41,
        t1."img_show" AS c42,
        t1."img_thumb" AS c43,
        t1."img_square" AS c44,
        t1."img_wide" AS c45,
        t1."img_vert" AS c46
    FROM ONLY "public"."images" AS t1
    LEFT JOIN pg_temp.satchel_label_3 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."projects" AS r3 ON r3."id" = t1."project_id"
    LEFT JOIN ONLY "public"."status" AS r4 ON r4."id" = t1."status_id"
    LEFT JOIN ONLY "public"."users" AS r5 ON r5."id" = t1."owner_id"
    LEFT JOIN ONLY "public"."images" AS r18 ON r18."id" = t1."root_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l19 ON l19.tid = r18.ctid AND l19.part = r18.tableoid
    ORDER BY (t1."xmlid")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
