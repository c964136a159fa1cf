COPY (
    SELECT
        l2.mark AS c0,
        t1."xmlid" AS c1,
        t1."name" AS c2,
        t1."phone" AS c3,
        t1."email" AS c4,
        t1."city" AS c5,
        t1."zip" AS c6,
        t1."street" AS c7,
        t1."country_id" AS c8,
        t1."is_company" AS c9,
        t1."category_id" AS c10,
        t1."header_type" AS c11,
        t1."header_size" AS c12,
        t1."md" AS c13,
        t1."is_location_provider" AS c14,
        t1."event_xmlid" AS c15,
        t1."version_id" AS c16,
        (r3."table")::text AS c17,
        (r3."name")::text AS c18,
        (r4."domaincode")::text AS c19,
        t1."isbase" AS c20,
        t1."created_at" AS c21,
        t1."updated_at" AS c22,
        (r5."xmlid")::text AS c23,
        l6.mark AS c24,
        t1."img_show" AS c25,
        t1."img_thumb" AS c26,
        t1."img_square" AS c27,
        t1."img_wide" AS c28,
        t1."img_vert" AS c29,
        t1."lang" AS c30
    FROM ONLY "public"."locations" AS t1
    LEFT JOIN pg_temp.satchel_label_5 AS l2 ON l2.tid = t1.ctid AND l2.part = t1.tableoid
    LEFT JOIN ONLY "public"."status" AS r3 ON r3."id" = t1."status_id"
    LEFT JOIN ONLY "public"."projects" AS r4 ON r4."id" = t1."project_id"
    LEFT JOIN ONLY "public"."images" AS r5 ON r5."id" = t1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS l6 ON l6.tid = r5.ctid AND l6.part = r5.tableoid
    ORDER BY (t1."xmlid")::text COLLATE "C", (l2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
