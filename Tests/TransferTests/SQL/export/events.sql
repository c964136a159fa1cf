COPY (
    SELECT
        l2.mark AS c0,
        t1."xmlid" AS c1,
        t1."name" AS c2,
        t1."date_begin" AS c3,
        t1."date_end" AS c4,
        (r3."xmlid")::text AS c5,
        l4.mark AS c6,
        CASE
            WHEN t1."address_id" IS NOT NULL AND r3."xmlid" IS NULL THEN (t1."address_id")::text
        END AS c7,
        (r5."sysmail")::text AS c8,
        t1."seats_max" AS c9,
        t1."header_type" AS c10,
        t1."rectitle" AS c11,
        t1."teaser" AS c12,
        t1."version_id" AS c13,
        t1."created_at" AS c14,
        t1."updated_at" AS c15,
        t1."status" AS c16,
        t1."isbase" AS c17,
        t1."template" AS c18,
        (r6."xmlid")::text AS c19,
        l7.mark AS c20,
        (r8."xmlid")::text AS c21,
        l9.mark AS c22,
        t1."event_type" AS c23,
        t1."md" AS c24,
        t1."html" AS c25,
        (r10."table")::text AS c26,
        (r10."name")::text AS c27,
        t1."lang" AS c28,
        (
            SELECT CASE
                WHEN jsonb_typeof(j11.v) = 'array'
                    THEN COALESCE(
                        (
                            SELECT jsonb_agg(
                                CASE
                                    WHEN jsonb_typeof(e12.v) = 'null' THEN 'null'::jsonb
                                    ELSE COALESCE(
                                        (
                                            SELECT CASE
                                                WHEN jsonb_typeof(e12.v) = 'string'
                                                    AND to_jsonb((t13."name")::text) IS NOT NULL
                                                    THEN jsonb_build_object(
                                                        'text',
                                                        to_jsonb((t13."name")::text)
                                                    )
                                                ELSE to_jsonb((t13."name")::text)
                                            END
                                            FROM ONLY "public"."tags" AS t13
                                            WHERE t13."id" = (
                                                CASE
                                                    WHEN ((e12.v) #>> '{}') ~ '^-?[0-9]{1,18}$'
                                                        THEN (((e12.v) #>> '{}'))::pg_catalog.int8
                                                    WHEN ((e12.v) #>> '{}') ~ '^-?[0-9]{19}$'
                                                        THEN CASE
                                                            WHEN ((
                                                                (e12.v) #>> '{}'
                                                            ))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                                                                THEN (((e12.v) #>> '{}'))::pg_catalog.int8
                                                        END
                                                END
                                            )
                                        ),
                                        jsonb_build_object('!', e12.v)
                                    )
                                END ORDER BY e12.n
                            )
                            FROM jsonb_array_elements(j11.v) WITH ORDINALITY AS e12(v, n)
                        ),
                        '[]'
                    )
                ELSE j11.v
            END
            FROM (SELECT to_jsonb(t1."tags_ids") AS v OFFSET 0) AS j11
        ) AS c29,
        t1."tags_display" AS c30,
        (r14."domaincode")::text AS c31,
        (r15."domaincode")::text AS c32,
        (r16."xmlid")::text AS c33,
        l17.mark AS c34,
        t1."img_show" AS c35,
        t1."img_thumb" AS c36,
        t1."img_square" AS c37,
        t1."img_wide" AS c38,
        t1."img_vert" AS c39
    FROM ONLY "public"."events" AS t1
    LEFT JOIN pg_temp.satchel_label_6 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."locations" AS r3 ON r3."xmlid" = t1."address_id"
    LEFT JOIN pg_temp.satchel_label_5 AS l4 ON l4.tid = r3.ctid AND l4.part = r3.tableoid
    LEFT JOIN ONLY "public"."users" AS r5 ON r5."id" = t1."user_id"
    LEFT JOIN ONLY "public"."instructors" AS r6 ON r6."id" = t1."public_user"
    LEFT JOIN pg_temp.satchel_label_4 AS l7 ON l7.tid = r6.ctid AND l7.part = r6.tableoid
    LEFT JOIN ONLY "public"."locations" AS r8 ON r8."id" = t1."location"
    LEFT JOIN pg_temp.satchel_label_5 AS l9 ON l9.tid = r8.ctid AND l9.part = r8.tableoid
    LEFT JOIN ONLY "public"."status" AS r10 ON r10."id" = t1."status_id"
    LEFT JOIN ONLY "public"."projects" AS r14 ON r14."id" = t1."project_id"
    LEFT JOIN ONLY "public"."projects" AS r15 ON r15."id" = t1."regio_id"
    LEFT JOIN ONLY "public"."images" AS r16 ON r16."id" = t1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l17 ON l17.tid = r16.ctid AND l17.part = r16.tableoid
    ORDER BY (t1."xmlid")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
