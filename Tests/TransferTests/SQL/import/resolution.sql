CREATE TEMPORARY TABLE pg_temp.satchel_load_12
ON COMMIT DROP AS
SELECT
    own.row AS "satchel_row",
    array_remove(
        ARRAY[
            CASE
                WHEN (
                    (
                        CASE
                            WHEN s1.c20 IS NOT NULL THEN jsonb_build_object('#', s1.c20)
                            ELSE to_jsonb(s1.c19)
                        END
                    ) IS NOT NULL
                        AND k2.key IS NULL
                )
                    THEN 0
            END,
            CASE
                WHEN (
                    (
                        CASE
                            WHEN num_nonnulls(s1.c24, s1.c25) = 0 THEN NULL
                            ELSE jsonb_build_array(s1.c24, s1.c25)
                        END
                    ) IS NOT NULL
                        AND k3.key IS NULL
                )
                    THEN 1
            END,
            CASE
                WHEN EXISTS (
                    SELECT
                    FROM jsonb_path_query(
                        (s1.c27)::jsonb,
                        'strict $ ? (exists (@[*]))[*]'::jsonpath,
                        '{}',
                        true
                    ) AS x(v)
                    WHERE jsonb_typeof(x.v) <> 'null'
                        AND x.v IS NOT NULL
                        AND NOT ((jsonb_typeof(x.v) = 'object' AND x.v ? '!') AND false)
                        AND ((
                            SELECT f10.v0
                            FROM pg_temp.satchel_map_17 AS f10
                            WHERE f10.key = ((
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
            CASE WHEN ((to_jsonb(s1.c29)) IS NOT NULL AND k7.key IS NULL) THEN 3 END,
            CASE WHEN ((to_jsonb(s1.c30)) IS NOT NULL AND k8.key IS NULL) THEN 4 END,
            CASE
                WHEN (
                    (
                        CASE
                            WHEN s1.c32 IS NOT NULL THEN jsonb_build_object('#', s1.c32)
                            ELSE to_jsonb(s1.c31)
                        END
                    ) IS NOT NULL
                        AND k9.key IS NULL
                )
                    THEN 5
            END
        ]::integer[],
        NULL
    ) AS "satchel_missing",
    (own.id)::integer AS "id",
    (s1.c1)::text AS "xmlid",
    (s1.c2)::text AS "name",
    (s1.c3)::text AS "subtitle",
    (s1.c4)::text AS "teaser",
    (s1.c5)::text AS "author_id",
    (s1.c6)::text AS "blog_id",
    (s1.c7)::text AS "tag_ids",
    (s1.c8)::text AS "website_published",
    (s1.c9)::text AS "is_published",
    (s1.c10)::text AS "post_date",
    (s1.c11)::text AS "cover_properties",
    (s1.c12)::text AS "event_xmlid",
    (s1.c13)::text AS "version_id",
    (s1.c14)::timestamp without time zone AS "created_at",
    (s1.c15)::text AS "updated_at",
    (s1.c16)::text AS "status",
    (s1.c17)::integer AS "isbase",
    (s1.c18)::text AS "template",
    ((k2.v0)::integer)::integer AS "public_user",
    (s1.c21)::text AS "header_type",
    (s1.c22)::text AS "md",
    (s1.c23)::text AS "html",
    ((k3.v0)::integer)::integer AS "status_id",
    (s1.c26)::text AS "lang",
    (
        (
            jsonb_populate_record(
                NULL::"public"."posts",
                jsonb_build_object(
                    'tags_ids',
                    (
                        SELECT CASE
                            WHEN jsonb_typeof(j4.v) = 'array'
                                THEN COALESCE(
                                    (
                                        SELECT jsonb_agg(
                                            CASE
                                                WHEN jsonb_typeof(e5.v) = 'null' THEN 'null'::jsonb
                                                WHEN (jsonb_typeof(e5.v) = 'object' AND e5.v ? '!')
                                                    AND false
                                                    THEN e5.v -> '!'
                                                WHEN jsonb_typeof(e5.v) = 'object' AND e5.v ? 'text'
                                                    THEN COALESCE(
                                                        to_jsonb(
                                                            ((
                                                                SELECT f6.v0
                                                                FROM pg_temp.satchel_map_17 AS f6
                                                                WHERE f6.key = ((
                                                                    CASE
                                                                        WHEN jsonb_typeof(e5.v) = 'object' AND e5.v ? 'text'
                                                                            THEN e5.v -> 'text'
                                                                        ELSE e5.v
                                                                    END
                                                                ))::text
                                                            ))::text
                                                        ),
                                                        'null'::jsonb
                                                    )
                                                ELSE COALESCE(
                                                    to_jsonb((
                                                        SELECT f6.v0
                                                        FROM pg_temp.satchel_map_17 AS f6
                                                        WHERE f6.key = ((
                                                            CASE
                                                                WHEN jsonb_typeof(e5.v) = 'object' AND e5.v ? 'text'
                                                                    THEN e5.v -> 'text'
                                                                ELSE e5.v
                                                            END
                                                        ))::text
                                                    )),
                                                    'null'::jsonb
                                                )
                                            END ORDER BY e5.n
                                        )
                                        FROM jsonb_array_elements(j4.v) WITH ORDINALITY AS e5(v, n)
                                    ),
                                    '[]'
                                )
                            ELSE j4.v
                        END
                        FROM (SELECT (s1.c27)::jsonb AS v OFFSET 0) AS j4
                    )
                )
            )
        )."tags_ids"
    )::integer[] AS "tags_ids",
    (s1.c28)::text[] AS "tags_display",
    ((k7.v0)::integer)::integer AS "project_id",
    ((k8.v0)::integer)::integer AS "regio_id",
    ((k9.v0)::integer)::integer AS "img_id",
    (s1.c33)::boolean AS "img_show",
    (s1.c34)::jsonb AS "img_thumb",
    (s1.c35)::jsonb AS "img_square",
    (s1.c36)::jsonb AS "img_wide",
    (s1.c37)::jsonb AS "img_vert"
FROM pg_temp.satchel_stage_12 AS s1
LEFT JOIN pg_temp.satchel_map_5 AS k2
    ON k2.key = (
        CASE WHEN s1.c20 IS NOT NULL THEN jsonb_build_object('#', s1.c20) ELSE to_jsonb(s1.c19) END
    )::text
LEFT JOIN pg_temp.satchel_map_15 AS k3
    ON k3.key = (
        CASE
            WHEN num_nonnulls(s1.c24, s1.c25) = 0 THEN NULL
            ELSE jsonb_build_array(s1.c24, s1.c25)
        END
    )::text
LEFT JOIN pg_temp.satchel_map_14 AS k7 ON k7.key = (to_jsonb(s1.c29))::text
LEFT JOIN pg_temp.satchel_map_14 AS k8 ON k8.key = (to_jsonb(s1.c30))::text
LEFT JOIN pg_temp.satchel_map_4 AS k9
    ON k9.key = (
        CASE WHEN s1.c32 IS NOT NULL THEN jsonb_build_object('#', s1.c32) ELSE to_jsonb(s1.c31) END
    )::text
JOIN pg_temp.satchel_row_12 AS own ON own.row = s1.row
WHERE NOT own.known AND NOT own.rejected
