COPY (
    SELECT
        locations_mark_2.mark AS "#",
        locations_1."xmlid" AS "xmlid",
        locations_1."name" AS "name",
        locations_1."phone" AS "phone",
        locations_1."email" AS "email",
        locations_1."city" AS "city",
        locations_1."zip" AS "zip",
        locations_1."street" AS "street",
        locations_1."country_id" AS "country_id",
        locations_1."is_company" AS "is_company",
        locations_1."category_id" AS "category_id",
        locations_1."header_type" AS "header_type",
        locations_1."header_size" AS "header_size",
        locations_1."md" AS "md",
        locations_1."is_location_provider" AS "is_location_provider",
        locations_1."event_xmlid" AS "event_xmlid",
        locations_1."version_id" AS "version_id",
        (status_3."table")::text AS "status_id.table",
        (status_3."name")::text AS "status_id.name",
        (projects_4."domaincode")::text AS "project_id.domaincode",
        locations_1."isbase" AS "isbase",
        locations_1."created_at" AS "created_at",
        locations_1."updated_at" AS "updated_at",
        (images_5."xmlid")::text AS "img_id.xmlid",
        images_mark_6.mark AS "img_id.#",
        locations_1."img_show" AS "img_show",
        locations_1."img_thumb" AS "img_thumb",
        locations_1."img_square" AS "img_square",
        locations_1."img_wide" AS "img_wide",
        locations_1."img_vert" AS "img_vert",
        locations_1."lang" AS "lang"
    FROM ONLY "public"."locations" AS locations_1
    LEFT JOIN pg_temp.satchel_label_5 AS locations_mark_2
        ON locations_mark_2.tid = locations_1.ctid AND locations_mark_2.part = locations_1.tableoid
    LEFT JOIN ONLY "public"."status" AS status_3 ON status_3."id" = locations_1."status_id"
    LEFT JOIN ONLY "public"."projects" AS projects_4 ON projects_4."id" = locations_1."project_id"
    LEFT JOIN ONLY "public"."images" AS images_5 ON images_5."id" = locations_1."img_id"
    LEFT JOIN pg_temp.satchel_label_3 AS images_mark_6
        ON images_mark_6.tid = images_5.ctid AND images_mark_6.part = images_5.tableoid
    ORDER BY (locations_1."xmlid")::text COLLATE "C", (locations_mark_2.mark)::pg_catalog.int8
) TO STDOUT (FORMAT csv)
