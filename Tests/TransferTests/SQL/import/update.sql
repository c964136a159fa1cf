UPDATE ONLY "public"."posts" AS t
SET "img_id" = CASE
    WHEN 'img_id' OPERATOR("pg_catalog".=) ANY (l.changed) THEN l."new img_id"
    ELSE t."img_id"
END
FROM pg_temp.satchel_change_12 AS l
WHERE t."id" OPERATOR("pg_catalog".=) l."target id" AND l.changed OPERATOR(pg_catalog.<>) '{}'
