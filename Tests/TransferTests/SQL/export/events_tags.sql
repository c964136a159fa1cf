COPY (
    SELECT (r2."xmlid")::text AS c0, l3.mark AS c1, (r4."name")::text AS c2, t1."created_at" AS c3
    FROM ONLY "public"."events_tags" AS t1
    LEFT JOIN ONLY "public"."events" AS r2 ON r2."id" = t1."event_id"
    LEFT JOIN pg_temp.satchel_label_6 AS l3 ON l3.tid = r2.ctid AND l3.part = r2.tableoid
    LEFT JOIN ONLY "public"."tags" AS r4 ON r4."id" = t1."tag_id"
    ORDER BY (r2."xmlid")::text COLLATE "C", l3.mark COLLATE "C", (r4."name")::text COLLATE "C"
) TO STDOUT (FORMAT csv)
