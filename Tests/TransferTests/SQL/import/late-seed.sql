UPDATE ONLY "public"."users" AS t
SET "img_id" = l."img_id", "instructor_id" = l."instructor_id"
FROM pg_temp.satchel_load_5 AS l
WHERE t."id" OPERATOR("pg_catalog".=) l."id"
    AND (l."img_id" IS NOT NULL OR l."instructor_id" IS NOT NULL)
