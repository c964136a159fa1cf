COPY (
    SELECT
        posts_mark_2.mark AS "#",
        posts_1."xmlid" AS "xmlid",
        posts_1."name" AS "name",
        posts_1."subtitle" AS "subtitle",
        posts_1."teaser" AS "teaser",
        posts_1."author_id" AS "author_id",
        posts_1."blog_id" AS "blog_id",
        posts_1."tag_ids" AS "tag_ids",
        posts_1."website_published" AS "website_published",
        posts_1."is_published" AS "is_published",
        posts_1."post_date" AS "post_date",
        posts_1."cover_properties" AS "cover_properties",
        posts_1."event_xmlid" AS "event_xmlid",
        posts_1."version_id" AS "version_id",
        posts_1."created_at" AS "created_at",
        posts_1."updated_at" AS "updated_at",
        posts_1."status" AS "status",
        posts_1."isbase" AS "isbase",
        posts_1."template" AS "template",
        (instructors_3."xmlid")::text AS "public_user.xmlid",
        instructors_mark_4.mark AS "public_user.#",
        posts_1."header_type" AS "header_type",
        posts_1."md" AS "md",
        posts_1."html" AS "html",
        (status_5."table")::text AS "status_id.table",
        (status_5."name")::text AS "status_id.name",
        posts_1."lang" AS "lang",
        (
            SELECT CASE
                WHEN jsonb_typeof(value_6.v) = 'array'
                    THEN COALESCE(
                        (
                            SELECT jsonb_agg(
                                CASE
                                    WHEN jsonb_typeof(element_7.v) = 'null' THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof(element_7.v) = 'string'
                                                    AND to_jsonb((tags_8."name")::text) IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        to_jsonb((tags_8."name")::text)
                                                    )
                                                ELSE to_jsonb((tags_8."name")::text)
                                            END
                                            FROM ONLY "public"."tags" AS tags_8
                                            WHERE tags_8."id" = (
                                                CASE
                                                    WHEN ((element_7.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                        THEN (((element_7.v) #>> '{}'))::pg_catalog.int8
                                                    WHEN ((element_7.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                (element_7.v) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN (((element_7.v) #>> '{}'))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', element_7.v)
                                    )
                                END ORDER BY element_7.n
                            )
                            FROM jsonb_array_elements(value_6.v) WITH ORDINALITY AS element_7(v, n)
                        ),
                        '[]'
                    )
                ELSE value_6.v
            END
            FROM (SELECT to_jsonb(posts_1."tags_ids") AS v OFFSET 0) AS value_6
        ) AS "tags_ids",
        posts_1."tags_display" AS "tags_display",
        (projects_9."domaincode")::text AS "project_id.domaincode",
        (projects_10."domaincode")::text AS "regio_id.domaincode",
        (images_11."xmlid")::text AS "img_id.xmlid",
        images_mark_12.mark AS "img_id.#",
        posts_1."img_show" AS "img_show",
        posts_1."img_thumb" AS "img_thumb",
        posts_1."img_square" AS "img_square",
        posts_1."img_wide" AS "img_wide",
        posts_1."img_vert" AS "img_vert"
    FROM ONLY "public"."posts" AS posts_1
    LEFT JOIN pg_temp.satchel_label_7 AS posts_mark_2
        ON posts_mark_2.tid = posts_1.ctid AND posts_mark_2.part = posts_1.tableoid
    LEFT JOIN ONLY "public"."instructors" AS instructors_3
        ON instructors_3."id" = posts_1."public_user"
    LEFT JOIN pg_temp.satchel_label_4 AS instructors_mark_4
        ON instructors_mark_4.tid = instructors_3.ctid
            AND instructors_mark_4.part = instructors_3.tableoid
    LEFT JOIN ONLY "public"."status" AS status_5 ON status_5."id" = posts_1."status_id"
    LEFT JOIN ONLY "public"."projects" AS projects_9 ON projects_9."id" = posts_1."project_id"
    LEFT JOIN ONLY "public"."projects" AS projects_10 ON projects_10."id" = posts_1."regio_id"
    LEFT JOIN ONLY "public"."images" AS images_11 ON images_11."id" = posts_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_12
        ON images_mark_12.tid = images_11.ctid AND images_mark_12.part = images_11.tableoid
    ORDER BY (posts_1."xmlid")::text COLLATE "C", (posts_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
