"""Runs the tests; the last line counts them."""

import pathlib
import signal
import sys
import unittest

import browser


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = sys.argv[1:]
    loader = unittest.TestLoader()
    here = pathlib.Path(__file__).parent
    suite = loader.loadTestsFromNames(names) if names else loader.discover(str(here), "test_*.py")
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    passed = result.testsRun - failed
    print(f"screenshots: {browser.SCREENSHOTS}")
    print(f"{max(passed, 0)} passed, {failed} failed")
    sys.exit(1 if failed or passed <= 0 else 0)


main()
