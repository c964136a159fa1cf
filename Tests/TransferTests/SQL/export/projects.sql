COPY (
    SELECT
        projects_1."domaincode" AS "domaincode",
        projects_1."name" AS "name",
        projects_1."description" AS "description",
        projects_1."status_old" AS "status_old",
        (users_2."sysmail")::text AS "owner_id.sysmail",
        projects_1."created_at" AS "created_at",
        projects_1."updated_at" AS "updated_at",
        projects_1."header_type" AS "header_type",
        projects_1."header_size" AS "header_size",
        projects_1."md" AS "md",
        projects_1."html" AS "html",
        projects_1."type" AS "type",
        (projects_3."domaincode")::text AS "regio.domaincode",
        projects_1."partner_projects" AS "partner_projects",
        projects_1."heading" AS "heading",
        projects_1."theme" AS "theme",
        projects_1."teaser" AS "teaser",
        projects_1."team_page" AS "team_page",
        projects_1."cta_title" AS "cta_title",
        projects_1."cta_form" AS "cta_form",
        projects_1."cta_entity" AS "cta_entity",
        projects_1."cta_link" AS "cta_link",
        projects_1."is_company" AS "is_company",
        projects_1."is_location_provider" AS "is_location_provider",
        projects_1."config" AS "config",
        (domains_4."domainname")::text AS "domain_id.domainname",
        domains_mark_5.mark AS "domain_id.#",
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
                                                    AND to_jsonb((users_8."sysmail")::text) IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        to_jsonb((users_8."sysmail")::text)
                                                    )
                                                ELSE to_jsonb((users_8."sysmail")::text)
                                            END
                                            FROM ONLY "public"."users" AS users_8
                                            WHERE users_8."id" = (
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
            FROM (SELECT projects_1."member_ids" AS v OFFSET 0) AS value_6
        ) AS "member_ids",
        projects_1."page_background" AS "page_background",
        projects_1."page_cssvars" AS "page_cssvars",
        projects_1."page_navigation" AS "page_navigation",
        projects_1."page_options_ext" AS "page_options_ext",
        projects_1."aside_postit" AS "aside_postit",
        projects_1."aside_toc" AS "aside_toc",
        projects_1."aside_list" AS "aside_list",
        projects_1."aside_context" AS "aside_context",
        projects_1."aside_options_ext" AS "aside_options_ext",
        projects_1."header_alert" AS "header_alert",
        projects_1."header_postit" AS "header_postit",
        projects_1."header_options_ext" AS "header_options_ext",
        projects_1."footer_gallery" AS "footer_gallery",
        projects_1."footer_postit" AS "footer_postit",
        projects_1."footer_slider" AS "footer_slider",
        projects_1."footer_repeat" AS "footer_repeat",
        projects_1."footer_sitemap" AS "footer_sitemap",
        projects_1."footer_options_ext" AS "footer_options_ext",
        (images_9."xmlid")::text AS "img_id.xmlid",
        images_mark_10.mark AS "img_id.#",
        projects_1."img_show" AS "img_show",
        projects_1."img_thumb" AS "img_thumb",
        projects_1."img_square" AS "img_square",
        projects_1."img_wide" AS "img_wide",
        projects_1."img_vert" AS "img_vert",
        (status_11."table")::text AS "status_id.table",
        (status_11."name")::text AS "status_id.name"
    FROM ONLY "public"."projects" AS projects_1
    LEFT JOIN ONLY "public"."users" AS users_2 ON users_2."id" = projects_1."owner_id"
    LEFT JOIN ONLY "public"."projects" AS projects_3 ON projects_3."id" = projects_1."regio"
    LEFT JOIN ONLY "public"."domains" AS domains_4 ON domains_4."id" = projects_1."domain_id"
    LEFT JOIN pg_temp.satchel_label_2 AS domains_mark_5
        ON domains_mark_5.tid = domains_4.ctid AND domains_mark_5.part = domains_4.tableoid
    LEFT JOIN ONLY "public"."images" AS images_9 ON images_9."id" = projects_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_10
        ON images_mark_10.tid = images_9.ctid AND images_mark_10.part = images_9.tableoid
    LEFT JOIN ONLY "public"."status" AS status_11 ON status_11."id" = projects_1."status_id"
    ORDER BY (projects_1."domaincode")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
