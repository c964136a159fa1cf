CREATE TEMPORARY TABLE pg_temp.satchel_change_12
ON COMMIT DROP AS
SELECT
    own.row,
    own.key AS key,
    own.part,
    own.tid,
    array_remove(
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
                            SELECT tags_6."target id"
                            FROM pg_temp.satchel_row_1 AS tags_6
                            WHERE tags_6.key = ((
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
                        AND projects_4.absent IS NOT FALSE
                )
                    THEN 3
            END,
            CASE
                WHEN (
                    (to_jsonb(posts_staged_1."regio_id.domaincode")) IS NOT NULL
                        AND projects_7.absent IS NOT FALSE
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
                        AND images_5.absent IS NOT FALSE
                )
                    THEN 5
            END
        ]::integer[],
        NULL
    ) AS missing,
    array_remove(
        ARRAY[
            CASE
                WHEN t."name"::text IS DISTINCT FROM ((posts_staged_1."name")::text)::text
                    THEN 'name'
            END,
            CASE
                WHEN t."subtitle"::text IS DISTINCT FROM ((posts_staged_1."subtitle")::text)::text
                    THEN 'subtitle'
            END,
            CASE
                WHEN t."teaser"::text IS DISTINCT FROM ((posts_staged_1."teaser")::text)::text
                    THEN 'teaser'
            END,
            CASE
                WHEN t."author_id"::text IS DISTINCT FROM ((posts_staged_1."author_id")::text)::text
                    THEN 'author_id'
            END,
            CASE
                WHEN t."blog_id"::text IS DISTINCT FROM ((posts_staged_1."blog_id")::text)::text
                    THEN 'blog_id'
            END,
            CASE
                WHEN t."tag_ids"::text IS DISTINCT FROM ((posts_staged_1."tag_ids")::text)::text
                    THEN 'tag_ids'
            END,
            CASE
                WHEN t."website_published"::text IS DISTINCT FROM (
                    (posts_staged_1."website_published")::text
                )::text
                    THEN 'website_published'
            END,
            CASE
                WHEN t."is_published"::text IS DISTINCT FROM (
                    (posts_staged_1."is_published")::text
                )::text
                    THEN 'is_published'
            END,
            CASE
                WHEN t."post_date"::text IS DISTINCT FROM ((posts_staged_1."post_date")::text)::text
                    THEN 'post_date'
            END,
            CASE
                WHEN t."cover_properties"::text IS DISTINCT FROM (
                    (posts_staged_1."cover_properties")::text
                )::text
                    THEN 'cover_properties'
            END,
            CASE
                WHEN t."event_xmlid"::text IS DISTINCT FROM (
                    (posts_staged_1."event_xmlid")::text
                )::text
                    THEN 'event_xmlid'
            END,
            CASE
                WHEN t."version_id"::text IS DISTINCT FROM (
                    (posts_staged_1."version_id")::text
                )::text
                    THEN 'version_id'
            END,
            CASE
                WHEN t."created_at"::text IS DISTINCT FROM (
                    (posts_staged_1."created_at")::timestamp without time zone
                )::text
                    THEN 'created_at'
            END,
            CASE
                WHEN t."updated_at"::text IS DISTINCT FROM (
                    (posts_staged_1."updated_at")::text
                )::text
                    THEN 'updated_at'
            END,
            CASE
                WHEN t."status"::text IS DISTINCT FROM ((posts_staged_1."status")::text)::text
                    THEN 'status'
            END,
            CASE
                WHEN t."isbase"::text IS DISTINCT FROM ((posts_staged_1."isbase")::integer)::text
                    THEN 'isbase'
            END,
            CASE
                WHEN t."template"::text IS DISTINCT FROM ((posts_staged_1."template")::text)::text
                    THEN 'template'
            END,
            CASE
                WHEN t."public_user"::text IS DISTINCT FROM (
                    ((instructors_2."target id")::integer)::integer
                )::text
                    AND NOT (
                        (
                            CASE
                                WHEN posts_staged_1."public_user.#" IS NOT NULL
                                    THEN jsonb_build_object('#', posts_staged_1."public_user.#")
                                ELSE to_jsonb(posts_staged_1."public_user.xmlid")
                            END
                        ) IS NOT NULL
                            AND instructors_2.absent IS NOT FALSE
                    )
                    THEN 'public_user'
            END,
            CASE
                WHEN t."header_type"::text IS DISTINCT FROM (
                    (posts_staged_1."header_type")::text
                )::text
                    THEN 'header_type'
            END,
            CASE
                WHEN t."md"::text IS DISTINCT FROM ((posts_staged_1."md")::text)::text THEN 'md'
            END,
            CASE
                WHEN t."html"::text IS DISTINCT FROM ((posts_staged_1."html")::text)::text
                    THEN 'html'
            END,
            CASE
                WHEN t."status_id"::text IS DISTINCT FROM (
                    ((status_3."target id")::integer)::integer
                )::text
                    AND NOT (
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
                    THEN 'status_id'
            END,
            CASE
                WHEN t."lang"::text IS DISTINCT FROM ((posts_staged_1."lang")::text)::text
                    THEN 'lang'
            END,
            CASE
                WHEN t."project_id"::text IS DISTINCT FROM (
                    ((projects_4."target id")::integer)::integer
                )::text
                    AND NOT (
                        (to_jsonb(posts_staged_1."project_id.domaincode")) IS NOT NULL
                            AND projects_4.absent IS NOT FALSE
                    )
                    THEN 'project_id'
            END,
            CASE
                WHEN t."img_id"::text IS DISTINCT FROM (
                    ((images_5."target id")::integer)::integer
                )::text
                    AND NOT (
                        (
                            CASE
                                WHEN posts_staged_1."img_id.#" IS NOT NULL
                                    THEN jsonb_build_object('#', posts_staged_1."img_id.#")
                                ELSE to_jsonb(posts_staged_1."img_id.xmlid")
                            END
                        ) IS NOT NULL
                            AND images_5.absent IS NOT FALSE
                    )
                    THEN 'img_id'
            END
        ]::text[],
        NULL
    ) AS changed,
    t."id" AS "target id",
    (posts_staged_1."name")::text AS "new name",
    (posts_staged_1."subtitle")::text AS "new subtitle",
    (posts_staged_1."teaser")::text AS "new teaser",
    (posts_staged_1."author_id")::text AS "new author_id",
    (posts_staged_1."blog_id")::text AS "new blog_id",
    (posts_staged_1."tag_ids")::text AS "new tag_ids",
    (posts_staged_1."website_published")::text AS "new website_published",
    (posts_staged_1."is_published")::text AS "new is_published",
    (posts_staged_1."post_date")::text AS "new post_date",
    (posts_staged_1."cover_properties")::text AS "new cover_properties",
    (posts_staged_1."event_xmlid")::text AS "new event_xmlid",
    (posts_staged_1."version_id")::text AS "new version_id",
    (posts_staged_1."created_at")::timestamp without time zone AS "new created_at",
    (posts_staged_1."updated_at")::text AS "new updated_at",
    (posts_staged_1."status")::text AS "new status",
    (posts_staged_1."isbase")::integer AS "new isbase",
    (posts_staged_1."template")::text AS "new template",
    ((instructors_2."target id")::integer)::integer AS "new public_user",
    (posts_staged_1."header_type")::text AS "new header_type",
    (posts_staged_1."md")::text AS "new md",
    (posts_staged_1."html")::text AS "new html",
    ((status_3."target id")::integer)::integer AS "new status_id",
    (posts_staged_1."lang")::text AS "new lang",
    ((projects_4."target id")::integer)::integer AS "new project_id",
    ((images_5."target id")::integer)::integer AS "new img_id"
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
LEFT JOIN pg_temp.satchel_row_6 AS projects_4
    ON projects_4.key = (to_jsonb(posts_staged_1."project_id.domaincode"))::text
LEFT JOIN pg_temp.satchel_row_8 AS images_5
    ON images_5.key = (
        CASE
            WHEN posts_staged_1."img_id.#" IS NOT NULL
                THEN jsonb_build_object('#', posts_staged_1."img_id.#")
            ELSE to_jsonb(posts_staged_1."img_id.xmlid")
        END
    )::text
LEFT JOIN pg_temp.satchel_row_6 AS projects_7
    ON projects_7.key = (to_jsonb(posts_staged_1."regio_id.domaincode"))::text
JOIN pg_temp.satchel_row_12 AS own
    ON own.row = posts_staged_1.row AND own.known AND NOT own.dropped AND own.key NOT LIKE '{%'
JOIN ONLY "public"."posts" AS t ON t.ctid = own.tid AND t.tableoid = own.part
WHERE (
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
                SELECT tags_6."target id"
                FROM pg_temp.satchel_row_1 AS tags_6
                WHERE tags_6.key = ((
                    CASE
                        WHEN jsonb_typeof(x.v) = 'object' AND x.v ? 'text' THEN x.v -> 'text'
                        ELSE x.v
                    END
                ))::text
            )) IS NULL
    )
    OR (
        (to_jsonb(posts_staged_1."project_id.domaincode")) IS NOT NULL
            AND projects_4.absent IS NOT FALSE
    )
    OR (
        (to_jsonb(posts_staged_1."regio_id.domaincode")) IS NOT NULL
            AND projects_7.absent IS NOT FALSE
    )
    OR (
        (
            CASE
                WHEN posts_staged_1."img_id.#" IS NOT NULL
                    THEN jsonb_build_object('#', posts_staged_1."img_id.#")
                ELSE to_jsonb(posts_staged_1."img_id.xmlid")
            END
        ) IS NOT NULL
            AND images_5.absent IS NOT FALSE
    )
    OR (t."name"::text IS DISTINCT FROM ((posts_staged_1."name")::text)::text)
    OR (t."subtitle"::text IS DISTINCT FROM ((posts_staged_1."subtitle")::text)::text)
    OR (t."teaser"::text IS DISTINCT FROM ((posts_staged_1."teaser")::text)::text)
    OR (t."author_id"::text IS DISTINCT FROM ((posts_staged_1."author_id")::text)::text)
    OR (t."blog_id"::text IS DISTINCT FROM ((posts_staged_1."blog_id")::text)::text)
    OR (t."tag_ids"::text IS DISTINCT FROM ((posts_staged_1."tag_ids")::text)::text)
    OR (
        t."website_published"::text IS DISTINCT FROM (
            (posts_staged_1."website_published")::text
        )::text
    )
    OR (t."is_published"::text IS DISTINCT FROM ((posts_staged_1."is_published")::text)::text)
    OR (t."post_date"::text IS DISTINCT FROM ((posts_staged_1."post_date")::text)::text)
    OR (
        t."cover_properties"::text IS DISTINCT FROM (
            (posts_staged_1."cover_properties")::text
        )::text
    )
    OR (t."event_xmlid"::text IS DISTINCT FROM ((posts_staged_1."event_xmlid")::text)::text)
    OR (t."version_id"::text IS DISTINCT FROM ((posts_staged_1."version_id")::text)::text)
    OR (
        t."created_at"::text IS DISTINCT FROM (
            (posts_staged_1."created_at")::timestamp without time zone
        )::text
    )
    OR (t."updated_at"::text IS DISTINCT FROM ((posts_staged_1."updated_at")::text)::text)
    OR (t."status"::text IS DISTINCT FROM ((posts_staged_1."status")::text)::text)
    OR (t."isbase"::text IS DISTINCT FROM ((posts_staged_1."isbase")::integer)::text)
    OR (t."template"::text IS DISTINCT FROM ((posts_staged_1."template")::text)::text)
    OR (
        t."public_user"::text IS DISTINCT FROM (
            ((instructors_2."target id")::integer)::integer
        )::text
            AND NOT (
                (
                    CASE
                        WHEN posts_staged_1."public_user.#" IS NOT NULL
                            THEN jsonb_build_object('#', posts_staged_1."public_user.#")
                        ELSE to_jsonb(posts_staged_1."public_user.xmlid")
                    END
                ) IS NOT NULL
                    AND instructors_2.absent IS NOT FALSE
            )
    )
    OR (t."header_type"::text IS DISTINCT FROM ((posts_staged_1."header_type")::text)::text)
    OR (t."md"::text IS DISTINCT FROM ((posts_staged_1."md")::text)::text)
    OR (t."html"::text IS DISTINCT FROM ((posts_staged_1."html")::text)::text)
    OR (
        t."status_id"::text IS DISTINCT FROM (((status_3."target id")::integer)::integer)::text
            AND NOT (
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
    )
    OR (t."lang"::text IS DISTINCT FROM ((posts_staged_1."lang")::text)::text)
    OR (
        t."project_id"::text IS DISTINCT FROM (((projects_4."target id")::integer)::integer)::text
            AND NOT (
                (to_jsonb(posts_staged_1."project_id.domaincode")) IS NOT NULL
                    AND projects_4.absent IS NOT FALSE
            )
    )
    OR (
        t."img_id"::text IS DISTINCT FROM (((images_5."target id")::integer)::integer)::text
            AND NOT (
                (
                    CASE
                        WHEN posts_staged_1."img_id.#" IS NOT NULL
                            THEN jsonb_build_object('#', posts_staged_1."img_id.#")
                        ELSE to_jsonb(posts_staged_1."img_id.xmlid")
                    END
                ) IS NOT NULL
                    AND images_5.absent IS NOT FALSE
            )
    )
