-- The sample database: a theatre network's platform, written from the facts of its schema at migration 021.
-- Seventeen tables that carry content, and tlds, sysdomains, domains and page_sections beside them.
--
-- Order of execution:
--   source = schema.sql, seeds.sql, generate.sql              (SET sample.rows = '…' chooses the size)
--   target = schema.sql, target.sql, seeds.sql, target_rows.sql
--   checks = references.sql, values.sql                       (one SELECT each)
--
-- Functions name their tables without a schema, as the platform's do: they work only where
-- search_path leads to these tables.

DO $do$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgcrypto') THEN
        CREATE EXTENSION IF NOT EXISTS pgcrypto;
    END IF;
END
$do$;

-- Types ---------------------------------------------------------------------------------------

CREATE TYPE shape_opt_type AS ENUM ('param', 'json', 'url');
CREATE TYPE image_file_type AS ENUM ('none', 'jpeg', 'webp', 'avif', 'svg', 'gif', 'png');
CREATE TYPE embed_file_type AS ENUM
    ('pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'mp4', 'webm', 'mov', 'mp3', 'ogg', 'wav');
CREATE TYPE media_licence AS ENUM
    ('undefined', 'BY', 'BY-SA', 'BY-ND', 'BY-NC', 'BY-NC-SA', 'CC0', 'BY-ND-NC', 'BY-ND-NC-ND',
     'unsplash', 'commercial', 'private');
CREATE TYPE media_adapter_type AS ENUM
    ('unsplash', 'cloudinary', 'canva', 'msteams', 'vimeo', 'youtube', 'cloudflare', 'signal',
     'instagram', 'obsidian', 'crearis', 'odoo', 'pruvious');

CREATE TYPE media_adapter AS (
    adapter media_adapter_type,
    file_id text,
    account_id text,
    folder_id text,
    info text,
    config jsonb
);
CREATE TYPE image_shape AS (
    x numeric,
    y numeric,
    z numeric,
    url text,
    json jsonb,
    blur varchar(50),
    turl text,
    tpar text
);
CREATE TYPE image_variation AS (
    parent_id integer,
    alike_ids integer[],
    release_id integer,
    info text
);

-- Tables without references ---------------------------------------------------------------------

CREATE TABLE tags (
    id serial PRIMARY KEY,
    name text NOT NULL,
    description text,
    name_i18n jsonb,
    desc_i18n jsonb
);
CREATE UNIQUE INDEX tags_name_key ON tags (name);

CREATE TABLE status (
    id serial PRIMARY KEY,
    value smallint NOT NULL,
    name text NOT NULL,
    "table" text NOT NULL
        CHECK ("table" IN ('projects', 'events', 'posts', 'persons', 'users', 'tasks', 'interactions', 'images')),
    description text,
    name_i18n jsonb,
    desc_i18n jsonb
);
CREATE UNIQUE INDEX status_name_table_key ON status (name, "table");

-- Claims to be immutable so that a generated column may call it, and yet reads a table.
CREATE FUNCTION status_display_name(wanted integer, tongue text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $fn$
DECLARE
    shown text;
BEGIN
    IF wanted IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(s.name_i18n ->> tongue, s.name_i18n ->> 'de', s.name)
      INTO shown FROM status s WHERE s.id = wanted;
    RETURN shown;
END
$fn$;

CREATE TABLE tlds (
    name text PRIMARY KEY,
    description text,
    relevance integer
);

CREATE TABLE sysdomains (
    id serial PRIMARY KEY,
    tld text REFERENCES tlds (name),
    domain text NOT NULL,
    subdomain text,
    description text,
    options jsonb,
    domainstring text GENERATED ALWAYS AS
        (coalesce(nullif(subdomain, '') || '.', '') || domain || coalesce('.' || tld, '')) STORED
);

-- Content ---------------------------------------------------------------------------------------

CREATE TABLE users (
    id serial PRIMARY KEY,
    sysmail text NOT NULL UNIQUE CHECK (sysmail ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$'),
    extmail text UNIQUE CHECK (extmail IS NULL OR extmail ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$'),
    username text NOT NULL,
    password text NOT NULL,
    role text NOT NULL CHECK (role IN ('user', 'admin', 'base')),
    status_id integer,
    instructor_id integer,
    participant_id integer,
    lang text NOT NULL DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, lang)) STORED
);

CREATE TABLE projects (
    id serial PRIMARY KEY,
    domaincode text NOT NULL UNIQUE CHECK (domaincode ~ '^[a-z][a-z0-9_]*$'),
    name text,
    description text,
    status_old text DEFAULT 'new',
    owner_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at text,
    header_type text,
    header_size text CHECK (header_size IN ('small', 'medium', 'large')),
    md text,
    html text,
    type text DEFAULT 'project' CHECK (type IN ('project', 'regio', 'special', 'topic', 'location')),
    is_regio boolean GENERATED ALWAYS AS (type = 'regio') STORED,
    is_topic boolean GENERATED ALWAYS AS (type = 'topic') STORED,
    is_onepage boolean GENERATED ALWAYS AS (coalesce((config ->> 'onepage')::boolean, false)) STORED,
    is_service boolean GENERATED ALWAYS AS (coalesce((config ->> 'service')::boolean, false)) STORED,
    is_sidebar boolean GENERATED ALWAYS AS (coalesce((config ->> 'sidebar')::boolean, false)) STORED,
    regio integer,
    partner_projects text,
    heading text,
    theme integer,
    cimg text,
    teaser text,
    team_page text DEFAULT 'yes' CHECK (team_page IN ('yes', 'no')),
    cta_title text,
    cta_form text,
    cta_entity text CHECK (cta_entity IN ('post', 'event', 'instructor')),
    cta_link text,
    is_company boolean DEFAULT false,
    is_location_provider boolean DEFAULT false,
    config jsonb,
    domain_id integer,
    member_ids jsonb,
    page_background text DEFAULT '',
    page_cssvars jsonb DEFAULT '{}',
    page_navigation jsonb DEFAULT '{}',
    page_options_ext jsonb DEFAULT '{}',
    aside_postit jsonb DEFAULT '{}',
    aside_toc jsonb DEFAULT '{}',
    aside_list text DEFAULT '',
    aside_context jsonb DEFAULT '{}',
    aside_options_ext jsonb DEFAULT '{}',
    header_alert jsonb DEFAULT '{}',
    header_postit jsonb DEFAULT '{}',
    header_options_ext jsonb DEFAULT '{}',
    footer_gallery text DEFAULT '',
    footer_postit jsonb DEFAULT '{}',
    footer_slider text DEFAULT '',
    footer_repeat jsonb DEFAULT '{}',
    footer_sitemap text DEFAULT '',
    footer_options_ext jsonb DEFAULT '{}',
    page_has_content boolean GENERATED ALWAYS AS (
        coalesce(page_background, '') <> ''
        OR coalesce(page_cssvars, '{}') <> '{}'
        OR coalesce(page_navigation, '{}') <> '{}'
        OR coalesce(page_options_ext, '{}') <> '{}') STORED,
    aside_has_content boolean GENERATED ALWAYS AS (
        coalesce(aside_postit, '{}') <> '{}'
        OR coalesce(aside_toc, '{}') <> '{}'
        OR coalesce(aside_list, '') <> ''
        OR coalesce(aside_context, '{}') <> '{}'
        OR coalesce(aside_options_ext, '{}') <> '{}') STORED,
    header_has_content boolean GENERATED ALWAYS AS (
        coalesce(header_alert, '{}') <> '{}'
        OR coalesce(header_postit, '{}') <> '{}'
        OR coalesce(header_options_ext, '{}') <> '{}') STORED,
    footer_has_content boolean GENERATED ALWAYS AS (
        coalesce(footer_gallery, '') <> ''
        OR coalesce(footer_postit, '{}') <> '{}'
        OR coalesce(footer_slider, '') <> ''
        OR coalesce(footer_repeat, '{}') <> '{}'
        OR coalesce(footer_sitemap, '') <> ''
        OR coalesce(footer_options_ext, '{}') <> '{}') STORED,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    status_id integer NOT NULL DEFAULT 18
);

CREATE TABLE domains (
    id serial PRIMARY KEY,
    sysdomain_id integer,
    tld text,
    textdomain text,
    admin_user_id integer,
    project_id integer,
    description text,
    domainname text GENERATED ALWAYS AS (textdomain || coalesce('.' || tld, '')) STORED
);
CREATE UNIQUE INDEX domains_domainname_key ON domains (domainname);

CREATE TABLE images (
    id serial PRIMARY KEY,
    xmlid text,
    name text NOT NULL,
    url text NOT NULL,
    project_id integer,
    project_domaincode text,
    status_id integer DEFAULT 0,
    owner_id integer,
    alt_text text,
    title text,
    date timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    geo jsonb,
    x integer,
    y integer,
    shape_wide image_shape,
    shape_square image_shape,
    shape_vertical image_shape,
    shape_thumb image_shape,
    fileformat image_file_type DEFAULT 'none',
    embedformat embed_file_type,
    license media_licence DEFAULT 'BY',
    length integer,
    about text,
    author media_adapter,
    producer media_adapter,
    publisher media_adapter,
    variations image_variation,
    root_id integer,
    use_player boolean DEFAULT false,
    ctags bytea DEFAULT '\x00',
    is_public boolean DEFAULT false,
    is_private boolean DEFAULT false,
    is_internal boolean DEFAULT false,
    is_deprecated boolean DEFAULT false,
    has_issues boolean DEFAULT false,
    rtags bytea DEFAULT '\x00',
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb
);
CREATE INDEX images_xmlid_idx ON images (xmlid);

CREATE TABLE instructors (
    id serial PRIMARY KEY,
    xmlid text UNIQUE,
    name text NOT NULL,
    email text,
    phone text,
    city text,
    country_id text,
    cimg text,
    description text,
    event_xmlid text,
    version_id text,
    status_id integer,
    multiproject text DEFAULT 'yes' CHECK (multiproject IN ('yes', 'no')),
    header_type text,
    md text,
    html text,
    isbase integer DEFAULT 0,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at text,
    is_user boolean DEFAULT false,
    header_size text CHECK (header_size IN ('small', 'medium', 'large')),
    regio_id integer,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    lang text NOT NULL DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, lang)) STORED
);

CREATE TABLE locations (
    id serial PRIMARY KEY,
    xmlid text UNIQUE,
    name text NOT NULL,
    phone text,
    email text,
    city text,
    zip text,
    street text,
    country_id text,
    is_company text,
    category_id text,
    cimg text,
    header_type text,
    header_size text,
    md text,
    is_location_provider text,
    event_xmlid text,
    version_id text,
    status_id integer,
    project_id integer,
    isbase integer DEFAULT 0,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at text,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    lang text NOT NULL DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, lang)) STORED
);

CREATE TABLE participants (
    id serial PRIMARY KEY,
    xmlid text UNIQUE,
    name text NOT NULL,
    age integer,
    city text,
    country_id text,
    cimg text,
    description text,
    event_xmlid text,
    type text,
    version_id text,
    status_id integer,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at text,
    is_user boolean DEFAULT false,
    lang text NOT NULL DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, lang)) STORED
);

CREATE TABLE posts (
    id serial PRIMARY KEY,
    xmlid text UNIQUE,
    name text,
    subtitle text,
    teaser text,
    author_id text,
    blog_id text,
    tag_ids text,
    website_published text,
    is_published text,
    post_date text,
    cover_properties text,
    event_xmlid text,
    cimg text,
    version_id text,
    created_at timestamp without time zone,
    updated_at text,
    status text,
    isbase integer DEFAULT 0,
    template text,
    public_user integer,
    header_type text,
    md text,
    html text,
    status_id integer,
    lang text DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    tags_ids integer[] DEFAULT '{}',
    tags_display text[] DEFAULT '{}',
    project_id integer,
    regio_id integer,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, 'de')) STORED
);

CREATE TABLE events (
    id serial PRIMARY KEY,
    xmlid text UNIQUE,
    name text,
    date_begin text,
    date_end text,
    address_id text,
    user_id integer,
    seats_max integer,
    cimg text,
    header_type text,
    rectitle text,
    teaser text,
    version_id text,
    created_at timestamp without time zone,
    updated_at text,
    status text,
    isbase integer DEFAULT 0,
    template text,
    public_user integer,
    location integer,
    event_type text,
    md text,
    html text,
    status_id integer,
    lang text DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    tags_ids integer[] DEFAULT '{}',
    tags_display text[] DEFAULT '{}',
    project_id integer,
    regio_id integer,
    img_id integer,
    img_show boolean DEFAULT false,
    img_thumb jsonb,
    img_square jsonb,
    img_wide jsonb,
    img_vert jsonb,
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, 'de')) STORED
);

CREATE TABLE interactions (
    id serial PRIMARY KEY,
    user_id integer,
    name text NOT NULL,
    project_id integer,
    "timestamp" timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    status_id integer NOT NULL,
    actions jsonb,
    to_mail text,
    from_mail text,
    subject text,
    md text,
    fields jsonb
);

CREATE TABLE pages (
    id text PRIMARY KEY DEFAULT (gen_random_uuid())::text,
    project integer NOT NULL,
    header_type text DEFAULT 'simple' CHECK (header_type IN ('simple', 'columns', 'banner', 'cover', 'bauchbinde')),
    page_type text NOT NULL CHECK (page_type IN ('landing', 'event', 'post', 'team')),
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    page_options jsonb DEFAULT '{}',
    header_options jsonb DEFAULT '{}',
    aside_options jsonb DEFAULT '{}',
    footer_options jsonb DEFAULT '{}',
    -- The platform has these four the wrong way round: true where the options are empty.
    page_has_content boolean GENERATED ALWAYS AS (coalesce(page_options, '{}') = '{}') STORED,
    aside_has_content boolean GENERATED ALWAYS AS (coalesce(aside_options, '{}') = '{}') STORED,
    header_has_content boolean GENERATED ALWAYS AS (coalesce(header_options, '{}') = '{}') STORED,
    footer_has_content boolean GENERATED ALWAYS AS (coalesce(footer_options, '{}') = '{}') STORED
);

CREATE TABLE page_sections (
    id text PRIMARY KEY DEFAULT (gen_random_uuid())::text,
    page text NOT NULL,
    scope text,
    type text,
    heading text,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE tasks (
    id text PRIMARY KEY,
    name text NOT NULL,
    description text,
    category text DEFAULT 'project' CHECK (category IN ('project', 'base', 'admin', 'main')),
    priority text DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    record_type text,
    record_id text,
    assigned_to text,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at text,
    due_date text,
    completed_at text,
    version_id text,
    release_id text,
    cimg text,
    prompt text,
    logic text,
    filter text,
    entity_name text,
    status_id integer NOT NULL DEFAULT 2,
    lang text NOT NULL DEFAULT 'de' CHECK (lang IN ('de', 'en', 'cz')),
    status_display text GENERATED ALWAYS AS (status_display_name(status_id, lang)) STORED
);

CREATE TABLE project_members (
    project_id integer NOT NULL,
    user_id integer NOT NULL,
    role text DEFAULT 'member',
    added_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (project_id, user_id)
);

CREATE TABLE events_tags (
    event_id integer NOT NULL,
    tag_id integer NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (event_id, tag_id)
);

CREATE TABLE posts_tags (
    post_id integer NOT NULL,
    tag_id integer NOT NULL,
    created_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (post_id, tag_id)
);

-- No foreign keys: neither column is known to the catalog as a reference.
CREATE TABLE event_instructors (
    event_id integer NOT NULL,
    instructor_id integer NOT NULL,
    added_at timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (event_id, instructor_id)
);

-- Foreign keys ------------------------------------------------------------------------------------
-- The tables refer to each other in circles, so the keys come after the tables. None is deferrable.

ALTER TABLE users
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (instructor_id) REFERENCES instructors (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE projects
    ADD FOREIGN KEY (domain_id) REFERENCES domains (id),
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (owner_id) REFERENCES users (id),
    ADD FOREIGN KEY (regio) REFERENCES projects (id),
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE domains
    ADD FOREIGN KEY (admin_user_id) REFERENCES users (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (sysdomain_id) REFERENCES sysdomains (id),
    ADD FOREIGN KEY (tld) REFERENCES tlds (name);
ALTER TABLE images
    ADD FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL;
ALTER TABLE instructors
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE locations
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE participants
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE posts
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (public_user) REFERENCES instructors (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (regio_id) REFERENCES projects (id),
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE events
    ADD FOREIGN KEY (img_id) REFERENCES images (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (location) REFERENCES locations (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (public_user) REFERENCES instructors (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (regio_id) REFERENCES projects (id),
    ADD FOREIGN KEY (status_id) REFERENCES status (id),
    ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE interactions
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (status_id) REFERENCES status (id),
    ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
-- NOT NULL and SET NULL together: deleting a project that has a page always fails.
ALTER TABLE pages
    ADD FOREIGN KEY (project) REFERENCES projects (id) ON DELETE SET NULL;
ALTER TABLE page_sections
    ADD FOREIGN KEY (page) REFERENCES pages (id) ON DELETE CASCADE;
ALTER TABLE tasks
    ADD FOREIGN KEY (status_id) REFERENCES status (id);
ALTER TABLE project_members
    ADD FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE events_tags
    ADD FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE;
ALTER TABLE posts_tags
    ADD FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE;

-- The triggers below search by these columns, once for every row written.
CREATE INDEX users_instructor_id_sysmail_idx ON users (instructor_id, sysmail);
CREATE INDEX users_img_id_idx ON users (img_id);
CREATE INDEX projects_img_id_idx ON projects (img_id);
CREATE INDEX projects_regio_domaincode_idx ON projects (domaincode) WHERE is_regio;
CREATE INDEX instructors_img_id_idx ON instructors (img_id);
CREATE INDEX locations_img_id_idx ON locations (img_id);
CREATE INDEX locations_project_id_idx ON locations (project_id);
CREATE INDEX posts_img_id_idx ON posts (img_id);
CREATE INDEX events_img_id_idx ON events (img_id);

-- Image fields of the tables that show an image -----------------------------------------------------

CREATE FUNCTION sync_img_fields() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.img_show := false;
    NEW.img_thumb := NULL;
    NEW.img_square := NULL;
    NEW.img_wide := NULL;
    NEW.img_vert := NULL;
    IF NEW.img_id IS NOT NULL THEN
        SELECT i.img_show, i.img_thumb, i.img_square, i.img_wide, i.img_vert
          INTO NEW.img_show, NEW.img_thumb, NEW.img_square, NEW.img_wide, NEW.img_vert
          FROM images i WHERE i.id = NEW.img_id;
    END IF;
    RETURN NEW;
END
$fn$;

CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON users
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();
CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON projects
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();
CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON instructors
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();
CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON locations
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();
CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON posts
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();
CREATE TRIGGER trigger_sync_img_fields BEFORE INSERT OR UPDATE OF img_id ON events
    FOR EACH ROW EXECUTE FUNCTION sync_img_fields();

-- Images --------------------------------------------------------------------------------------------

-- What a page needs of one shape; NULL where the shape leads nowhere.
CREATE FUNCTION image_shape_json(shape image_shape, alt text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $fn$
BEGIN
    IF shape.url IS NULL AND shape.json IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'url', shape.url, 'x', shape.x, 'y', shape.y, 'z', shape.z,
        'options', shape.json, 'blur', shape.blur, 'turl', shape.turl, 'tpar', shape.tpar, 'alt', alt);
END
$fn$;

CREATE FUNCTION compute_image_shapes() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.img_show := coalesce(length(NEW.ctags) > 0 AND get_byte(NEW.ctags, 0) & 32 <> 0, false);
    NEW.img_thumb := image_shape_json(NEW.shape_thumb, NEW.alt_text);
    NEW.img_square := image_shape_json(NEW.shape_square, NEW.alt_text);
    NEW.img_wide := image_shape_json(NEW.shape_wide, NEW.alt_text);
    NEW.img_vert := image_shape_json(NEW.shape_vertical, NEW.alt_text);
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_compute_image_shapes BEFORE INSERT OR UPDATE ON images
    FOR EACH ROW EXECUTE FUNCTION compute_image_shapes();

CREATE FUNCTION update_image_computed_fields() RETURNS trigger LANGUAGE plpgsql AS $fn$
DECLARE
    bits integer := 0;
BEGIN
    IF length(NEW.ctags) > 0 THEN
        bits := get_byte(NEW.ctags, 0);
    END IF;
    NEW.is_public := bits & 1 <> 0;
    NEW.is_private := bits & 2 <> 0;
    NEW.is_internal := bits & 4 <> 0;
    NEW.is_deprecated := bits & 8 <> 0;
    NEW.has_issues := bits & 16 <> 0;
    NEW.use_player := coalesce(
        NEW.embedformat IN ('mp4', 'webm', 'mov', 'mp3', 'ogg', 'wav')
        OR (NEW.author).adapter IN ('vimeo', 'youtube'), false);
    -- Who made it, for the caption. Where no author is told the owner stands in, by id.
    NEW.about := concat_ws(' | ',
        coalesce((NEW.author).info, 'owner_id:' || NEW.owner_id),
        (NEW.producer).info,
        (NEW.publisher).info,
        nullif(NEW.license, 'undefined'));
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_update_image_computed_fields BEFORE INSERT OR UPDATE ON images
    FOR EACH ROW EXECUTE FUNCTION update_image_computed_fields();

CREATE FUNCTION update_image_project_domaincode() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.project_domaincode := NULL;
    IF NEW.project_id IS NOT NULL THEN
        SELECT p.domaincode INTO NEW.project_domaincode FROM projects p WHERE p.id = NEW.project_id;
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_update_image_project_domaincode BEFORE INSERT OR UPDATE ON images
    FOR EACH ROW EXECUTE FUNCTION update_image_project_domaincode();

-- Walks up from the stored row: while a row is being inserted there is none yet, so nothing is found.
-- IS NOT NULL on a composite is true only where every member is set.
CREATE FUNCTION update_image_root_id() RETURNS trigger LANGUAGE plpgsql AS $fn$
DECLARE
    found_root integer;
BEGIN
    IF NEW.variations IS NOT NULL THEN
        WITH RECURSIVE up AS (
            SELECT i.id, (i.variations).parent_id AS parent, 0 AS depth
              FROM images i WHERE i.id = NEW.id
            UNION ALL
            SELECT i.id, (i.variations).parent_id, up.depth + 1
              FROM up JOIN images i ON i.id = up.parent
             WHERE up.depth < 5
        )
        SELECT up.id INTO found_root FROM up WHERE up.depth > 0 ORDER BY up.depth DESC LIMIT 1;
    END IF;
    NEW.root_id := found_root;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_update_image_root_id BEFORE INSERT OR UPDATE ON images
    FOR EACH ROW EXECUTE FUNCTION update_image_root_id();

CREATE FUNCTION propagate_image_to_entities() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF NOT EXISTS (
        SELECT FROM users WHERE img_id = NEW.id
        UNION ALL SELECT FROM instructors WHERE img_id = NEW.id
        UNION ALL SELECT FROM events WHERE img_id = NEW.id
        UNION ALL SELECT FROM locations WHERE img_id = NEW.id
        UNION ALL SELECT FROM posts WHERE img_id = NEW.id
        UNION ALL SELECT FROM projects WHERE img_id = NEW.id) THEN
        RETURN NULL;
    END IF;
    UPDATE users SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    UPDATE instructors SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    UPDATE events SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    UPDATE locations SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    UPDATE posts SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    UPDATE projects SET img_show = NEW.img_show, img_thumb = NEW.img_thumb, img_square = NEW.img_square,
        img_wide = NEW.img_wide, img_vert = NEW.img_vert WHERE img_id = NEW.id;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trigger_propagate_to_entities
    AFTER INSERT OR UPDATE OF img_show, img_thumb, img_square, img_wide, img_vert,
        shape_thumb, shape_square, shape_wide, shape_vertical ON images
    FOR EACH ROW EXECUTE FUNCTION propagate_image_to_entities();

-- Users, instructors, participants --------------------------------------------------------------------

CREATE FUNCTION check_email_uniqueness() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF EXISTS (SELECT FROM users u WHERE u.extmail = NEW.sysmail AND u.id <> NEW.id)
        OR EXISTS (SELECT FROM users u WHERE u.sysmail = NEW.extmail AND u.id <> NEW.id) THEN
        RAISE EXCEPTION 'an e-mail address of user % belongs to another user', NEW.sysmail
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_check_email_uniqueness BEFORE INSERT OR UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION check_email_uniqueness();

-- Linking away by an UPDATE leaves the flag of the instructor left behind standing.
CREATE FUNCTION update_instructor_is_user() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE instructors SET is_user = false WHERE id = OLD.instructor_id;
    ELSE
        UPDATE instructors SET is_user = true WHERE id = NEW.instructor_id;
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trg_update_instructor_is_user AFTER INSERT OR UPDATE OR DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION update_instructor_is_user();

CREATE FUNCTION update_participant_is_user() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE participants SET is_user = false WHERE id = OLD.participant_id;
    ELSE
        UPDATE participants SET is_user = true WHERE id = NEW.participant_id;
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trg_update_participant_is_user AFTER INSERT OR UPDATE OR DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION update_participant_is_user();

CREATE FUNCTION update_instructors_regio() RETURNS trigger LANGUAGE plpgsql AS $fn$
DECLARE
    linked integer;
BEGIN
    NEW.regio_id := NULL;
    IF NEW.is_user THEN
        SELECT u.id INTO linked FROM users u WHERE u.instructor_id = NEW.id ORDER BY u.sysmail LIMIT 1;
        IF linked IS NOT NULL THEN
            SELECT p.id INTO NEW.regio_id FROM projects p
             WHERE p.is_regio AND p.owner_id = linked ORDER BY p.domaincode LIMIT 1;
            IF NEW.regio_id IS NULL THEN
                SELECT p.id INTO NEW.regio_id FROM projects p
                 WHERE p.is_regio AND p.member_ids @> to_jsonb(linked) ORDER BY p.domaincode LIMIT 1;
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trg_update_instructors_regio BEFORE INSERT OR UPDATE OF is_user ON instructors
    FOR EACH ROW EXECUTE FUNCTION update_instructors_regio();

-- Projects, locations, pages ----------------------------------------------------------------------------

-- 19 and 20 are the ids of demo and progress in the first database.
CREATE FUNCTION create_project_pages_on_status() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF NEW.status_id IS DISTINCT FROM OLD.status_id AND NEW.status_id IN (19, 20) THEN
        INSERT INTO pages (project, page_type)
        SELECT NEW.id, kind.name
          FROM (VALUES ('landing'), ('post'), ('event'), ('team')) AS kind (name)
         WHERE NOT EXISTS (SELECT FROM pages p WHERE p.project = NEW.id AND p.page_type = kind.name);
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trigger_create_project_pages_on_status AFTER UPDATE ON projects
    FOR EACH ROW EXECUTE FUNCTION create_project_pages_on_status();

CREATE FUNCTION update_project_location_provider() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.project_id IS NOT NULL AND NEW.status_id > 2 THEN
        UPDATE projects SET is_location_provider = true
         WHERE id = NEW.project_id AND is_location_provider IS DISTINCT FROM true;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.project_id IS NOT NULL AND NOT EXISTS
        (SELECT FROM locations l WHERE l.project_id = OLD.project_id AND l.status_id > 2) THEN
        UPDATE projects SET is_location_provider = false WHERE id = OLD.project_id;
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trg_update_project_location_provider AFTER INSERT OR UPDATE OR DELETE ON locations
    FOR EACH ROW EXECUTE FUNCTION update_project_location_provider();

-- Posts and events ------------------------------------------------------------------------------------

CREATE FUNCTION update_entity_regio() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.regio_id := (SELECT p.regio FROM projects p WHERE p.id = NEW.project_id);
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trg_update_posts_regio BEFORE INSERT OR UPDATE OF project_id ON posts
    FOR EACH ROW EXECUTE FUNCTION update_entity_regio();
CREATE TRIGGER trg_update_events_regio BEFORE INSERT OR UPDATE OF project_id ON events
    FOR EACH ROW EXECUTE FUNCTION update_entity_regio();

CREATE FUNCTION tag_display_names(wanted integer[], tongue text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $fn$
BEGIN
    RETURN coalesce(
        (SELECT array_agg(coalesce(t.name_i18n ->> tongue, t.name) ORDER BY w.place)
           FROM unnest(wanted) WITH ORDINALITY AS w (id, place) JOIN tags t ON t.id = w.id),
        '{}');
END
$fn$;

CREATE FUNCTION update_entity_lang() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.tags_display := tag_display_names(NEW.tags_ids, NEW.lang);
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trg_update_posts_lang BEFORE UPDATE OF lang ON posts
    FOR EACH ROW EXECUTE FUNCTION update_entity_lang();
CREATE TRIGGER trg_update_events_lang BEFORE UPDATE OF lang ON events
    FOR EACH ROW EXECUTE FUNCTION update_entity_lang();

CREATE FUNCTION refresh_post_tags(wanted integer) RETURNS void LANGUAGE plpgsql AS $fn$
DECLARE
    ids integer[];
BEGIN
    SELECT coalesce(array_agg(t.id ORDER BY t.name COLLATE "C"), '{}') INTO ids
      FROM posts_tags x JOIN tags t ON t.id = x.tag_id WHERE x.post_id = wanted;
    UPDATE posts SET tags_ids = ids, tags_display = tag_display_names(ids, lang) WHERE id = wanted;
END
$fn$;
CREATE FUNCTION update_posts_tags() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM refresh_post_tags(NEW.post_id);
    END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.post_id <> NEW.post_id) THEN
        PERFORM refresh_post_tags(OLD.post_id);
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trg_update_posts_tags AFTER INSERT OR UPDATE OR DELETE ON posts_tags
    FOR EACH ROW EXECUTE FUNCTION update_posts_tags();

CREATE FUNCTION refresh_event_tags(wanted integer) RETURNS void LANGUAGE plpgsql AS $fn$
DECLARE
    ids integer[];
BEGIN
    SELECT coalesce(array_agg(t.id ORDER BY t.name COLLATE "C"), '{}') INTO ids
      FROM events_tags x JOIN tags t ON t.id = x.tag_id WHERE x.event_id = wanted;
    UPDATE events SET tags_ids = ids, tags_display = tag_display_names(ids, lang) WHERE id = wanted;
END
$fn$;
CREATE FUNCTION update_events_tags() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM refresh_event_tags(NEW.event_id);
    END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.event_id <> NEW.event_id) THEN
        PERFORM refresh_event_tags(OLD.event_id);
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER trg_update_events_tags AFTER INSERT OR UPDATE OR DELETE ON events_tags
    FOR EACH ROW EXECUTE FUNCTION update_events_tags();

CREATE FUNCTION validate_event_status() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF NEW.status IN ('active', 'final', 'published', 'reopen', 'trash') AND NOT EXISTS
        (SELECT FROM instructors i WHERE i.id = NEW.public_user AND i.is_user) THEN
        RAISE EXCEPTION 'an event with status % needs a public user that is a user', NEW.status;
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trg_validate_event_status BEFORE INSERT OR UPDATE OF status, public_user ON events
    FOR EACH ROW EXECUTE FUNCTION validate_event_status();

-- Interactions and tasks ----------------------------------------------------------------------------------

CREATE FUNCTION check_interactions_status() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF NOT EXISTS (SELECT FROM status s WHERE s.id = NEW.status_id AND s."table" = 'interactions') THEN
        RAISE EXCEPTION 'status % is not a status of interactions', NEW.status_id;
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER trigger_check_interactions_status BEFORE INSERT OR UPDATE ON interactions
    FOR EACH ROW EXECUTE FUNCTION check_interactions_status();

CREATE FUNCTION touch_task() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP::text;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER tasks_updated_at_trigger BEFORE UPDATE ON tasks
    FOR EACH ROW EXECUTE FUNCTION touch_task();
