COPY (
    SELECT
        t1."domaincode" AS c0,
        t1."name" AS c1,
        t1."description" AS c2,
        t1."status_old" AS c3,
        (r2."sysmail")::text AS c4,
        t1."created_at" AS c5,
        t1."updated_at" AS c6,
        t1."header_type" AS c7,
        t1."header_size" AS c8,
        t1."md" AS c9,
        t1."html" AS c10,
        t1."type" AS c11,
        (r3."domaincode")::text AS c12,
        t1."partner_projects" AS c13,
        t1."heading" AS c14,
        t1."theme" AS c15,
        t1."teaser" AS c16,
        t1."team_page" AS c17,
        t1."cta_title" AS c18,
        t1."cta_form" AS c19,
        t1."cta_entity" AS c20,
        t1."cta_link" AS c21,
        t1."is_company" AS c22,
        t1."is_location_provider" AS c23,
        t1."config" AS c24,
        (r4."domainname")::text AS c25,
        l5.mark AS c26,
        (
            SELECT CASE
                WHEN jsonb_typeof(j6.v) = 'array'
                    THEN COALESCE(
                        (
                            SELECT jsonb_agg(
                                CASE
                                    WHEN jsonb_typeof(e7.v) = 'null' THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof(e7.v) = 'string'
                                                    AND to_jsonb((t8."sysmail")::text) IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        to_jsonb((t8."sysmail")::text)
                                                    )
                                                ELSE to_jsonb((t8."sysmail")::text)
                                            END
                                            FROM ONLY "public"."users" AS t8
                                            WHERE t8."id" = (
                                                CASE
                                                    WHEN ((e7.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                        THEN (((e7.v) #>> '{}'))::pg_catalog.int8
                                                    WHEN ((e7.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                (e7.v) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN (((e7.v) #>> '{}'))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', e7.v)
                                    )
                                END ORDER BY e7.n
                            )
                            FROM jsonb_array_elements(j6.v) WITH ORDINALITY AS e7(v, n)
                        ),
                        '[]'
                    )
                ELSE j6.v
            END
            FROM (SELECT t1."member_ids" AS v OFFSET 0) AS j6
        ) AS c27,
        t1."page_background" AS c28,
        t1."page_cssvars" AS c29,
        t1."page_navigation" AS c30,
        t1."page_options_ext" AS c31,
        t1."aside_postit" AS c32,
        t1."aside_toc" AS c33,
        t1."aside_list" AS c34,
        t1."aside_context" AS c35,
        t1."aside_options_ext" AS c36,
        t1."header_alert" AS c37,
        t1."header_postit" AS c38,
        t1."header_options_ext" AS c39,
        t1."footer_gallery" AS c40,
        t1."footer_postit" AS c41,
        t1."footer_slider" AS c42,
        t1."footer_repeat" AS c43,
        t1."footer_sitemap" AS c44,
        t1."footer_options_ext" AS c45,
        (r9."xmlid")::text AS c46,
        l10.mark AS c47,
        t1."img_show" AS c48,
        t1."img_thumb" AS c49,
        t1."img_square" AS c50,
        t1."img_wide" AS c51,
        t1."img_vert" AS c52,
        (r11."table")::text AS c53,
        (r11."name")::text AS c54
    FROM ONLY "public"."projects" AS t1
    LEFT JOIN ONLY "public"."users" AS r2 ON r2."id" = t1."owner_id"
    LEFT JOIN ONLY "public"."projects" AS r3 ON r3."id" = t1."regio"
    LEFT JOIN ONLY "public"."domains" AS r4 ON r4."id" = t1."domain_id"
    LEFT JOIN pg_temp.satchel_label_2 AS l5 ON l5.tid = r4.ctid AND l5.part = r4.tableoid
    LEFT JOIN ONLY "public"."images" AS r9 ON r9."id" = t1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l10 ON l10.tid = r9.ctid AND l10.part = r9.tableoid
    LEFT JOIN ONLY "public"."status" AS r11 ON r11."id" = t1."status_id"
    ORDER BY (t1."domaincode")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
