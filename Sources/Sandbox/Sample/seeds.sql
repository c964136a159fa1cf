-- The rows that the platform's migrations seed: tags, status, tlds, sysdomains.
--
-- Order of execution:
--   source = schema.sql, seeds.sql (this file), generate.sql
--   target = schema.sql, target.sql, seeds.sql (this file), target_rows.sql
--
-- Ids come from the sequences. On untouched sequences the rows take the order written here: status
-- ids 1 to 81, and with them the raw ids that the schema's defaults and triggers name (2, 18, 19, 20).
-- On sequences that target.sql moved they take another order.

INSERT INTO tlds (name, description, relevance) VALUES
    ('de', 'Deutschland', 1),
    ('at', 'Österreich', 2),
    ('ch', 'Schweiz', 3),
    ('cz', 'Česko', 4),
    ('eu', 'Europa', 5),
    ('theater', 'Bühnen weltweit', NULL);

INSERT INTO sysdomains (tld, domain, subdomain, description, options)
SELECT tld, domain, subdomain, description, options::jsonb
  FROM (VALUES
    (1, 'de', 'theaternetz', NULL, 'Hauptdomain', '{"ssl": true, "mail": {"mx": ["mx1", "mx2"]}}'),
    (2, 'de', 'theaternetz', 'proben', 'Probebühne', '{"ssl": true}'),
    (3, 'eu', 'theaternetz', NULL, 'für Gastspiele', '{}'),
    (4, 'cz', 'divadlo', 'dílna', 'Werkstatt "Dílna"', NULL),
    (5, 'at', 'spielplan', '', 'Spielpläne', '{"ssl": false, "lang": "de"}')
  ) AS seed (place, tld, domain, subdomain, description, options)
 ORDER BY CASE WHEN (SELECT last_value FROM sysdomains_id_seq) > 1 THEN md5(description) END, place;

INSERT INTO tags (name, description, name_i18n, desc_i18n)
SELECT name, description,
       jsonb_build_object('de', de, 'en', en, 'cz', cz),
       CASE WHEN description IS NOT NULL THEN
           jsonb_build_object('de', description, 'en', 'Everything about: ' || en, 'cz', 'Vše o: ' || cz) END
  FROM (VALUES
    (1, 'premiere', 'Erstaufführungen der Spielzeit', 'Premiere', 'Opening night', 'Premiéra'),
    (2, 'workshop', 'Werkstätten und Übungen', 'Werkstatt', 'Workshop', 'Dílna'),
    (3, 'jugend', 'Stücke für junges Publikum', 'Jugendtheater', 'Youth theatre', 'Divadlo pro mládež'),
    (4, 'forumtheater', 'Theater, bei dem alle mitspielen', 'Forumtheater', 'Forum theatre', 'Divadlo fórum'),
    (5, 'musik', NULL, 'Musiktheater', 'Music theatre', 'Hudební divadlo'),
    (6, 'strasse', 'Draußen & umsonst', 'Straßentheater', 'Street theatre', 'Pouliční divadlo'),
    (7, 'puppen', 'Figuren, Masken, Objekte', 'Puppenspiel', 'Puppetry', 'Loutkové divadlo'),
    (8, 'improvisation', 'Ohne Netz und Text', 'Improvisation', 'Improvisation', 'Improvizace'),
    (9, 'festival', 'Mehrtägige Treffen', 'Festival', 'Festival', 'Festival'),
    (10, 'inklusion', NULL, 'Inklusives Theater', 'Inclusive theatre', 'Inkluzivní divadlo'),
    (11, 'barock', 'Schäferspiele und Opern', 'Barock', 'Baroque', 'Baroko'),
    (12, 'nachgespraech', 'Gespräche nach dem Stück', 'Nachgespräch', 'Post-show talk', 'Beseda po představení')
  ) AS seed (place, name, description, de, en, cz)
 ORDER BY CASE WHEN (SELECT last_value FROM tags_id_seq) > 1 THEN md5(name) END, place;

INSERT INTO status (value, name, "table", description, name_i18n, desc_i18n)
SELECT seed.value, seed.name, seed."table", seed.description,
       jsonb_build_object('de', seed.de, 'en', seed.en, 'cz', seed.cz),
       jsonb_build_object('de', kind.de || ': ' || coalesce(seed.description, seed.de),
                          'en', kind.en || ': ' || seed.en,
                          'cz', kind.cz || ': ' || seed.cz)
  FROM (VALUES
    (1, 'tasks', 0, 'idea', NULL, 'Idee', 'Idea', 'Nápad'),
    (2, 'tasks', 1, 'new', 'eben angelegt', 'Neu', 'New', 'Nový'),
    (3, 'tasks', 2, 'planned', NULL, 'Geplant', 'Planned', 'Plánovaný'),
    (4, 'tasks', 4, 'active', 'in Arbeit', 'In Arbeit', 'In progress', 'Rozpracovaný'),
    (5, 'tasks', 4, 'review', 'liegt zur Prüfung', 'Prüfung', 'Review', 'Kontrola'),
    (6, 'tasks', 8, 'reopen', NULL, 'Wieder offen', 'Reopened', 'Znovu otevřený'),
    (7, 'tasks', 16, 'done', 'fertig', 'Erledigt', 'Done', 'Hotový'),
    (8, 'tasks', 256, 'trash', 'zum Löschen', 'Papierkorb', 'Trash', 'Koš'),

    (9, 'events', 0, 'new', NULL, 'Neu', 'New', 'Nový'),
    (10, 'events', 1, 'draft', 'noch ohne Termin', 'Entwurf', 'Draft', 'Koncept'),
    (11, 'events', 2, 'requested', 'Bühne angefragt', 'Angefragt', 'Requested', 'Poptáno'),
    (12, 'events', 4, 'confirmed', NULL, 'Zugesagt', 'Confirmed', 'Potvrzeno'),
    (13, 'events', 8, 'on_sale', 'Karten im Verkauf', 'Vorverkauf', 'On sale', 'V předprodeji'),
    (14, 'events', 8, 'sold_out', NULL, 'Ausverkauft', 'Sold out', 'Vyprodáno'),
    (15, 'events', 16, 'played', 'ist gewesen', 'Gespielt', 'Played', 'Odehráno'),
    (16, 'events', 32, 'cancelled', NULL, 'Abgesagt', 'Cancelled', 'Zrušeno'),
    (17, 'events', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (18, 'projects', 0, 'new', 'Vorgabe für neue Projekte', 'Neu', 'New', 'Nový'),
    (19, 'projects', 1, 'demo', 'zum Ausprobieren', 'Demo', 'Demo', 'Ukázka'),
    (20, 'projects', 2, 'progress', 'wird aufgebaut', 'Im Aufbau', 'In progress', 'Ve výstavbě'),
    (21, 'projects', 2, 'paused', NULL, 'Pausiert', 'Paused', 'Pozastaveno'),
    (22, 'projects', 4, 'done', NULL, 'Fertig', 'Done', 'Hotovo'),
    (23, 'projects', 8, 'active', 'läuft', 'Aktiv', 'Active', 'Aktivní'),
    (24, 'projects', 8, 'published', 'öffentlich sichtbar', 'Öffentlich', 'Published', 'Zveřejněno'),
    (25, 'projects', 16, 'season_break', 'zwischen zwei Spielzeiten', 'Spielpause', 'Season break', 'Divadelní prázdniny'),
    (26, 'projects', 32, 'archived', NULL, 'Archiviert', 'Archived', 'Archivováno'),
    (27, 'projects', 64, 'locked', 'von der Leitung gesperrt', 'Gesperrt', 'Locked', 'Uzamčeno'),
    (28, 'projects', 128, 'moved', 'anderswo weitergeführt', 'Umgezogen', 'Moved', 'Přesunuto'),
    (29, 'projects', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (30, 'posts', 0, 'new', NULL, 'Neu', 'New', 'Nový'),
    (31, 'posts', 1, 'draft', 'unfertiger Text', 'Entwurf', 'Draft', 'Koncept'),
    (32, 'posts', 2, 'proofread', 'beim Lektorat', 'Im Lektorat', 'Proofreading', 'V korektuře'),
    (33, 'posts', 2, 'translation', NULL, 'In Übersetzung', 'In translation', 'V překladu'),
    (34, 'posts', 4, 'approved', NULL, 'Freigegeben', 'Approved', 'Schváleno'),
    (35, 'posts', 8, 'published', 'steht auf der Seite', 'Veröffentlicht', 'Published', 'Zveřejněno'),
    (36, 'posts', 8, 'pinned', 'steht obenan', 'Angeheftet', 'Pinned', 'Připnuto'),
    (37, 'posts', 16, 'outdated', NULL, 'Überholt', 'Outdated', 'Zastaralé'),
    (38, 'posts', 32, 'archived', NULL, 'Archiviert', 'Archived', 'Archivováno'),
    (39, 'posts', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (40, 'persons', 0, 'new', NULL, 'Neu', 'New', 'Nový'),
    (41, 'persons', 1, 'invited', 'Einladung verschickt', 'Eingeladen', 'Invited', 'Pozván'),
    (42, 'persons', 2, 'registered', NULL, 'Angemeldet', 'Registered', 'Registrován'),
    (43, 'persons', 2, 'waiting', 'auf der Warteliste', 'Warteliste', 'Waiting list', 'Na čekací listině'),
    (44, 'persons', 4, 'confirmed', NULL, 'Bestätigt', 'Confirmed', 'Potvrzen'),
    (45, 'persons', 8, 'active', 'spielt mit', 'Aktiv', 'Active', 'Aktivní'),
    (46, 'persons', 8, 'guest', 'Gastspiel', 'Gast', 'Guest', 'Host'),
    (47, 'persons', 16, 'on_leave', 'Spielpause', 'Beurlaubt', 'On leave', 'Na dovolené'),
    (48, 'persons', 32, 'retired', NULL, 'Im Ruhestand', 'Retired', 'V důchodu'),
    (49, 'persons', 64, 'blocked', NULL, 'Gesperrt', 'Blocked', 'Zablokován'),
    (50, 'persons', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (51, 'users', 0, 'new', NULL, 'Neu', 'New', 'Nový'),
    (52, 'users', 1, 'unverified', 'E-Mail nicht bestätigt', 'Unbestätigt', 'Unverified', 'Neověřený'),
    (53, 'users', 2, 'verified', 'E-Mail bestätigt', 'Bestätigt', 'Verified', 'Ověřený'),
    (54, 'users', 4, 'onboarding', NULL, 'Einführung', 'Onboarding', 'Zaučení'),
    (55, 'users', 8, 'active', NULL, 'Aktiv', 'Active', 'Aktivní'),
    (56, 'users', 8, 'editor', 'darf schreiben', 'Redaktion', 'Editor', 'Redaktor'),
    (57, 'users', 16, 'away', NULL, 'Abwesend', 'Away', 'Nepřítomen'),
    (58, 'users', 32, 'expired', 'Zugang abgelaufen', 'Abgelaufen', 'Expired', 'Vypršel'),
    (59, 'users', 64, 'suspended', NULL, 'Ausgesetzt', 'Suspended', 'Pozastaven'),
    (60, 'users', 128, 'merged', 'mit anderem Konto vereint', 'Zusammengeführt', 'Merged', 'Sloučen'),
    (61, 'users', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (62, 'interactions', 0, 'new', NULL, 'Neu', 'New', 'Nový'),
    (63, 'interactions', 1, 'queued', 'wartet auf Versand', 'In der Warteschlange', 'Queued', 'Ve frontě'),
    (64, 'interactions', 2, 'sent', NULL, 'Verschickt', 'Sent', 'Odesláno'),
    (65, 'interactions', 2, 'received', NULL, 'Empfangen', 'Received', 'Přijato'),
    (66, 'interactions', 4, 'read', 'wurde geöffnet', 'Gelesen', 'Read', 'Přečteno'),
    (67, 'interactions', 8, 'answered', NULL, 'Beantwortet', 'Answered', 'Zodpovězeno'),
    (68, 'interactions', 16, 'failed', 'kam zurück', 'Gescheitert', 'Failed', 'Selhalo'),
    (69, 'interactions', 32, 'spam', NULL, 'Unerwünscht', 'Spam', 'Spam'),
    (70, 'interactions', 64, 'archived', NULL, 'Archiviert', 'Archived', 'Archivováno'),
    (71, 'interactions', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš'),

    (72, 'images', 1, 'raw', 'wie hochgeladen', 'Roh', 'Raw', 'Surový'),
    (73, 'images', 2, 'cropped', NULL, 'Zugeschnitten', 'Cropped', 'Oříznutý'),
    (74, 'images', 2, 'retouched', NULL, 'Retuschiert', 'Retouched', 'Retušovaný'),
    (75, 'images', 4, 'rights_open', 'Rechte ungeklärt', 'Rechte offen', 'Rights open', 'Práva nevyjasněna'),
    (76, 'images', 8, 'approved', NULL, 'Freigegeben', 'Approved', 'Schválený'),
    (77, 'images', 16, 'published', NULL, 'Veröffentlicht', 'Published', 'Zveřejněný'),
    (78, 'images', 32, 'press', 'für die Presse', 'Pressebild', 'Press photo', 'Tisková fotografie'),
    (79, 'images', 64, 'replaced', NULL, 'Ersetzt', 'Replaced', 'Nahrazený'),
    (80, 'images', 128, 'archived', NULL, 'Archiviert', 'Archived', 'Archivovaný'),
    (81, 'images', 256, 'trash', NULL, 'Papierkorb', 'Trash', 'Koš')
  ) AS seed (place, "table", value, name, description, de, en, cz)
  JOIN (VALUES
    ('tasks', 'Aufgabe', 'Task', 'Úkol'),
    ('events', 'Veranstaltung', 'Event', 'Událost'),
    ('projects', 'Projekt', 'Project', 'Projekt'),
    ('posts', 'Beitrag', 'Post', 'Příspěvek'),
    ('persons', 'Person', 'Person', 'Osoba'),
    ('users', 'Konto', 'Account', 'Účet'),
    ('interactions', 'Vorgang', 'Interaction', 'Interakce'),
    ('images', 'Bild', 'Image', 'Obrázek')
  ) AS kind ("table", de, en, cz) USING ("table")
 ORDER BY CASE WHEN (SELECT last_value FROM status_id_seq) > 1 THEN md5(seed."table" || '/' || seed.name) END, seed.place;
