CREATE TEMPORARY TABLE pg_temp.satchel_change_12
ON COMMIT DROP AS
SELECT *
FROM (
    SELECT
        own.row,
        own.key,
        there.part,
        there.tid,
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
                                SELECT f6.v0
                                FROM pg_temp.satchel_map_17 AS f6
                                WHERE f6.key = ((
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
                CASE WHEN ((to_jsonb(s1.c29)) IS NOT NULL AND k4.key IS NULL) THEN 3 END,
                CASE WHEN ((to_jsonb(s1.c30)) IS NOT NULL AND k7.key IS NULL) THEN 4 END,
                CASE
                    WHEN (
                        (
                            CASE
                                WHEN s1.c32 IS NOT NULL THEN jsonb_build_object('#', s1.c32)
                                ELSE to_jsonb(s1.c31)
                            END
                        ) IS NOT NULL
                            AND k5.key IS NULL
                    )
                        THEN 5
                END
            ]::integer[],
            NULL
        ) AS missing,
        array_remove(
            ARRAY[
                CASE WHEN t."name"::text IS DISTINCT FROM ((s1.c2)::text)::text THEN 'name' END,
                CASE
                    WHEN t."subtitle"::text IS DISTINCT FROM ((s1.c3)::text)::text THEN 'subtitle'
                END,
                CASE WHEN t."teaser"::text IS DISTINCT FROM ((s1.c4)::text)::text THEN 'teaser' END,
                CASE
                    WHEN t."author_id"::text IS DISTINCT FROM ((s1.c5)::text)::text THEN 'author_id'
                END,
                CASE
                    WHEN t."blog_id"::text IS DISTINCT FROM ((s1.c6)::text)::text THEN 'blog_id'
                END,
                CASE
                    WHEN t."tag_ids"::text IS DISTINCT FROM ((s1.c7)::text)::text THEN 'tag_ids'
                END,
                CASE
                    WHEN t."website_published"::text IS DISTINCT FROM ((s1.c8)::text)::text
                        THEN 'website_published'
                END,
                CASE
                    WHEN t."is_published"::text IS DISTINCT FROM ((s1.c9)::text)::text
                        THEN 'is_published'
                END,
                CASE
                    WHEN t."post_date"::text IS DISTINCT FROM ((s1.c10)::text)::text
                        THEN 'post_date'
                END,
                CASE
                    WHEN t."cover_properties"::text IS DISTINCT FROM ((s1.c11)::text)::text
                        THEN 'cover_properties'
                END,
                CASE
                    WHEN t."event_xmlid"::text IS DISTINCT FROM ((s1.c12)::text)::text
                        THEN 'event_xmlid'
                END,
                CASE
                    WHEN t."version_id"::text IS DISTINCT FROM ((s1.c13)::text)::text
                        THEN 'version_id'
                END,
                CASE
                    WHEN t."created_at"::text IS DISTINCT FROM (
                        (s1.c14)::timestamp without time zone
                    )::text
                        THEN 'created_at'
                END,
                CASE
                    WHEN t."updated_at"::text IS DISTINCT FROM ((s1.c15)::text)::text
                        THEN 'updated_at'
                END,
                CASE
                    WHEN t."status"::text IS DISTINCT FROM ((s1.c16)::text)::text THEN 'status'
                END,
                CASE
                    WHEN t."isbase"::text IS DISTINCT FROM ((s1.c17)::integer)::text THEN 'isbase'
                END,
                CASE
                    WHEN t."template"::text IS DISTINCT FROM ((s1.c18)::text)::text THEN 'template'
                END,
                CASE
                    WHEN t."public_user"::text IS DISTINCT FROM (((k2.v0)::integer)::integer)::text
                        AND NOT (
                            (
                                CASE
                                    WHEN s1.c20 IS NOT NULL THEN jsonb_build_object('#', s1.c20)
                                    ELSE to_jsonb(s1.c19)
                                END
                            ) IS NOT NULL
                                AND k2.key IS NULL
                        )
                        THEN 'public_user'
                END,
                CASE
                    WHEN t."header_type"::text IS DISTINCT FROM ((s1.c21)::text)::text
                        THEN 'header_type'
                END,
                CASE WHEN t."md"::text IS DISTINCT FROM ((s1.c22)::text)::text THEN 'md' END,
                CASE WHEN t."html"::text IS DISTINCT FROM ((s1.c23)::text)::text THEN 'html' END,
                CASE
                    WHEN t."status_id"::text IS DISTINCT FROM (((k3.v0)::integer)::integer)::text
                        AND NOT (
                            (
                                CASE
                                    WHEN num_nonnulls(s1.c24, s1.c25) = 0 THEN NULL
                                    ELSE jsonb_build_array(s1.c24, s1.c25)
                                END
                            ) IS NOT NULL
                                AND k3.key IS NULL
                        )
                        THEN 'status_id'
                END,
                CASE WHEN t."lang"::text IS DISTINCT FROM ((s1.c26)::text)::text THEN 'lang' END,
                CASE
                    WHEN t."project_id"::text IS DISTINCT FROM (((k4.v0)::integer)::integer)::text
                        AND NOT ((to_jsonb(s1.c29)) IS NOT NULL AND k4.key IS NULL)
                        THEN 'project_id'
                END,
                CASE
                    WHEN t."img_id"::text IS DISTINCT FROM (((k5.v0)::integer)::integer)::text
                        AND NOT (
                            (
                                CASE
                                    WHEN s1.c32 IS NOT NULL THEN jsonb_build_object('#', s1.c32)
                                    ELSE to_jsonb(s1.c31)
                                END
                            ) IS NOT NULL
                                AND k5.key IS NULL
                        )
                        THEN 'img_id'
                END
            ]::text[],
            NULL
        ) AS changed,
        t."id" AS a0,
        (s1.c2)::text AS "new name",
        (s1.c3)::text AS "new subtitle",
        (s1.c4)::text AS "new teaser",
        (s1.c5)::text AS "new author_id",
        (s1.c6)::text AS "new blog_id",
        (s1.c7)::text AS "new tag_ids",
        (s1.c8)::text AS "new website_published",
        (s1.c9)::text AS "new is_published",
        (s1.c10)::text AS "new post_date",
        (s1.c11)::text AS "new cover_properties",
        (s1.c12)::text AS "new event_xmlid",
        (s1.c13)::text AS "new version_id",
        (s1.c14)::timestamp without time zone AS "new created_at",
        (s1.c15)::text AS "new updated_at",
        (s1.c16)::text AS "new status",
        (s1.c17)::integer AS "new isbase",
        (s1.c18)::text AS "new template",
        ((k2.v0)::integer)::integer AS "new public_user",
        (s1.c21)::text AS "new header_type",
        (s1.c22)::text AS "new md",
        (s1.c23)::text AS "new html",
        ((k3.v0)::integer)::integer AS "new status_id",
        (s1.c26)::text AS "new lang",
        ((k4.v0)::integer)::integer AS "new project_id",
        ((k5.v0)::integer)::integer AS "new img_id"
    FROM pg_temp.satchel_stage_12 AS s1
    LEFT JOIN pg_temp.satchel_map_5 AS k2
        ON k2.key = (
            CASE
                WHEN s1.c20 IS NOT NULL THEN jsonb_build_object('#', s1.c20)
                ELSE to_jsonb(s1.c19)
            END
        )::text
    LEFT JOIN pg_temp.satchel_map_15 AS k3
        ON k3.key = (
            CASE
                WHEN num_nonnulls(s1.c24, s1.c25) = 0 THEN NULL
                ELSE jsonb_build_array(s1.c24, s1.c25)
            END
        )::text
    LEFT JOIN pg_temp.satchel_map_14 AS k4 ON k4.key = (to_jsonb(s1.c29))::text
    LEFT JOIN pg_temp.satchel_map_4 AS k5
        ON k5.key = (
            CASE
                WHEN s1.c32 IS NOT NULL THEN jsonb_build_object('#', s1.c32)
                ELSE to_jsonb(s1.c31)
            END
        )::text
    LEFT JOIN pg_temp.satchel_map_14 AS k7 ON k7.key = (to_jsonb(s1.c30))::text
    JOIN pg_temp.satchel_row_12 AS own
        ON own.row = s1.row AND own.known AND NOT own.dropped AND own.key NOT LIKE '{%'
    JOIN pg_temp.satchel_map_11 AS there ON there.key = own.key
    JOIN ONLY "public"."posts" AS t ON t.ctid = there.tid AND t.tableoid = there.part
) AS compared
WHERE changed <> '{}' OR missing <> '{}'
