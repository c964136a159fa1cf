"""What the tests of the page have in common."""

import unittest

from browser import Browser
from installation import Sandbox, Server


class PageTest(unittest.TestCase):
    """Tests that share a browser and servers, and that go in the order of their names."""

    size = None
    language = "en"

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.addClassCleanup(cls.sandbox.stop)
        cls.browser = Browser(cls.__name__, cls.size, cls.language)
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def serve(cls, database, template, has_tokens=True):
        cls.sandbox.database(database, template)
        server = Server(cls.sandbox, database, has_tokens)
        cls.addClassCleanup(server.stop)
        return server

    def look(self, name):
        """A state of the page is usable by everybody, in both schemes."""
        self.assertEqual(self.browser.problems(name), [], name)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            self.browser.picture("failed " + self._testMethodName)
