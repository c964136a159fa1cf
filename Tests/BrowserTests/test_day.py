"""A whole day: production goes to development in the morning, people work on both sides, and in the evening
development is merged into production."""

import unittest

from browser import DESKTOP, PHONE
from case import PageTest


class Day:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.production = cls.serve("production", "source")
        cls.development = cls.serve("development", "target")

    def conflict(self, name):
        """The conflict whose title has the name."""
        found = self.browser.all(".conflict")
        return next(each for each in found if name in each.find_element("css selector", "legend").text)

    def test_01_a_wrong_token_is_refused_in_the_words_of_the_api(self):
        page = self.browser
        page.open(self.production)
        page.wait_for("#token-field")
        self.look("token")
        page.type("#token-field", "satchel_wrong")
        page.press("#token-form button")
        page.wait_for_text("the token is not known", "#token-problem")
        self.look("wrong token")
        page.type("#token-field", self.production.token)
        page.press("#token-form button")
        page.wait_for("#app")
        self.look("nothing yet")

    def test_02_production_is_exported(self):
        self.sandbox.sql("production", "INSERT INTO tags (name) VALUES ('zirkus'), ('zauberei')")
        Day.morning = self.browser.export("the morning of a working day")
        self.assertEqual([path.name for path in self.production.archives()], [Day.morning])
        self.assertIn("714", self.browser.text("#archives-list"))
        self.browser.wait_for(".seal-intact")
        self.look("exported")

    def test_03_the_archive_is_downloaded(self):
        Day.file = self.browser.download(Day.morning)
        self.assertEqual(Day.file.read_bytes(), self.production.archives()[0].read_bytes())

    def test_04_it_is_uploaded_to_development(self):
        page = self.browser
        page.sign_in(self.development)
        self.assertIn(Day.morning, page.upload(Day.file).text)
        self.assertEqual([path.name for path in self.development.archives()], [Day.morning])

    def test_05_a_dry_run_shows_what_would_change_and_changes_nothing(self):
        page = self.browser
        count = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts)"
        before = self.sandbox.sql("development", count)
        page.begin("update-import", Day.morning)
        self.look("merge options")
        page.dry_run()
        self.assertIn("593", page.text("#work .sums"))
        users = next(d for d in page.all(".differences details") if d.text.startswith("users"))
        users.find_element("css selector", "summary").click()
        page.wait("the differences", lambda: users.find_elements("css selector", "td.old"))
        self.look("merge dry run")
        self.assertEqual(self.sandbox.sql("development", count), before)

    def test_06_the_morning_is_merged(self):
        self.browser.for_real()
        self.assertEqual(self.sandbox.sql("development", "SELECT count(*) FROM users"), "31")
        self.look("merged")

    def test_07_people_work_and_the_evening_is_brought_to_production(self):
        page = self.browser
        for database in ("production", "development"):
            self.sandbox.sql(database, f"UPDATE tags SET description = 'written in {database}' WHERE name = 'barock'")
            self.sandbox.sql(database, f"UPDATE tags SET description = 'music of {database}' WHERE name = 'musik'")
        for database, heading in (("production", "'Theater'"), ("development", "repeat('x', 2000)")):
            self.sandbox.sql(
                database, f"UPDATE projects SET heading = {heading} WHERE domaincode = 'jugendclub_brno10'")
        # Of each of these one side deletes the row, and the other goes on working on it.
        self.sandbox.sql("production", "DELETE FROM tags WHERE name = 'zirkus'")
        self.sandbox.sql("production", "UPDATE tags SET description = 'with rabbits' WHERE name = 'zauberei'")
        self.sandbox.sql("development", "UPDATE tags SET description = 'with horses' WHERE name = 'zirkus'")
        self.sandbox.sql("development", "DELETE FROM tags WHERE name = 'zauberei'")
        self.sandbox.sql("production", "INSERT INTO tags (name) VALUES ('open-air')")
        self.sandbox.sql("development", "INSERT INTO tags (name) VALUES ('abends')")
        evening = page.export("the evening")
        Day.evening = evening
        file = page.download(evening)
        page.sign_in(self.production)
        self.assertIn(evening, page.upload(file).text)

    def test_08_the_merge_stops_with_conflicts_and_changes_nothing(self):
        page = self.browser
        page.begin("update-import", Day.evening)
        page.dry_run()
        page.wait("five conflicts", lambda: len(page.all(".conflict")) == 5)
        barock = self.conflict("barock").text
        self.assertIn("written in production", barock)
        self.assertIn("written in development", barock)
        self.assertFalse(page.one("[data-focus=preview]").is_enabled())
        # A long value is cut, and can be opened.
        value = self.conflict("heading").find_element("css selector", ".side:nth-child(3)")
        self.assertLess(len(value.text), 500)
        self.look("conflicts")
        value.find_element("css selector", "button").click()
        self.assertIn("x" * 2000, value.text)
        # Of a row that one side deleted there is no other value, only the row as either side has it.
        there, deleted, changed = self.rows
        for name, sides in (("zirkus", [there, deleted, changed]), ("zauberei", [there, changed, deleted])):
            found = self.conflict(name).find_elements("css selector", ".side .content")
            self.assertEqual([side.text for side in found], sides)
            self.assertEqual(self.conflict(name).find_elements("css selector", "textarea"), [])
        self.assertEqual(self.sandbox.sql("production", "SELECT count(*) FROM tags WHERE name = 'abends'"), "0")

    def test_09_conflicts_are_decided_side_by_side(self):
        page = self.browser
        for name, side in (("barock", 0), ("heading", 1), ("zirkus", 1), ("zauberei", 0)):
            self.conflict(name).find_elements("css selector", ".side input")[side].click()
        self.conflict("musik").find_element("css selector", "textarea").send_keys("as both say")
        self.look("decided")
        page.script("document.getElementById('work').scrollIntoView()")
        page.picture("of the window", full=False)
        # Decisions outlive a reload.
        page.driver.refresh()
        page.wait("the conflicts again", lambda: len(page.all(".conflict")) == 5)
        page.wait("the decisions again", lambda: len(page.all(".conflict input:checked")) == 5)
        page.dry_run()
        page.wait_for("[data-focus=now]")
        self.look("merge after decisions")
        page.for_real()
        found = self.sandbox.sql(
            "production", "SELECT description FROM tags WHERE name IN ('barock', 'musik') ORDER BY name")
        self.assertEqual(found.splitlines(), ["written in production", "as both say"])
        found = self.sandbox.sql("production", "SELECT name, description FROM tags WHERE name LIKE 'z%' ORDER BY name")
        self.assertEqual(found.splitlines(), ["zauberei|with rabbits", "zirkus|with horses"])
        length = "SELECT length(heading) FROM projects WHERE domaincode = 'jugendclub_brno10'"
        self.assertEqual(self.sandbox.sql("production", length), "2000")
        self.assertEqual(self.sandbox.sql("production", "SELECT count(*) FROM tags WHERE name = 'abends'"), "1")

    def test_10_the_history_names_who_did_it(self):
        page = self.browser
        page.wait_for_text(Day.evening, "#history-list")
        self.assertIn("anna", page.text("#history-list"))
        page.press("[data-focus=close]")
        self.look("the end of the day")

    def test_11_results_of_jobs_are_shown_again(self):
        page = self.browser
        page.all("[data-focus^=job-]")[0].click()
        page.wait_for("#jobs-result .report")
        self.look("result of a job")


class DayOnADesktop(Day, PageTest):
    size = DESKTOP
    rows = ["row there", "row deleted", "row changed"]


class DayOnAPhoneInGerman(Day, PageTest):
    size = PHONE
    language = "de"
    rows = ["Zeile vorhanden", "Zeile gelöscht", "Zeile geändert"]

    def test_12_it_was_in_german(self):
        self.assertEqual(self.browser.one("html").get_attribute("lang"), "de")
        self.assertIn("Zusammenführung", self.browser.text("#history-list"))


if __name__ == "__main__":
    unittest.main()
