INSERT INTO pg_temp.satchel_conflict
SELECT
    12,
    found.position,
    found.key,
    'posts',
    CASE WHEN found.key LIKE '"%' THEN (found.key)::jsonb #>> '{}' ELSE found.key END,
    found.col,
    found.base,
    found.target,
    found.archive
FROM (
    SELECT v.n, l.key, v.name, v.base, v.target, v.archive
    FROM pg_temp.satchel_change_12 AS l
    JOIN (
        pg_temp.satchel_stage_12 AS s2
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_staged_mark_9
        ) AS k3
            ON k3.label = s2.c20
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_staged_mark_8
        ) AS k8
            ON k8.label = s2.c32
    )
        ON s2.row = l.row
    JOIN (
        ONLY "public"."posts" AS t1
        LEFT JOIN ONLY "public"."instructors" AS r4 ON r4."id" = t1."public_user"
        LEFT JOIN (
            SELECT part, tid, next AS mark
            FROM pg_temp.satchel_target_mark_9
        ) AS l5
            ON l5.tid = r4.ctid AND l5.part = r4.tableoid
        LEFT JOIN ONLY "public"."status" AS r6 ON r6."id" = t1."status_id"
        LEFT JOIN ONLY "public"."projects" AS r7 ON r7."id" = t1."project_id"
        LEFT JOIN ONLY "public"."images" AS r9 ON r9."id" = t1."img_id"
        LEFT JOIN (
            SELECT part, tid, next AS mark
            FROM pg_temp.satchel_target_mark_8
        ) AS l10
            ON l10.tid = r9.ctid AND l10.part = r9.tableoid
    )
        ON t1.ctid = l.tid AND t1.tableoid = l.part
    LEFT JOIN pg_temp.satchel_base_row_12 AS own ON own.key = l.key
    LEFT JOIN (
        pg_temp.satchel_base_stage_12 AS s11
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_base_staged_mark_9
        ) AS k12
            ON k12.label = s11.c20
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_base_staged_mark_8
        ) AS k13
            ON k13.label = s11.c32
    )
        ON s11.row = own.row
    JOIN pg_temp.satchel_side_12 AS m ON m.row = l.row
    CROSS JOIN LATERAL (
        VALUES
            (
                0,
                'name',
                CASE WHEN own.row IS NOT NULL THEN (s11.c2)::text END,
                (t1."name")::text,
                (s2.c2)::text
            ),
            (
                1,
                'subtitle',
                CASE WHEN own.row IS NOT NULL THEN (s11.c3)::text END,
                (t1."subtitle")::text,
                (s2.c3)::text
            ),
            (
                2,
                'teaser',
                CASE WHEN own.row IS NOT NULL THEN (s11.c4)::text END,
                (t1."teaser")::text,
                (s2.c4)::text
            ),
            (
                3,
                'author_id',
                CASE WHEN own.row IS NOT NULL THEN (s11.c5)::text END,
                (t1."author_id")::text,
                (s2.c5)::text
            ),
            (
                4,
                'blog_id',
                CASE WHEN own.row IS NOT NULL THEN (s11.c6)::text END,
                (t1."blog_id")::text,
                (s2.c6)::text
            ),
            (
                5,
                'tag_ids',
                CASE WHEN own.row IS NOT NULL THEN (s11.c7)::text END,
                (t1."tag_ids")::text,
                (s2.c7)::text
            ),
            (
                6,
                'website_published',
                CASE WHEN own.row IS NOT NULL THEN (s11.c8)::text END,
                (t1."website_published")::text,
                (s2.c8)::text
            ),
            (
                7,
                'is_published',
                CASE WHEN own.row IS NOT NULL THEN (s11.c9)::text END,
                (t1."is_published")::text,
                (s2.c9)::text
            ),
            (
                8,
                'post_date',
                CASE WHEN own.row IS NOT NULL THEN (s11.c10)::text END,
                (t1."post_date")::text,
                (s2.c10)::text
            ),
            (
                9,
                'cover_properties',
                CASE WHEN own.row IS NOT NULL THEN (s11.c11)::text END,
                (t1."cover_properties")::text,
                (s2.c11)::text
            ),
            (
                10,
                'event_xmlid',
                CASE WHEN own.row IS NOT NULL THEN (s11.c12)::text END,
                (t1."event_xmlid")::text,
                (s2.c12)::text
            ),
            (
                11,
                'version_id',
                CASE WHEN own.row IS NOT NULL THEN (s11.c13)::text END,
                (t1."version_id")::text,
                (s2.c13)::text
            ),
            (
                12,
                'created_at',
                CASE WHEN own.row IS NOT NULL THEN (s11.c14)::text END,
                (t1."created_at")::text,
                (s2.c14)::text
            ),
            (
                13,
                'updated_at',
                CASE WHEN own.row IS NOT NULL THEN (s11.c15)::text END,
                (t1."updated_at")::text,
                (s2.c15)::text
            ),
            (
                14,
                'status',
                CASE WHEN own.row IS NOT NULL THEN (s11.c16)::text END,
                (t1."status")::text,
                (s2.c16)::text
            ),
            (
                15,
                'isbase',
                CASE WHEN own.row IS NOT NULL THEN (s11.c17)::text END,
                (t1."isbase")::text,
                (s2.c17)::text
            ),
            (
                16,
                'template',
                CASE WHEN own.row IS NOT NULL THEN (s11.c18)::text END,
                (t1."template")::text,
                (s2.c18)::text
            ),
            (
                17,
                'public_user',
                CASE
                    WHEN own.row IS NOT NULL
                        THEN (
                            SELECT CASE jsonb_typeof(v)
                                WHEN 'string' THEN v #>> '{}'
                                WHEN 'null' THEN NULL
                                ELSE v::text
                            END
                            FROM (
                                SELECT CASE
                                    WHEN CASE
                                        WHEN s11.c20 IS NOT NULL
                                            THEN COALESCE(k12.mark, '?' || s11.c20)
                                    END IS NOT NULL
                                        THEN jsonb_build_object(
                                            '#',
                                            CASE
                                                WHEN s11.c20 IS NOT NULL
                                                    THEN COALESCE(k12.mark, '?' || s11.c20)
                                            END
                                        )
                                    ELSE to_jsonb(s11.c19)
                                END AS v
                                OFFSET 0
                            ) AS shown
                        )
                END,
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN l5.mark IS NOT NULL THEN jsonb_build_object('#', l5.mark)
                            ELSE to_jsonb((r4."xmlid")::text)
                        END AS v
                        OFFSET 0
                    ) AS shown
                ),
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN CASE
                                WHEN s2.c20 IS NOT NULL THEN COALESCE(k3.mark, '?' || s2.c20)
                            END IS NOT NULL
                                THEN jsonb_build_object(
                                    '#',
                                    CASE
                                        WHEN s2.c20 IS NOT NULL
                                            THEN COALESCE(k3.mark, '?' || s2.c20)
                                    END
                                )
                            ELSE to_jsonb(s2.c19)
                        END AS v
                        OFFSET 0
                    ) AS shown
                )
            ),
            (
                18,
                'header_type',
                CASE WHEN own.row IS NOT NULL THEN (s11.c21)::text END,
                (t1."header_type")::text,
                (s2.c21)::text
            ),
            (
                19,
                'md',
                CASE WHEN own.row IS NOT NULL THEN (s11.c22)::text END,
                (t1."md")::text,
                (s2.c22)::text
            ),
            (
                20,
                'html',
                CASE WHEN own.row IS NOT NULL THEN (s11.c23)::text END,
                (t1."html")::text,
                (s2.c23)::text
            ),
            (
                21,
                'status_id',
                CASE
                    WHEN own.row IS NOT NULL
                        THEN (
                            SELECT CASE jsonb_typeof(v)
                                WHEN 'string' THEN v #>> '{}'
                                WHEN 'null' THEN NULL
                                ELSE v::text
                            END
                            FROM (
                                SELECT CASE
                                    WHEN num_nonnulls(s11.c24, s11.c25) = 0 THEN NULL
                                    ELSE jsonb_build_array(s11.c24, s11.c25)
                                END AS v
                                OFFSET 0
                            ) AS shown
                        )
                END,
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN num_nonnulls((r6."table")::text, (r6."name")::text) = 0 THEN NULL
                            ELSE jsonb_build_array((r6."table")::text, (r6."name")::text)
                        END AS v
                        OFFSET 0
                    ) AS shown
                ),
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN num_nonnulls(s2.c24, s2.c25) = 0 THEN NULL
                            ELSE jsonb_build_array(s2.c24, s2.c25)
                        END AS v
                        OFFSET 0
                    ) AS shown
                )
            ),
            (
                22,
                'lang',
                CASE WHEN own.row IS NOT NULL THEN (s11.c26)::text END,
                (t1."lang")::text,
                (s2.c26)::text
            ),
            (
                23,
                'project_id',
                CASE
                    WHEN own.row IS NOT NULL
                        THEN (
                            SELECT CASE jsonb_typeof(v)
                                WHEN 'string' THEN v #>> '{}'
                                WHEN 'null' THEN NULL
                                ELSE v::text
                            END
                            FROM (SELECT to_jsonb(s11.c29) AS v OFFSET 0) AS shown
                        )
                END,
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (SELECT to_jsonb((r7."domaincode")::text) AS v OFFSET 0) AS shown
                ),
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (SELECT to_jsonb(s2.c29) AS v OFFSET 0) AS shown
                )
            ),
            (
                24,
                'img_id',
                CASE
                    WHEN own.row IS NOT NULL
                        THEN (
                            SELECT CASE jsonb_typeof(v)
                                WHEN 'string' THEN v #>> '{}'
                                WHEN 'null' THEN NULL
                                ELSE v::text
                            END
                            FROM (
                                SELECT CASE
                                    WHEN CASE
                                        WHEN s11.c32 IS NOT NULL
                                            THEN COALESCE(k13.mark, '?' || s11.c32)
                                    END IS NOT NULL
                                        THEN jsonb_build_object(
                                            '#',
                                            CASE
                                                WHEN s11.c32 IS NOT NULL
                                                    THEN COALESCE(k13.mark, '?' || s11.c32)
                                            END
                                        )
                                    ELSE to_jsonb(s11.c31)
                                END AS v
                                OFFSET 0
                            ) AS shown
                        )
                END,
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN l10.mark IS NOT NULL THEN jsonb_build_object('#', l10.mark)
                            ELSE to_jsonb((r9."xmlid")::text)
                        END AS v
                        OFFSET 0
                    ) AS shown
                ),
                (
                    SELECT CASE jsonb_typeof(v)
                        WHEN 'string' THEN v #>> '{}'
                        WHEN 'null' THEN NULL
                        ELSE v::text
                    END
                    FROM (
                        SELECT CASE
                            WHEN CASE
                                WHEN s2.c32 IS NOT NULL THEN COALESCE(k8.mark, '?' || s2.c32)
                            END IS NOT NULL
                                THEN jsonb_build_object(
                                    '#',
                                    CASE
                                        WHEN s2.c32 IS NOT NULL
                                            THEN COALESCE(k8.mark, '?' || s2.c32)
                                    END
                                )
                            ELSE to_jsonb(s2.c31)
                        END AS v
                        OFFSET 0
                    ) AS shown
                )
            )
    ) AS v(n, name, base, target, archive)
    WHERE m.theirs && m.ours
        AND l.changed && m.theirs
        AND v.name = ANY (l.changed)
        AND v.name = ANY (m.theirs)
        AND v.name = ANY (m.ours)
) AS found(position, key, col, base, target, archive)
