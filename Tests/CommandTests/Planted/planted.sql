-- What somebody could do who may create functions in "public": a function and an operator for everything that pg_catalog
-- has, under the same name and with arguments that fit better or as well. Each does what the real one does, and tells the
-- server's log where a statement of satchel's called it; a call out of another function's body is that function's own.
SET search_path TO pg_catalog;
SET check_function_bodies TO off;
CREATE SCHEMA planted;

CREATE FUNCTION planted.seen(what text, place text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN
    IF pg_catalog.current_setting('application_name') OPERATOR(pg_catalog.=) 'satchel'
        AND NOT place OPERATOR(pg_catalog.~) 'function .*\n(.*\n)*.* function '
    THEN
        RAISE LOG 'planted in %: %', pg_catalog.current_database(), what;
    END IF;
    RETURN true;
END $$;

-- A type in the place of one that takes any: it, or the array of it.
CREATE FUNCTION planted.instead(type oid, scalar oid, list oid) RETURNS oid LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN type::regtype::text IN ('anyelement', 'anynonarray', 'anycompatible', 'anycompatiblenonarray', '"any"') THEN scalar
        WHEN type::regtype::text IN ('anyarray', 'anycompatiblearray') THEN list ELSE type END $$;

CREATE TEMPORARY TABLE types AS
SELECT t.oid, t.typarray AS list, t.typcategory = 'S' AS is_text, t.oid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) AS is_integer,
    t.oid IN ('text'::regtype, 'jsonb'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype) AS is_mixed
FROM pg_type t
WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('b', 'd', 'e', 'c') AND t.typcategory <> 'A'
    OR t.typnamespace = 'pg_catalog'::regnamespace AND t.typname IN ('text', 'varchar', 'bpchar', 'name', 'bool', 'int2', 'int4',
        'int8', 'numeric', 'float8', 'oid', 'tid', 'uuid', 'bytea', 'date', 'timestamp', 'timestamptz', 'json', 'jsonb');

CREATE TEMPORARY TABLE functions AS
SELECT p.proname AS name, s.args, COALESCE(s.result, p.prorettype) AS result, p.proretset AS is_set, s.is_variadic
FROM pg_proc p
CROSS JOIN LATERAL (SELECT p.proargtypes::oid[] AS args, p.provariadic = '"any"'::regtype AS takes_any_number,
    EXISTS (SELECT FROM unnest(p.proargtypes::oid[]) AS a WHERE planted.instead(a, 0, 0) = 0) AS takes_any) AS own
CROSS JOIN LATERAL (
    SELECT own.args, NULL::oid AS result, p.provariadic <> 0 AS is_variadic
    UNION ALL -- other texts in the place of text
    SELECT ARRAY(SELECT CASE a WHEN 'text'::regtype THEN t.oid ELSE a END FROM unnest(own.args) WITH ORDINALITY AS u(a, n) ORDER BY n),
        NULL, p.provariadic <> 0
    FROM types t WHERE t.is_text AND 'text'::regtype = ANY (own.args)
    UNION ALL -- other numbers in the place of numbers
    SELECT ARRAY(SELECT CASE WHEN a IN ('int4'::regtype, 'int8'::regtype, 'numeric'::regtype) THEN t.oid ELSE a END
            FROM unnest(own.args) WITH ORDINALITY AS u(a, n) ORDER BY n), NULL, p.provariadic <> 0
    FROM types t WHERE t.is_integer AND own.args && ARRAY['int4'::regtype, 'int8'::regtype, 'numeric'::regtype]::oid[]
    UNION ALL -- one type in the place of any
    SELECT ARRAY(SELECT planted.instead(a, t.oid, t.list) FROM unnest(own.args) WITH ORDINALITY AS u(a, n)
            WHERE NOT (own.takes_any_number AND n = p.pronargs) ORDER BY n)
            || CASE WHEN own.takes_any_number THEN ARRAY[t.list] ELSE '{}' END,
        planted.instead(p.prorettype, t.oid, t.list), p.provariadic <> 0
    FROM types t WHERE t.list <> 0 AND own.takes_any
    UNION ALL -- arrays in the place of any
    SELECT ARRAY(SELECT planted.instead(a, t.list, 0) FROM unnest(own.args) WITH ORDINALITY AS u(a, n) ORDER BY n),
        planted.instead(p.prorettype, t.list, 0), false
    FROM types t WHERE t.list <> 0 AND own.takes_any AND NOT own.takes_any_number
    UNION ALL -- up to three of several types in the place of any number of any
    SELECT own.args[0:p.pronargs - 2] || ARRAY[a.oid] || CASE WHEN b.oid IS NULL THEN '{}' ELSE ARRAY[b.oid] END
            || CASE WHEN c.oid IS NULL THEN '{}' ELSE ARRAY[c.oid] END, NULL, false
    FROM types a
    CROSS JOIN (SELECT oid FROM types WHERE is_mixed UNION ALL SELECT NULL) AS b
    CROSS JOIN (SELECT oid FROM types WHERE is_mixed UNION ALL SELECT NULL) AS c
    WHERE own.takes_any_number AND a.is_mixed AND (b.oid IS NOT NULL OR c.oid IS NULL)
) AS s
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.pronargs <= 5 AND p.prorettype NOT IN ('record'::regtype, 'void'::regtype)
    AND p.proname !~ '^(pg_|bt|gin|gist|brin|hash|spg|ri_|RI_)' AND p.prokind IN ('f', 'a')
    AND NOT EXISTS (SELECT FROM unnest(s.args || s.result) AS a JOIN pg_type t ON t.oid = a AND t.typtype = 'p');

CREATE TEMPORARY TABLE operators AS
SELECT o.oprname AS name, s.args, s.result
FROM pg_operator o
CROSS JOIN LATERAL (
    SELECT ARRAY[o.oprleft, o.oprright] AS args, o.oprresult AS result
    UNION ALL
    SELECT ARRAY[planted.instead(o.oprleft, t.oid, t.list), planted.instead(o.oprright, t.oid, t.list)],
        planted.instead(o.oprresult, t.oid, t.list)
    FROM types t WHERE t.list <> 0
    UNION ALL
    SELECT ARRAY[a.oid, b.oid], o.oprresult FROM types a CROSS JOIN types b
    WHERE a.is_text AND b.is_text AND o.oprleft = 'text'::regtype AND o.oprright = 'text'::regtype
    UNION ALL
    SELECT ARRAY[o.oprleft, t.oid], o.oprresult FROM types t WHERE t.is_text AND o.oprright = 'text'::regtype
    UNION ALL
    SELECT ARRAY[t.oid, t.oid], o.oprresult FROM types t WHERE o.oprleft = 'text'::regtype AND o.oprcode::text LIKE 'text%'
) AS s
WHERE o.oprnamespace = 'pg_catalog'::regnamespace
    AND NOT EXISTS (SELECT FROM unnest(s.args || s.result) AS a JOIN pg_type t ON t.oid = a AND t.typtype = 'p');

DO $plant$
DECLARE
    f record; list text; used text; call text;
BEGIN
    FOR f IN
        SELECT false AS is_operator, * FROM functions UNION SELECT true, name, args, result, false, false FROM operators
    LOOP
        SELECT string_agg(form || format_type(a, NULL), ', ' ORDER BY n), string_agg(form || '$' || n, ', ' ORDER BY n)
        INTO list, used
        FROM (SELECT a, n, CASE WHEN f.is_variadic AND n = cardinality(f.args) THEN 'VARIADIC ' ELSE '' END AS form
            FROM unnest(f.args) WITH ORDINALITY AS u(a, n) WHERE a <> 0) AS arguments;
        call := CASE WHEN NOT f.is_operator THEN format('pg_catalog.%I(%s)', f.name, COALESCE(used, ''))
            WHEN f.args[1] = 0 THEN format('OPERATOR(pg_catalog.%s) $2', f.name)
            ELSE format('$1 OPERATOR(pg_catalog.%s) $2', f.name) END;
        BEGIN
            EXECUTE format(
                'CREATE FUNCTION %s.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L',
                CASE WHEN f.is_operator THEN 'planted' ELSE 'public' END,
                CASE WHEN f.is_operator THEN 'operator ' ELSE '' END || f.name, COALESCE(list, ''),
                CASE WHEN f.is_set THEN 'SETOF ' ELSE '' END || format_type(f.result, NULL),
                format(
                    'DECLARE place pg_catalog.text; BEGIN GET DIAGNOSTICS place = PG_CONTEXT; PERFORM planted.seen(%L, place); %s %s; END',
                    f.name || '(' || COALESCE(list, '') || ')',
                    CASE WHEN f.is_set THEN 'RETURN QUERY SELECT * FROM' ELSE 'RETURN' END,
                    CASE WHEN f.args[1] = 0 THEN replace(call, '$2', '$1') ELSE call END));
            IF f.is_operator THEN
                EXECUTE format(
                    'CREATE OPERATOR public.%s (%s rightarg = %s, function = planted.%I)', f.name,
                    CASE WHEN f.args[1] = 0 THEN '' ELSE 'leftarg = ' || format_type(f.args[1], NULL) || ', ' END,
                    format_type(f.args[2], NULL), 'operator ' || f.name);
            END IF;
        EXCEPTION WHEN duplicate_function OR invalid_function_definition OR undefined_function OR syntax_error OR feature_not_supported
            OR undefined_object THEN
            -- A language that can tell of its calls takes no pseudo-types.
            NULL;
        END;
    END LOOP;
    FOR f IN SELECT t.typname AS name FROM pg_type t WHERE t.typnamespace = 'pg_catalog'::regnamespace
        AND (t.oid IN (SELECT oid FROM types) OR t.typname IN ('regclass', 'regtype', 'jsonpath', 'interval'))
    LOOP
        EXECUTE format('CREATE DOMAIN public.%I AS pg_catalog.%I CHECK (planted.seen(%L, %L))', f.name, f.name, 'type ' || f.name, '');
    END LOOP;
END $plant$;
