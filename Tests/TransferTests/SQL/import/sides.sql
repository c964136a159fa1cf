CREATE TEMPORARY TABLE pg_temp.satchel_side_2
ON COMMIT DROP AS
SELECT
    l.row,
    array_remove(
        ARRAY[
            CASE
                WHEN ('name' = ANY (l.changed))
                    AND (
                        participants_staged_1."name"::text IS DISTINCT FROM (
                            participants_2."name"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."name"::text IS DISTINCT FROM (
                                    participants_base_4."name"
                                )::text
                            )
                    ))
                    THEN 'name'
            END,
            CASE
                WHEN ('age' = ANY (l.changed))
                    AND (
                        participants_staged_1."age"::text IS DISTINCT FROM (
                            participants_2."age"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."age"::text IS DISTINCT FROM (
                                    participants_base_4."age"
                                )::text
                            )
                    ))
                    THEN 'age'
            END,
            CASE
                WHEN ('city' = ANY (l.changed))
                    AND (
                        participants_staged_1."city"::text IS DISTINCT FROM (
                            participants_2."city"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."city"::text IS DISTINCT FROM (
                                    participants_base_4."city"
                                )::text
                            )
                    ))
                    THEN 'city'
            END,
            CASE
                WHEN ('country_id' = ANY (l.changed))
                    AND (
                        participants_staged_1."country_id"::text IS DISTINCT FROM (
                            participants_2."country_id"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."country_id"::text IS DISTINCT FROM (
                                    participants_base_4."country_id"
                                )::text
                            )
                    ))
                    THEN 'country_id'
            END,
            CASE
                WHEN ('description' = ANY (l.changed))
                    AND (
                        participants_staged_1."description"::text IS DISTINCT FROM (
                            participants_2."description"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."description"::text IS DISTINCT FROM (
                                    participants_base_4."description"
                                )::text
                            )
                    ))
                    THEN 'description'
            END,
            CASE
                WHEN ('event_xmlid' = ANY (l.changed))
                    AND (
                        participants_staged_1."event_xmlid"::text IS DISTINCT FROM (
                            participants_2."event_xmlid"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."event_xmlid"::text IS DISTINCT FROM (
                                    participants_base_4."event_xmlid"
                                )::text
                            )
                    ))
                    THEN 'event_xmlid'
            END,
            CASE
                WHEN ('type' = ANY (l.changed))
                    AND (
                        participants_staged_1."type"::text IS DISTINCT FROM (
                            participants_2."type"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."type"::text IS DISTINCT FROM (
                                    participants_base_4."type"
                                )::text
                            )
                    ))
                    THEN 'type'
            END,
            CASE
                WHEN ('version_id' = ANY (l.changed))
                    AND (
                        participants_staged_1."version_id"::text IS DISTINCT FROM (
                            participants_2."version_id"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."version_id"::text IS DISTINCT FROM (
                                    participants_base_4."version_id"
                                )::text
                            )
                    ))
                    THEN 'version_id'
            END,
            CASE
                WHEN ('status_id' = ANY (l.changed) OR l.missing && ARRAY[0])
                    AND (
                        (
                            CASE
                                WHEN num_nonnulls(
                                    participants_staged_1."status_id.table",
                                    participants_staged_1."status_id.name"
                                ) = 0
                                    THEN NULL
                                ELSE jsonb_build_array(
                                    participants_staged_1."status_id.table",
                                    participants_staged_1."status_id.name"
                                )
                            END
                        ) IS DISTINCT FROM (
                            CASE
                                WHEN num_nonnulls(
                                    (status_3."table")::text,
                                    (status_3."name")::text
                                ) = 0
                                    THEN NULL
                                ELSE jsonb_build_array(
                                    (status_3."table")::text,
                                    (status_3."name")::text
                                )
                            END
                        )
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                (
                                    CASE
                                        WHEN num_nonnulls(
                                            participants_staged_1."status_id.table",
                                            participants_staged_1."status_id.name"
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            participants_staged_1."status_id.table",
                                            participants_staged_1."status_id.name"
                                        )
                                    END
                                ) IS DISTINCT FROM (
                                    CASE
                                        WHEN num_nonnulls(
                                            participants_base_4."status_id.table",
                                            participants_base_4."status_id.name"
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            participants_base_4."status_id.table",
                                            participants_base_4."status_id.name"
                                        )
                                    END
                                )
                            )
                    ))
                    THEN 'status_id'
            END,
            CASE
                WHEN ('created_at' = ANY (l.changed))
                    AND (
                        participants_staged_1."created_at"::text IS DISTINCT FROM (
                            participants_2."created_at"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."created_at"::text IS DISTINCT FROM (
                                    participants_base_4."created_at"
                                )::text
                            )
                    ))
                    THEN 'created_at'
            END,
            CASE
                WHEN ('updated_at' = ANY (l.changed))
                    AND (
                        participants_staged_1."updated_at"::text IS DISTINCT FROM (
                            participants_2."updated_at"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."updated_at"::text IS DISTINCT FROM (
                                    participants_base_4."updated_at"
                                )::text
                            )
                    ))
                    AND (
                        NOT ((
                            NOT (own.row IS NOT NULL)
                                OR (
                                    participants_2."updated_at"::text IS DISTINCT FROM (
                                        participants_base_4."updated_at"
                                    )::text
                                )
                        ))
                            OR participants_staged_1."updated_at" > participants_2."updated_at"
                    )
                    THEN 'updated_at'
            END,
            CASE
                WHEN ('lang' = ANY (l.changed))
                    AND (
                        participants_staged_1."lang"::text IS DISTINCT FROM (
                            participants_2."lang"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_staged_1."lang"::text IS DISTINCT FROM (
                                    participants_base_4."lang"
                                )::text
                            )
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
                    AND (
                        participants_staged_1."name"::text IS DISTINCT FROM (
                            participants_2."name"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."name"::text IS DISTINCT FROM (
                                    participants_base_4."name"
                                )::text
                            )
                    ))
                    THEN 'name'
            END,
            CASE
                WHEN ('age' = ANY (l.changed))
                    AND (
                        participants_staged_1."age"::text IS DISTINCT FROM (
                            participants_2."age"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."age"::text IS DISTINCT FROM (
                                    participants_base_4."age"
                                )::text
                            )
                    ))
                    THEN 'age'
            END,
            CASE
                WHEN ('city' = ANY (l.changed))
                    AND (
                        participants_staged_1."city"::text IS DISTINCT FROM (
                            participants_2."city"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."city"::text IS DISTINCT FROM (
                                    participants_base_4."city"
                                )::text
                            )
                    ))
                    THEN 'city'
            END,
            CASE
                WHEN ('country_id' = ANY (l.changed))
                    AND (
                        participants_staged_1."country_id"::text IS DISTINCT FROM (
                            participants_2."country_id"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."country_id"::text IS DISTINCT FROM (
                                    participants_base_4."country_id"
                                )::text
                            )
                    ))
                    THEN 'country_id'
            END,
            CASE
                WHEN ('description' = ANY (l.changed))
                    AND (
                        participants_staged_1."description"::text IS DISTINCT FROM (
                            participants_2."description"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."description"::text IS DISTINCT FROM (
                                    participants_base_4."description"
                                )::text
                            )
                    ))
                    THEN 'description'
            END,
            CASE
                WHEN ('event_xmlid' = ANY (l.changed))
                    AND (
                        participants_staged_1."event_xmlid"::text IS DISTINCT FROM (
                            participants_2."event_xmlid"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."event_xmlid"::text IS DISTINCT FROM (
                                    participants_base_4."event_xmlid"
                                )::text
                            )
                    ))
                    THEN 'event_xmlid'
            END,
            CASE
                WHEN ('type' = ANY (l.changed))
                    AND (
                        participants_staged_1."type"::text IS DISTINCT FROM (
                            participants_2."type"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."type"::text IS DISTINCT FROM (
                                    participants_base_4."type"
                                )::text
                            )
                    ))
                    THEN 'type'
            END,
            CASE
                WHEN ('version_id' = ANY (l.changed))
                    AND (
                        participants_staged_1."version_id"::text IS DISTINCT FROM (
                            participants_2."version_id"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."version_id"::text IS DISTINCT FROM (
                                    participants_base_4."version_id"
                                )::text
                            )
                    ))
                    THEN 'version_id'
            END,
            CASE
                WHEN ('status_id' = ANY (l.changed) OR l.missing && ARRAY[0])
                    AND (
                        (
                            CASE
                                WHEN num_nonnulls(
                                    participants_staged_1."status_id.table",
                                    participants_staged_1."status_id.name"
                                ) = 0
                                    THEN NULL
                                ELSE jsonb_build_array(
                                    participants_staged_1."status_id.table",
                                    participants_staged_1."status_id.name"
                                )
                            END
                        ) IS DISTINCT FROM (
                            CASE
                                WHEN num_nonnulls(
                                    (status_3."table")::text,
                                    (status_3."name")::text
                                ) = 0
                                    THEN NULL
                                ELSE jsonb_build_array(
                                    (status_3."table")::text,
                                    (status_3."name")::text
                                )
                            END
                        )
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                (
                                    CASE
                                        WHEN num_nonnulls(
                                            (status_3."table")::text,
                                            (status_3."name")::text
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            (status_3."table")::text,
                                            (status_3."name")::text
                                        )
                                    END
                                ) IS DISTINCT FROM (
                                    CASE
                                        WHEN num_nonnulls(
                                            participants_base_4."status_id.table",
                                            participants_base_4."status_id.name"
                                        ) = 0
                                            THEN NULL
                                        ELSE jsonb_build_array(
                                            participants_base_4."status_id.table",
                                            participants_base_4."status_id.name"
                                        )
                                    END
                                )
                            )
                    ))
                    THEN 'status_id'
            END,
            CASE
                WHEN ('created_at' = ANY (l.changed))
                    AND (
                        participants_staged_1."created_at"::text IS DISTINCT FROM (
                            participants_2."created_at"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."created_at"::text IS DISTINCT FROM (
                                    participants_base_4."created_at"
                                )::text
                            )
                    ))
                    THEN 'created_at'
            END,
            CASE
                WHEN ('lang' = ANY (l.changed))
                    AND (
                        participants_staged_1."lang"::text IS DISTINCT FROM (
                            participants_2."lang"
                        )::text
                    )
                    AND ((
                        NOT (own.row IS NOT NULL)
                            OR (
                                participants_2."lang"::text IS DISTINCT FROM (
                                    participants_base_4."lang"
                                )::text
                            )
                    ))
                    THEN 'lang'
            END
        ]::text[],
        NULL
    ) AS ours
FROM pg_temp.satchel_change_2 AS l
JOIN pg_temp.satchel_stage_2 AS participants_staged_1 ON participants_staged_1.row = l.row
JOIN (
    ONLY "public"."participants" AS participants_2
    LEFT JOIN ONLY "public"."status" AS status_3 ON status_3."id" = participants_2."status_id"
)
    ON participants_2.ctid = l.tid AND participants_2.tableoid = l.part
LEFT JOIN pg_temp.satchel_base_row_2 AS own ON own.staged = l.row
LEFT JOIN pg_temp.satchel_base_stage_2 AS participants_base_4 ON participants_base_4.row = own.row
