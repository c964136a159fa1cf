COPY (
    SELECT
        l2.mark AS c0,
        t1."xmlid" AS c1,
        t1."name" AS c2,
        t1."subtitle" AS c3,
        t1."teaser" AS c4,
        t1."author_id" AS c5,
        t1."blog_id" AS c6,
        t1."tag_ids" AS c7,
        t1."website_published" AS c8,
        t1."is_published" AS c9,
        t1."post_date" AS c10,
        t1."cover_properties" AS c11,
        t1."event_xmlid" AS c12,
        t1."version_id" AS c13,
        t1."created_at" AS c14,
        t1."updated_at" AS c15,
        t1."status" AS c16,
        t1."isbase" AS c17,
        t1."template" AS c18,
        (r3."xmlid")::text AS c19,
        l4.mark AS c20,
        t1."header_type" AS c21,
        t1."md" AS c22,
        t1."html" AS c23,
        (r5."table")::text AS c24,
        (r5."name")::text AS c25,
        t1."lang" AS c26,
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
                                                    AND to_jsonb((t8."name")::text) IS NOT NULL
                                                    THEN jsonb_build_object('text', to_jsonb((t8."name")::text))
                                                ELSE to_jsonb((t8."name")::text)
                                            END
                                            FROM ONLY "public"."tags" AS t8
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
            FROM (SELECT to_jsonb(t1."tags_ids") AS v OFFSET 0) AS j6
        ) AS c27,
        t1."tags_display" AS c28,
        (r9."domaincode")::text AS c29,
        (r10."domaincode")::text AS c30,
        (r11."xmlid")::text AS c31,
        l12.mark AS c32,
        t1."img_show" AS c33,
        t1."img_thumb" AS c34,
        t1."img_square" AS c35,
        t1."img_wide" AS c36,
        t1."img_vert" AS c37
    FROM ONLY "public"."posts" AS t1
    LEFT JOIN pg_temp.satchel_label_7 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."instructors" AS r3 ON r3."id" = t1."public_user"
    LEFT JOIN pg_temp.satchel_label_4 AS l4 ON l4.tid = r3.ctid AND l4.part = r3.tableoid
    LEFT JOIN ONLY "public"."status" AS r5 ON r5."id" = t1."status_id"
    LEFT JOIN ONLY "public"."projects" AS r9 ON r9."id" = t1."project_id"
    LEFT JOIN ONLY "public"."projects" AS r10 ON r10."id" = t1."regio_id"
    LEFT JOIN ONLY "public"."images" AS r11 ON r11."id" = t1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l12 ON l12.tid = r11.ctid AND l12.part = r11.tableoid
    ORDER BY (t1."xmlid")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
