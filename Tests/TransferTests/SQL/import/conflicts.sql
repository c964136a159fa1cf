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
        pg_temp.satchel_stage_12 AS posts_staged_1
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_staged_mark_9
        ) AS instructors_mark_2
            ON instructors_mark_2.label = posts_staged_1."public_user.#"
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_staged_mark_8
        ) AS images_mark_3
            ON images_mark_3.label = posts_staged_1."img_id.#"
    )
        ON posts_staged_1.row = l.row
    JOIN (
        ONLY "public"."posts" AS posts_4
        LEFT JOIN ONLY "public"."instructors" AS instructors_5
            ON instructors_5."id" = posts_4."public_user"
        LEFT JOIN (
            SELECT part, tid, next AS mark
            FROM pg_temp.satchel_target_mark_9
        ) AS instructors_mark_6
            ON instructors_mark_6.tid = instructors_5.ctid
                AND instructors_mark_6.part = instructors_5.tableoid
        LEFT JOIN ONLY "public"."status" AS status_7 ON status_7."id" = posts_4."status_id"
        LEFT JOIN ONLY "public"."projects" AS projects_8 ON projects_8."id" = posts_4."project_id"
        LEFT JOIN ONLY "public"."images" AS images_9 ON images_9."id" = posts_4."img_id"
        LEFT JOIN (
            SELECT part, tid, next AS mark
            FROM pg_temp.satchel_target_mark_8
        ) AS images_mark_10
            ON images_mark_10.tid = images_9.ctid AND images_mark_10.part = images_9.tableoid
    )
        ON posts_4.ctid = l.tid AND posts_4.tableoid = l.part
    LEFT JOIN pg_temp.satchel_base_row_12 AS own ON own.staged = l.row
    LEFT JOIN (
        pg_temp.satchel_base_stage_12 AS posts_base_11
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_base_staged_mark_9
        ) AS instructors_mark_12
            ON instructors_mark_12.label = posts_base_11."public_user.#"
        LEFT JOIN (
            SELECT row, label, next AS mark
            FROM pg_temp.satchel_base_staged_mark_8
        ) AS images_mark_13
            ON images_mark_13.label = posts_base_11."img_id.#"
    )
        ON posts_base_11.row = own.row
    JOIN pg_temp.satchel_side_12 AS m ON m.row = l.row
    CROSS JOIN LATERAL (
        VALUES
            (
                0,
                'name',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."name")::text END,
                (posts_4."name")::text,
                (posts_staged_1."name")::text
            ),
            (
                1,
                'subtitle',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."subtitle")::text END,
                (posts_4."subtitle")::text,
                (posts_staged_1."subtitle")::text
            ),
            (
                2,
                'teaser',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."teaser")::text END,
                (posts_4."teaser")::text,
                (posts_staged_1."teaser")::text
            ),
            (
                3,
                'author_id',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."author_id")::text END,
                (posts_4."author_id")::text,
                (posts_staged_1."author_id")::text
            ),
            (
                4,
                'blog_id',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."blog_id")::text END,
                (posts_4."blog_id")::text,
                (posts_staged_1."blog_id")::text
            ),
            (
                5,
                'tag_ids',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."tag_ids")::text END,
                (posts_4."tag_ids")::text,
                (posts_staged_1."tag_ids")::text
            ),
            (
                6,
                'website_published',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."website_published")::text END,
                (posts_4."website_published")::text,
                (posts_staged_1."website_published")::text
            ),
            (
                7,
                'is_published',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."is_published")::text END,
                (posts_4."is_published")::text,
                (posts_staged_1."is_published")::text
            ),
            (
                8,
                'post_date',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."post_date")::text END,
                (posts_4."post_date")::text,
                (posts_staged_1."post_date")::text
            ),
            (
                9,
                'cover_properties',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."cover_properties")::text END,
                (posts_4."cover_properties")::text,
                (posts_staged_1."cover_properties")::text
            ),
            (
                10,
                'event_xmlid',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."event_xmlid")::text END,
                (posts_4."event_xmlid")::text,
                (posts_staged_1."event_xmlid")::text
            ),
            (
                11,
                'version_id',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."version_id")::text END,
                (posts_4."version_id")::text,
                (posts_staged_1."version_id")::text
            ),
            (
                12,
                'created_at',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."created_at")::text END,
                (posts_4."created_at")::text,
                (posts_staged_1."created_at")::text
            ),
            (
                13,
                'updated_at',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."updated_at")::text END,
                (posts_4."updated_at")::text,
                (posts_staged_1."updated_at")::text
            ),
            (
                14,
                'status',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."status")::text END,
                (posts_4."status")::text,
                (posts_staged_1."status")::text
            ),
            (
                15,
                'isbase',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."isbase")::text END,
                (posts_4."isbase")::text,
                (posts_staged_1."isbase")::text
            ),
            (
                16,
                'template',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."template")::text END,
                (posts_4."template")::text,
                (posts_staged_1."template")::text
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
                                        WHEN posts_base_11."public_user.#" IS NOT NULL
                                            THEN COALESCE(
                                                instructors_mark_12.mark,
                                                '?' || posts_base_11."public_user.#"
                                            )
                                    END IS NOT NULL
                                        THEN jsonb_build_object(
                                            '#',
                                            CASE
                                                WHEN posts_base_11."public_user.#" IS NOT NULL
                                                    THEN COALESCE(
                                                        instructors_mark_12.mark,
                                                        '?' || posts_base_11."public_user.#"
                                                    )
                                            END
                                        )
                                    ELSE to_jsonb(posts_base_11."public_user.xmlid")
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
                            WHEN instructors_mark_6.mark IS NOT NULL
                                THEN jsonb_build_object('#', instructors_mark_6.mark)
                            ELSE to_jsonb((instructors_5."xmlid")::text)
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
                                WHEN posts_staged_1."public_user.#" IS NOT NULL
                                    THEN COALESCE(
                                        instructors_mark_2.mark,
                                        '?' || posts_staged_1."public_user.#"
                                    )
                            END IS NOT NULL
                                THEN jsonb_build_object(
                                    '#',
                                    CASE
                                        WHEN posts_staged_1."public_user.#" IS NOT NULL
                                            THEN COALESCE(
                                                instructors_mark_2.mark,
                                                '?' || posts_staged_1."public_user.#"
                                            )
                                    END
                                )
                            ELSE to_jsonb(posts_staged_1."public_user.xmlid")
                        END AS v
                        OFFSET 0
                    ) AS shown
                )
            ),
            (
                18,
                'header_type',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."header_type")::text END,
                (posts_4."header_type")::text,
                (posts_staged_1."header_type")::text
            ),
            (
                19,
                'md',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."md")::text END,
                (posts_4."md")::text,
                (posts_staged_1."md")::text
            ),
            (
                20,
                'html',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."html")::text END,
                (posts_4."html")::text,
                (posts_staged_1."html")::text
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
                                    WHEN num_nonnulls(
                                        posts_base_11."status_id.table",
                                        posts_base_11."status_id.name"
                                    ) = 0
                                        THEN NULL
                                    ELSE jsonb_build_array(
                                        posts_base_11."status_id.table",
                                        posts_base_11."status_id.name"
                                    )
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
                            WHEN num_nonnulls((status_7."table")::text, (status_7."name")::text) = 0
                                THEN NULL
                            ELSE jsonb_build_array(
                                (status_7."table")::text,
                                (status_7."name")::text
                            )
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
                            WHEN num_nonnulls(
                                posts_staged_1."status_id.table",
                                posts_staged_1."status_id.name"
                            ) = 0
                                THEN NULL
                            ELSE jsonb_build_array(
                                posts_staged_1."status_id.table",
                                posts_staged_1."status_id.name"
                            )
                        END AS v
                        OFFSET 0
                    ) AS shown
                )
            ),
            (
                22,
                'lang',
                CASE WHEN own.row IS NOT NULL THEN (posts_base_11."lang")::text END,
                (posts_4."lang")::text,
                (posts_staged_1."lang")::text
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
                            FROM (
                                SELECT to_jsonb(posts_base_11."project_id.domaincode") AS v
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
                        SELECT to_jsonb((projects_8."domaincode")::text) AS v
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
                        SELECT to_jsonb(posts_staged_1."project_id.domaincode") AS v
                        OFFSET 0
                    ) AS shown
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
                                        WHEN posts_base_11."img_id.#" IS NOT NULL
                                            THEN COALESCE(
                                                images_mark_13.mark,
                                                '?' || posts_base_11."img_id.#"
                                            )
                                    END IS NOT NULL
                                        THEN jsonb_build_object(
                                            '#',
                                            CASE
                                                WHEN posts_base_11."img_id.#" IS NOT NULL
                                                    THEN COALESCE(
                                                        images_mark_13.mark,
                                                        '?' || posts_base_11."img_id.#"
                                                    )
                                            END
                                        )
                                    ELSE to_jsonb(posts_base_11."img_id.xmlid")
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
                            WHEN images_mark_10.mark IS NOT NULL
                                THEN jsonb_build_object('#', images_mark_10.mark)
                            ELSE to_jsonb((images_9."xmlid")::text)
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
                                WHEN posts_staged_1."img_id.#" IS NOT NULL
                                    THEN COALESCE(
                                        images_mark_3.mark,
                                        '?' || posts_staged_1."img_id.#"
                                    )
                            END IS NOT NULL
                                THEN jsonb_build_object(
                                    '#',
                                    CASE
                                        WHEN posts_staged_1."img_id.#" IS NOT NULL
                                            THEN COALESCE(
                                                images_mark_3.mark,
                                                '?' || posts_staged_1."img_id.#"
                                            )
                                    END
                                )
                            ELSE to_jsonb(posts_staged_1."img_id.xmlid")
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
