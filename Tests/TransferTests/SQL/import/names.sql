CREATE TEMPORARY TABLE pg_temp.satchel_row_12
ON COMMIT DROP AS
SELECT
    own.row,
    COALESCE(own.key, there.key) AS key,
    NULL::text AS alias_of,
    there.part,
    there.tid,
    there.tid IS NOT NULL AS known,
    false AS rejected,
    false AS dropped,
    there.tid IS NULL AS absent,
    there."target id"
FROM (
    SELECT
        posts_staged_1.row,
        (
            CASE
                WHEN posts_mark_2.mark IS NOT NULL THEN jsonb_build_object('#', posts_mark_2.mark)
                ELSE to_jsonb((posts_staged_1."xmlid")::text)
            END
        )::text AS key
    FROM pg_temp.satchel_stage_12 AS posts_staged_1
    LEFT JOIN pg_temp.satchel_staged_mark_12 AS posts_mark_2
        ON posts_mark_2.row = posts_staged_1.row
) AS own
FULL JOIN (
    SELECT
        (
            CASE
                WHEN posts_mark_2.mark IS NOT NULL THEN jsonb_build_object('#', posts_mark_2.mark)
                ELSE to_jsonb((posts_1."xmlid")::text)
            END
        )::text AS key,
        posts_1.tableoid AS part,
        posts_1.ctid AS tid,
        posts_1."id" AS "target id"
    FROM ONLY "public"."posts" AS posts_1
    LEFT JOIN pg_temp.satchel_target_mark_12 AS posts_mark_2
        ON posts_mark_2.tid = posts_1.ctid AND posts_mark_2.part = posts_1.tableoid
    WHERE (
        CASE
            WHEN posts_mark_2.mark IS NOT NULL THEN jsonb_build_object('#', posts_mark_2.mark)
            ELSE to_jsonb((posts_1."xmlid")::text)
        END
    ) IS NOT NULL
        AND NOT (num_nonnulls((posts_1."xmlid")::text) = 0 AND posts_mark_2.mark IS NULL)
) AS there
    ON there.key = own.key
ORDER BY own.row
