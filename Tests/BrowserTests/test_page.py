"""What the page does beside the day: other ways to import, what goes wrong, and how it looks."""

import unittest

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import DESKTOP, PHONE
from case import PageTest


class Page:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.serve("first", "source")
        cls.other = cls.serve("second", "target", has_tokens=False)

    def setUp(self):
        self.browser.sign_in(self.server)
        self.browser.wait_for("#archives-list > *")

    def archive(self):
        """The file of an archive of the first database."""
        known = self.server.archives()
        if not known:
            self.browser.export()
        return self.server.archives()[0]

    # Import, and export of a project

    def test_a_server_without_tokens_asks_for_none_and_imports_what_is_new(self):
        page, file = self.browser, self.archive()
        page.open(self.other)
        page.wait_for("#app")
        self.assertFalse(page.one("#forget").is_displayed())
        page.upload(file)
        page.begin("import", file.name)
        page.dry_run()
        self.assertIn("591", page.text("#work .sums"))
        self.look("import dry run")
        self.assertEqual(self.sandbox.sql("second", "SELECT to_regclass('satchel.history') IS NULL"), "t")
        name = "SELECT name FROM participants WHERE name LIKE '%Ziel%' ORDER BY name"
        before = self.sandbox.sql("second", name)
        page.for_real()
        self.look("imported")
        self.assertEqual(self.sandbox.sql("second", name), before)
        self.assertEqual(page.download(file.name).read_bytes(), file.read_bytes())

    def test_a_project_is_picked_from_the_list_and_exported(self):
        page = self.browser
        page.press("#export-form input[value=one]")
        page.wait("projects", lambda: len(page.all("#export-rows input")) > 10)
        self.assertEqual(page.all("#export-table option")[0].text, "projects")
        page.type("#export-search", "brno10")
        page.wait("one project", lambda: len(page.all("#export-rows input")) == 1)
        self.look("project picked")
        page.press("#export-rows label")
        page.press("#export-form button[type=submit]")
        page.wait_for("#export-outcome .notice.good")
        page.wait_for_text("projects=jugendclub_brno10", "#archives-list")

    def test_an_archive_is_deleted_after_a_question(self):
        page = self.browser
        name = page.export("to be deleted")
        page.press(f"[data-focus='delete-{name}']")
        page.wait_for("#question")
        self.look("question")
        page.press("#question-no")
        self.assertIn(name, [path.name for path in self.server.archives()])
        page.press(f"[data-focus='delete-{name}']")
        page.press("#question-yes")
        page.wait("the list without it", lambda: name not in page.text("#archives-list"))
        self.assertNotIn(name, [path.name for path in self.server.archives()])

    def test_a_download_goes_into_the_file_that_is_picked(self):
        page, file = self.browser, self.archive()
        # The picker is the system's; the file that it gives is one of the browser's own here.
        page.script("""window.showSaveFilePicker = async ({ suggestedName }) =>
            (await navigator.storage.getDirectory()).getFileHandle("picked-" + suggestedName, { create: true })""")
        page.press(f"[data-focus='download-{file.name}']")
        page.wait("the download", lambda: file.name in page.one("#announcements").get_attribute("textContent"))
        size = page.driver.execute_async_script("""const [name, done] = arguments;
            (async () => (await (await (await navigator.storage.getDirectory()).getFileHandle("picked-" + name)).getFile()).size)()
                .then(done)""", file.name)
        self.assertEqual(size, file.stat().st_size)

    # What goes wrong

    def test_a_damaged_upload_is_refused_in_the_words_of_the_api(self):
        page, file = self.browser, self.archive()
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        damaged = self.sandbox.folder / "damaged.tar.zst"
        damaged.write_bytes(content)
        before = self.server.archives()
        answer = page.upload(damaged)
        self.assertIn('cannot take "damaged.tar.zst"', answer.text)
        self.look("damaged upload")
        self.assertEqual(self.server.archives(), before)

    def test_a_file_is_dropped(self):
        page, file = self.browser, self.archive()
        page.drop(file, "#upload-drop")
        page.wait_for_text(file.name, "#upload-outcome")
        self.look("dropped")
        page.type("#upload-name", "dropped.tar.zst")
        page.press("#upload-form button[type=submit]")
        page.wait_for("#upload-outcome .notice.good")
        self.assertEqual((self.server.backups / "dropped.tar.zst").read_bytes(), file.read_bytes())
        # One that misses the place is not opened instead of the page.
        page.drop(file, "#archives-title")
        self.assertTrue(page.one("#app").is_displayed())
        self.assertEqual(page.one("#upload-name").get_attribute("value"), "")
        self.server.ask("DELETE", "backups/dropped.tar.zst")

    def test_the_button_that_chooses_a_file_speaks_the_language_of_the_page(self):
        page = self.browser
        for language, text in (("de", "Datei auswählen"), ("en", "Choose a file")):
            page.press(f"[data-language={language}]")
            self.assertEqual(page.text("#upload-drop .button"), text)
            self.assertEqual(page.one("#upload-file").accessible_name, text)
        # The browser's own button is nowhere to be seen.
        self.assertLessEqual(page.one("#upload-file").size["width"], 1)

    def test_an_archive_whose_name_is_taken_is_refused(self):
        file = self.archive()
        self.assertIn("nothing is replaced", self.browser.upload(file).text)

    def test_a_damaged_archive_of_the_folder_is_marked_and_offers_no_merge(self):
        page = self.browser
        place = self.server.backups / "broken.tar.zst"
        place.write_bytes(self.archive().read_bytes()[:4000])
        page.driver.refresh()
        page.wait_for(".seal-damaged")
        self.assertEqual(page.all("[data-focus='update-import-broken.tar.zst']"), [])
        self.look("damaged archive")
        place.unlink()

    def test_a_token_that_is_taken_back_is_asked_for_again(self):
        page = self.browser
        tokens = self.server.tokens.read_bytes()
        self.server.new_token("bert", "read")
        page.wait_for("#app")
        self.server.tokens.unlink()
        self.server.new_token("carl", "read")
        page.wait_for_text("the token is not known", "#token-problem")
        self.assertFalse(page.one("#app").is_displayed())
        self.server.tokens.write_bytes(tokens)
        page.sign_in(self.server)

    def test_a_token_that_may_only_read_is_told_so(self):
        page = self.browser
        reader = self.server.new_token("dora", "read")
        page.press("#forget")
        page.type("#token-field", reader)
        page.press("#token-form button")
        page.press("#export-form button[type=submit]")
        page.wait_for_text("What helps:", "#export-outcome")
        page.press("#forget")
        page.wait_for("#token-field")

    # Jobs

    def start_export_that_waits(self):
        lock = self.sandbox.lock("first", "tags")
        self.addCleanup(self.sandbox.unlock, lock)
        self.browser.press("#export-form button[type=submit]")
        self.browser.wait_for("#export-outcome progress")

    def test_a_job_is_cancelled(self):
        page = self.browser
        before = self.server.archives()
        self.start_export_that_waits()
        self.look("running")
        page.press("[data-focus^=cancel-]")
        page.wait_for_text("Cancelled. Nothing was changed.", "#export-outcome")
        self.look("cancelled")
        self.assertEqual(self.server.archives(), before)

    def test_a_job_that_another_cancels_says_so(self):
        page = self.browser
        self.start_export_that_waits()
        job = self.server.ask("GET", "jobs")["jobs"][0]
        self.server.ask("DELETE", "jobs/" + job["id"])
        page.wait_for_text("Somebody else cancelled this job", "#export-outcome")

    def test_a_job_goes_on_while_the_page_is_loaded_again(self):
        page = self.browser
        lock = self.sandbox.lock("first", "tags")
        page.press("#export-form button[type=submit]")
        page.wait_for("#export-outcome progress")
        page.driver.refresh()
        page.wait_for("#export-outcome progress")
        self.sandbox.unlock(lock)
        page.wait_for("#export-outcome .notice.good")

    def test_a_dry_run_goes_on_while_the_page_is_loaded_again(self):
        page, file = self.browser, self.archive()
        lock = self.sandbox.lock("first", "tags")
        page.begin("update-import", file.name)
        page.press("[data-focus=preview]")
        page.wait_for("#work progress")
        page.driver.refresh()
        page.wait_for("#work progress")
        self.sandbox.unlock(lock)
        page.wait_for("[data-focus=now]")
        page.press("[data-focus=close]")

    def test_a_job_of_somebody_else_is_shown(self):
        page = self.browser
        lock = self.sandbox.lock("first", "tags")
        self.server.ask("POST", "backup/export", {})
        page.wait_for("#running progress")
        self.look("job of somebody else")
        self.sandbox.unlock(lock)
        page.wait("the end of it", lambda: not page.one("#running").is_displayed())

    def test_a_server_that_is_gone_is_waited_for(self):
        page = self.browser
        self.server.stop()
        page.wait_for_text("The server does not answer.", "#connection")
        self.look("server gone")
        self.server.start()
        page.wait("the server to be back", lambda: page.text("#connection") == "")

    def test_a_job_that_the_server_did_not_survive_says_so(self):
        page = self.browser
        self.start_export_that_waits()
        self.server.process.kill()
        self.server.stop()
        page.wait_for_text("The connection was lost.", "#export-outcome")
        self.server.start()
        page.wait_for_text("the server ended while this job ran", "#export-outcome")

    def test_a_connection_that_breaks_is_made_again(self):
        page = self.browser
        lock = self.sandbox.lock("first", "tags")
        page.press("#export-form button[type=submit]")
        page.wait_for("#export-outcome progress")
        page.driver.set_network_conditions(offline=True, latency=0, throughput=0)
        page.wait_for_text("The server does not answer.", "#connection")
        self.sandbox.unlock(lock)
        page.driver.delete_network_conditions()
        page.wait_for("#export-outcome .notice.good")
        page.wait("the server to be back", lambda: page.text("#connection") == "")

    # How it looks

    def test_faults_would_be_seen(self):
        page = self.browser
        self.assertEqual(page.problems("before the faults"), [])
        page.script("""const field = document.createElement("input");
            document.getElementById("main").append(field)
            document.getElementById("export").style.minWidth = "2000px"
            document.body.setAttribute("style", "color: red")""")
        found = "\n".join(page.problems("faults"))
        self.assertIn("label (critical)", found)
        self.assertIn("pixels wide", found)
        self.assertIn("Content Security Policy", found)

    def test_languages_are_switched_and_have_the_same_texts(self):
        page = self.browser
        page.press("[data-language=de]")
        self.assertEqual(page.one("html").get_attribute("lang"), "de")
        page.wait_for_text("Jetzt exportieren")
        self.look("german")
        page.driver.refresh()
        page.wait_for_text("Jetzt exportieren")
        page.press("[data-language=en]")
        page.wait_for_text("Export now")
        missing = page.driver.execute_async_script("""const done = arguments[0];
            import("/texts.js").then(({ texts }) => done(
                Object.keys(texts.en).filter((name) => !(name in texts.de))
                    .concat(Object.keys(texts.de).filter((name) => !(name in texts.en)))))""")
        self.assertEqual(missing, [])

    def test_light_and_dark_are_switched(self):
        page = self.browser
        colours = []
        for scheme in ("light", "dark"):
            page.press(f"#schemes [data-scheme={scheme}]")
            colours.append(page.script("return getComputedStyle(document.body).backgroundColor"))
        self.assertNotEqual(colours[0], colours[1])
        page.press("#schemes [data-scheme=auto]")
        for system in ("light", "dark"):
            page.driver.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": system}]})
            colours.append(page.script("return getComputedStyle(document.body).backgroundColor"))
        self.assertEqual(colours[:2], colours[2:])

    def test_the_keyboard_reaches_everything_and_shows_where_it_is(self):
        page = self.browser
        page.script("document.activeElement.blur()")
        seen = []
        for _ in range(40):
            ActionChains(page.driver).send_keys(Keys.TAB).perform()
            # What cannot be seen itself is marked at its label.
            seen.append(page.script("""const at = document.activeElement;
                const style = getComputedStyle(at.classList.contains("unseen") ? at.labels[0] : at);
                return [at.id || at.dataset.focus || at.dataset.language || at.dataset.scheme || at.textContent,
                    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]"""))
        names = [name for name, _ in seen]
        for wanted in ("de", "dark", "export-note", "upload-file", "upload-name"):
            self.assertIn(wanted, names)
        self.assertEqual([name for name, is_visible in seen if not is_visible and name and "satchel" not in name], [])

    def test_thousands_of_changes_and_long_values_are_shown_in_pieces(self):
        page = self.browser
        self.sandbox.sql("first", "INSERT INTO tags (name) SELECT 'viele-' || n FROM generate_series(1, 6000) AS n")
        self.sandbox.sql("first", "UPDATE tags SET description = repeat('lang ', 2000) WHERE name = 'musik'")
        many = self.server.ask("POST", "backup/export?wait=true", {"tables": ["tags"]})["archive"]
        self.sandbox.sql("first", "DELETE FROM tags WHERE name LIKE 'viele-%'")
        page.driver.refresh()
        page.begin("update-import", many)
        page.choose("#work-base", "none")
        page.dry_run()
        page.wait_for(".differences summary")
        self.assertIn("The first 5,000 of 6,000 differences.", page.text(".differences"))
        page.press(".differences summary")
        rows = lambda: len(page.all(".differences tbody tr"))
        page.wait("the first rows", lambda: rows() == 100)
        page.press(".differences .more button")
        page.wait("more rows", lambda: rows() == 200)
        self.look("thousands")
        page.press("[data-focus=close]")


class PageOnADesktop(Page, PageTest):
    size = DESKTOP


class PageOnAPhone(Page, PageTest):
    size = PHONE


if __name__ == "__main__":
    unittest.main()
