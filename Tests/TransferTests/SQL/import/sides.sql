CREATE TEMPORARY TABLE pg_temp.satchel_side_2
ON COMMIT DROP AS
SELECT
    l.row,
    array_remove(
        ARRAY[
            CASE
                WHEN ('name' = ANY (l.changed))
                    AND (s2.c2::text IS DISTINCT FROM (t1."name")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c2::text IS DISTINCT FROM (s4.c2)::text)
                    ))
                    THEN 'name'
            END,
            CASE
                WHEN ('age' = ANY (l.changed))
                    AND (s2.c3::text IS DISTINCT FROM (t1."age")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c3::text IS DISTINCT FROM (s4.c3)::text)
                    ))
                    THEN 'age'
            END,
            CASE
                WHEN ('city' = ANY (l.changed))
                    AND (s2.c4::text IS DISTINCT FROM (t1."city")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c4::text IS DISTINCT FROM (s4.c4)::text)
                    ))
                    THEN 'city'
            END,
            CASE
                WHEN ('country_id' = ANY (l.changed))
                    AND (s2.c5::text IS DISTINCT FROM (t1."country_id")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c5::text IS DISTINCT FROM (s4.c5)::text)
                    ))
                    THEN 'country_id'
            END,
            CASE
                WHEN ('description' = ANY (l.changed))
                    AND (s2.c6::text IS DISTINCT FROM (t1."description")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c6::text IS DISTINCT FROM (s4.c6)::text)
                    ))
                    THEN 'description'
            END,
            CASE
                WHEN ('event_xmlid' = ANY (l.changed))
                    AND (s2.c7::text IS DISTINCT FROM (t1."event_xmlid")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c7::text IS DISTINCT FROM (s4.c7)::text)
                    ))
                    THEN 'event_xmlid'
            END,
            CASE
                WHEN ('type' = ANY (l.changed))
                    AND (s2.c8::text IS DISTINCT FROM (t1."type")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c8::text IS DISTINCT FROM (s4.c8)::text)
                    ))
                    THEN 'type'
            END,
            CASE
                WHEN ('version_id' = ANY (l.changed))
                    AND (s2.c9::text IS DISTINCT FROM (t1."version_id")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c9::text IS DISTINCT FROM (s4.c9)::text)
                    ))
                    THEN 'version_id'
            END,
            CASE
                WHEN ('status_id' = ANY (l.changed) OR l.missing && ARRAY[0])
                    AND (
                        (
                            CASE
                                WHEN num_nonnulls(s2.c10, s2.c11) = 0 THEN NULL
                                ELSE jsonb_build_array(s2.c10, s2.c11)
                            END
                        ) IS DISTINCT FROM (
                            CASE
                                WHEN num_nonnulls((r3."table")::text, (r3."name")::text) = 0
                                    THEN NULL
                                ELSE jsonb_build_array((r3."table")::text, (r3."name")::text)
                            END
                        )
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                (
                                    CASE
                                        WHEN num_nonnulls(s2.c10, s2.c11) = 0 THEN NULL
                                        ELSE jsonb_build_array(s2.c10, s2.c11)
                                    END
                                ) IS DISTINCT FROM (
                                    CASE
                                        WHEN num_nonnulls(s4.c10, s4.c11) = 0 THEN NULL
                                        ELSE jsonb_build_array(s4.c10, s4.c11)
                                    END
                                )
                            )
                    ))
                    THEN 'status_id'
            END,
            CASE
                WHEN ('created_at' = ANY (l.changed))
                    AND (s2.c12::text IS DISTINCT FROM (t1."created_at")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c12::text IS DISTINCT FROM (s4.c12)::text)
                    ))
                    THEN 'created_at'
            END,
            CASE
                WHEN ('updated_at' = ANY (l.changed))
                    AND (s2.c13::text IS DISTINCT FROM (t1."updated_at")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c13::text IS DISTINCT FROM (s4.c13)::text)
                    ))
                    AND (
                        NOT ((
                            NOT (own.row IS NOT NULL)
                                OR (t1."updated_at"::text IS DISTINCT FROM (s4.c13)::text)
                        ))
                            OR s2.c13 > t1."updated_at"
                    )
                    THEN 'updated_at'
            END,
            CASE
                WHEN ('lang' = ANY (l.changed))
                    AND (s2.c15::text IS DISTINCT FROM (t1."lang")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (s2.c15::text IS DISTINCT FROM (s4.c15)::text)
                    ))
                    THEN 'lang'
            END
        ]::text[],
        NULL
    ) AS theirs,
    array_remove(
        ARRAY[
            CASE
                WHEN ('name' = ANY (l.changed))
                    AND (s2.c2::text IS DISTINCT FROM (t1."name")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."name"::text IS DISTINCT FROM (s4.c2)::text)
                    ))
                    THEN 'name'
            END,
            CASE
                WHEN ('age' = ANY (l.changed))
                    AND (s2.c3::text IS DISTINCT FROM (t1."age")::text)
                    AND ((
                        NOT (own.row IS NOT NULL) OR (t1."age"::text IS DISTINCT FROM (s4.c3)::text)
                    ))
                    THEN 'age'
            END,
            CASE
                WHEN ('city' = ANY (l.changed))
                    AND (s2.c4::text IS DISTINCT FROM (t1."city")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."city"::text IS DISTINCT FROM (s4.c4)::text)
                    ))
                    THEN 'city'
            END,
            CASE
                WHEN ('country_id' = ANY (l.changed))
                    AND (s2.c5::text IS DISTINCT FROM (t1."country_id")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."country_id"::text IS DISTINCT FROM (s4.c5)::text)
                    ))
                    THEN 'country_id'
            END,
            CASE
                WHEN ('description' = ANY (l.changed))
                    AND (s2.c6::text IS DISTINCT FROM (t1."description")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."description"::text IS DISTINCT FROM (s4.c6)::text)
                    ))
                    THEN 'description'
            END,
            CASE
                WHEN ('event_xmlid' = ANY (l.changed))
                    AND (s2.c7::text IS DISTINCT FROM (t1."event_xmlid")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."event_xmlid"::text IS DISTINCT FROM (s4.c7)::text)
                    ))
                    THEN 'event_xmlid'
            END,
            CASE
                WHEN ('type' = ANY (l.changed))
                    AND (s2.c8::text IS DISTINCT FROM (t1."type")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."type"::text IS DISTINCT FROM (s4.c8)::text)
                    ))
                    THEN 'type'
            END,
            CASE
                WHEN ('version_id' = ANY (l.changed))
                    AND (s2.c9::text IS DISTINCT FROM (t1."version_id")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."version_id"::text IS DISTINCT FROM (s4.c9)::text)
                    ))
                    THEN 'version_id'
            END,
            CASE
                WHEN ('status_id' = ANY (l.changed) OR l.missing && ARRAY[0])
                    AND (
                        (
                            CASE
                                WHEN num_nonnulls(s2.c10, s2.c11) = 0 THEN NULL
                                ELSE jsonb_build_array(s2.c10, s2.c11)
                            END
                        ) IS DISTINCT FROM (
                            CASE
                                WHEN num_nonnulls((r3."table")::text, (r3."name")::text) = 0
                                    THEN NULL
                                ELSE jsonb_build_array((r3."table")::text, (r3."name")::text)
                            END
                        )
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                (
                                    CASE
                                        WHEN num_nonnulls((r3."table")::text, (r3."name")::text) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            (r3."table")::text,
                                            (r3."name")::text
                                        )
                                    END
                                ) IS DISTINCT FROM (
                                    CASE
                                        WHEN num_nonnulls(s4.c10, s4.c11) = 0 THEN NULL
                                        ELSE jsonb_build_array(s4.c10, s4.c11)
                                    END
                                )
                            )
                    ))
                    THEN 'status_id'
            END,
            CASE
                WHEN ('created_at' = ANY (l.changed))
                    AND (s2.c12::text IS DISTINCT FROM (t1."created_at")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."created_at"::text IS DISTINCT FROM (s4.c12)::text)
                    ))
                    THEN 'created_at'
            END,
            CASE
                WHEN ('lang' = ANY (l.changed))
                    AND (s2.c15::text IS DISTINCT FROM (t1."lang")::text)
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (t1."lang"::text IS DISTINCT FROM (s4.c15)::text)
                    ))
                    THEN 'lang'
            END
        ]::text[],
        NULL
    ) AS ours
FROM pg_temp.satchel_change_2 AS l
JOIN pg_temp.satchel_stage_2 AS s2 ON s2.row = l.row
JOIN (
    ONLY "public"."participants" AS t1
    LEFT JOIN ONLY "public"."status" AS r3 ON r3."id" = t1."status_id"
)
    ON t1.ctid = l.tid AND t1.tableoid = l.part
LEFT JOIN pg_temp.satchel_base_row_2 AS own ON own.key = l.key
LEFT JOIN pg_temp.satchel_base_stage_2 AS s4 ON s4.row = own.row
