CREATE TEMPORARY TABLE pg_temp.satchel_resolved_12
ON COMMIT DROP AS
SELECT
    own.row AS "satchel_row",
    CASE
        WHEN (
            (
                CASE
                    WHEN posts_staged_1."public_user.#" IS NOT NULL
                        THEN jsonb_build_object('#', posts_staged_1."public_user.#")
                    ELSE to_jsonb(posts_staged_1."public_user.xmlid")
                END
            ) IS NOT NULL
                AND instructors_2.absent IS NOT FALSE
        )
            OR (
                (
                    CASE
                        WHEN num_nonnulls(
                            posts_staged_1."status_id.table",
                            posts_staged_1."status_id.name"
                        ) = 0
                            THEN NULL
                        ELSE jsonb_build_array(
                            posts_staged_1."status_id.table",
                            posts_staged_1."status_id.name"
                        )
                    END
                ) IS NOT NULL
                    AND status_3.absent IS NOT FALSE
            )
            OR EXISTS (
                SELECT
                FROM jsonb_path_query(
                    (posts_staged_1."tags_ids")::jsonb,
                    'strict $ ? (exists (@[*]))[*]'::jsonpath,
                    '{}',
                    true
                ) AS x(v)
                WHERE jsonb_typeof(x.v) <> 'null'
                    AND x.v IS NOT NULL
                    AND NOT ((jsonb_typeof(x.v) = 'object' AND x.v ? '!') AND false)
                    AND ((
                        SELECT tags_4."target id"
                        FROM pg_temp.satchel_row_1 AS tags_4
                        WHERE tags_4.key = ((
                            CASE
                                WHEN jsonb_typeof(x.v) = 'object' AND x.v ? 'text'
                                    THEN x.v -> 'text'
                                ELSE x.v
                            END
                        ))::text
                    )) IS NULL
            )
            OR (
                (to_jsonb(posts_staged_1."project_id.domaincode")) IS NOT NULL
                    AND projects_5.absent IS NOT FALSE
            )
            OR (
                (to_jsonb(posts_staged_1."regio_id.domaincode")) IS NOT NULL
                    AND projects_6.absent IS NOT FALSE
            )
            OR (
                (
                    CASE
                        WHEN posts_staged_1."img_id.#" IS NOT NULL
                            THEN jsonb_build_object('#', posts_staged_1."img_id.#")
                        ELSE to_jsonb(posts_staged_1."img_id.xmlid")
                    END
                ) IS NOT NULL
                    AND images_7.absent IS NOT FALSE
            )
            THEN array_remove(
                ARRAY[
                    CASE
                        WHEN (
                            (
                                CASE
                                    WHEN posts_staged_1."public_user.#" IS NOT NULL
                                        THEN jsonb_build_object('#', posts_staged_1."public_user.#")
                                    ELSE to_jsonb(posts_staged_1."public_user.xmlid")
                                END
                            ) IS NOT NULL
                                AND instructors_2.absent IS NOT FALSE
                        )
                            THEN 0
                    END,
                    CASE
                        WHEN (
                            (
                                CASE
                                    WHEN num_nonnulls(
                                        posts_staged_1."status_id.table",
                                        posts_staged_1."status_id.name"
                                    ) = 0
                                        THEN NULL
                                    ELSE jsonb_build_array(
                                        posts_staged_1."status_id.table",
                                        posts_staged_1."status_id.name"
                                    )
                                END
                            ) IS NOT NULL
                                AND status_3.absent IS NOT FALSE
                        )
                            THEN 1
                    END,
                    CASE
                        WHEN EXISTS (
                            SELECT
                            FROM jsonb_path_query(
                                (posts_staged_1."tags_ids")::jsonb,
                                'strict $ ? (exists (@[*]))[*]'::jsonpath,
                                '{}',
                                true
                            ) AS x(v)
                            WHERE jsonb_typeof(x.v) <> 'null'
                                AND x.v IS NOT NULL
                                AND NOT ((jsonb_typeof(x.v) = 'object' AND x.v ? '!') AND false)
                                AND ((
                                    SELECT tags_4."target id"
                                    FROM pg_temp.satchel_row_1 AS tags_4
                                    WHERE tags_4.key = ((
                                        CASE
                                            WHEN jsonb_typeof(x.v) = 'object' AND x.v ? 'text'
                                                THEN x.v -> 'text'
                                            ELSE x.v
                                        END
                                    ))::text
                                )) IS NULL
                        )
                            THEN 2
                    END,
                    CASE
                        WHEN (
                            (to_jsonb(posts_staged_1."project_id.domaincode")) IS NOT NULL
                                AND projects_5.absent IS NOT FALSE
                        )
                            THEN 3
                    END,
                    CASE
                        WHEN (
                            (to_jsonb(posts_staged_1."regio_id.domaincode")) IS NOT NULL
                                AND projects_6.absent IS NOT FALSE
                        )
                            THEN 4
                    END,
                    CASE
                        WHEN (
                            (
                                CASE
                                    WHEN posts_staged_1."img_id.#" IS NOT NULL
                                        THEN jsonb_build_object('#', posts_staged_1."img_id.#")
                                    ELSE to_jsonb(posts_staged_1."img_id.xmlid")
                                END
                            ) IS NOT NULL
                                AND images_7.absent IS NOT FALSE
                        )
                            THEN 5
                    END
                ]::integer[],
                NULL
            )
        ELSE '{}'
    END AS "satchel_missing",
    own."target id" AS "id",
    (instructors_2."target id")::integer AS "public_user",
    (status_3."target id")::integer AS "status_id",
    (
        jsonb_populate_record(
            NULL::"public"."posts",
            jsonb_build_object(
                'tags_ids',
                (
                    SELECT CASE
                        WHEN jsonb_typeof(value_8.v) = 'array'
                            THEN COALESCE(
                                (
                                    SELECT jsonb_agg(
                                        CASE
                                            WHEN jsonb_typeof(element_9.v) = 'null' THEN 'null'::jsonb
                                            WHEN (
                                                jsonb_typeof(element_9.v) = 'object' AND element_9.v ? '!'
                                            )
                                                AND false
                                                THEN element_9.v -> '!'
                                            WHEN jsonb_typeof(element_9.v) = 'object'
                                                AND element_9.v ? 'text'
                                                THEN COALESCE(
                                                    to_jsonb(
                                                        ((
                                                            SELECT tags_10."target id"
                                                            FROM pg_temp.satchel_row_1 AS tags_10
                                                            WHERE tags_10.key = ((
                                                                CASE
                                                                    WHEN jsonb_typeof(element_9.v) = 'object'
                                                                        AND element_9.v ? 'text'
                                                                        THEN element_9.v -> 'text'
                                                                    ELSE element_9.v
                                                                END
                                                            ))::text
                                                        ))::text
                                                    ),
                                                    'null'::jsonb
                                                )
                                            ELSE COALESCE(
                                                to_jsonb((
                                                    SELECT tags_10."target id"
                                                    FROM pg_temp.satchel_row_1 AS tags_10
                                                    WHERE tags_10.key = ((
                                                        CASE
                                                            WHEN jsonb_typeof(element_9.v) = 'object'
                                                                AND element_9.v ? 'text'
                                                                THEN element_9.v -> 'text'
                                                            ELSE element_9.v
                                                        END
                                                    ))::text
                                                )),
                                                'null'::jsonb
                                            )
                                        END ORDER BY element_9.n
                                    )
                                    FROM jsonb_array_elements(
                                        value_8.v
                                    ) WITH ORDINALITY AS element_9(v, n)
                                ),
                                '[]'
                            )
                        ELSE value_8.v
                    END
                    FROM (SELECT (posts_staged_1."tags_ids")::jsonb AS v OFFSET 0) AS value_8
                )
            )
        )
    )."tags_ids" AS "tags_ids",
    (projects_5."target id")::integer AS "project_id",
    (projects_6."target id")::integer AS "regio_id",
    (images_7."target id")::integer AS "img_id"
FROM pg_temp.satchel_stage_12 AS posts_staged_1
LEFT JOIN pg_temp.satchel_row_9 AS instructors_2
    ON instructors_2.key = (
        CASE
            WHEN posts_staged_1."public_user.#" IS NOT NULL
                THEN jsonb_build_object('#', posts_staged_1."public_user.#")
            ELSE to_jsonb(posts_staged_1."public_user.xmlid")
        END
    )::text
LEFT JOIN pg_temp.satchel_row_0 AS status_3
    ON status_3.key = (
        CASE
            WHEN num_nonnulls(posts_staged_1."status_id.table", posts_staged_1."status_id.name") = 0
                THEN NULL
            ELSE jsonb_build_array(
                posts_staged_1."status_id.table",
                posts_staged_1."status_id.name"
            )
        END
    )::text
LEFT JOIN pg_temp.satchel_row_6 AS projects_5
    ON projects_5.key = (to_jsonb(posts_staged_1."project_id.domaincode"))::text
LEFT JOIN pg_temp.satchel_row_6 AS projects_6
    ON projects_6.key = (to_jsonb(posts_staged_1."regio_id.domaincode"))::text
LEFT JOIN pg_temp.satchel_row_8 AS images_7
    ON images_7.key = (
        CASE
            WHEN posts_staged_1."img_id.#" IS NOT NULL
                THEN jsonb_build_object('#', posts_staged_1."img_id.#")
            ELSE to_jsonb(posts_staged_1."img_id.xmlid")
        END
    )::text
JOIN pg_temp.satchel_row_12 AS own ON own.row = posts_staged_1.row
WHERE NOT own.known AND NOT own.rejected
