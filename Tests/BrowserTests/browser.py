"""A browser with the page in it: finding things as a reader would, and looking at what is shown."""

import atexit
import base64
import importlib.util
import os
import pathlib
import shutil
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text()
SCREENSHOTS = pathlib.Path(os.environ["SCREENSHOTS"])
DESKTOP, PHONE = (1280, 900), (360, 740)
# Jobs on a busy machine take their time.
PATIENCE = 120


class Browser:
    def __init__(self, name, size, language="en"):
        self.name, self.size, self.pictures = name, size, 0
        self.downloads = pathlib.Path(tempfile.mkdtemp(prefix="satchel-downloads-"))
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        flags = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        for flag in flags + ["--force-prefers-reduced-motion", f"--accept-lang={language}", f"--lang={language}"]:
            options.add_argument(flag)
        options.add_experimental_option(
            "prefs", {"download.default_directory": str(self.downloads), "intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        # Also where the tests are interrupted.
        atexit.register(self.close)
        width, height = size
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE})
        # The file picker is the system's own, and no test can press its buttons.
        self.before_page("delete window.showSaveFilePicker")

    def before_page(self, script):
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})

    def close(self):
        atexit.unregister(self.close)
        self.driver.quit()
        shutil.rmtree(self.downloads, ignore_errors=True)

    # Finding

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector="main"):
        return self.one(selector).text

    def wait(self, what, condition):
        """Waits until the condition holds, and returns what it gave."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := condition():
                    return found
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            time.sleep(0.1)
        self.picture("waited in vain")
        raise AssertionError(f"waited in vain for {what}; the page says:\n{self.text()}")

    def wait_for(self, selector):
        return self.wait(selector, lambda: next((e for e in self.all(selector) if e.is_displayed()), None))

    def wait_for_text(self, text, selector="main"):
        self.wait(f'"{text}"', lambda: text in self.text(selector))

    # Doing

    def open(self, server):
        self.driver.get(server.address)

    def sign_in(self, server):
        self.open(server)
        self.wait("the page", lambda: self.one("#app").is_displayed() or self.one("#token").is_displayed())
        if self.one("#token").is_displayed():
            self.type("#token-field", server.token)
            self.press("#token-form button")
            self.wait_for("#app")

    def press(self, selector):
        self.wait(f"{selector} to be enabled", lambda: self.wait_for(selector).is_enabled())
        element = self.wait_for(selector)
        self.script("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def type(self, selector, text):
        field = self.wait_for(selector)
        field.clear()
        field.send_keys(text)

    def choose(self, selector, value):
        Select(self.wait_for(selector)).select_by_value(value)

    def export(self, note=""):
        """Exports everything; the name of the archive."""
        before = len(self.all("#archives-list tbody tr"))
        self.type("#export-note", note)
        self.press("#export-form button[type=submit]")
        self.wait_for("#export-outcome .notice.good")
        self.wait("the archive in the list", lambda: len(self.all("#archives-list tbody tr")) > before)
        return self.all("#archives-list tbody tr .name")[0].text

    def upload(self, path):
        self.one("#upload-file").send_keys(str(path))
        self.press("#upload-form button[type=submit]")
        return self.wait_for("#upload-outcome .notice")

    def drop(self, path, selector):
        """Drops a file as a hand would, on the middle of an element."""
        place = self.wait_for(selector)
        self.script("arguments[0].scrollIntoView({ block: 'center' })", place)
        box = self.script("const { x, y, width, height } = arguments[0].getBoundingClientRect();"
            "return [x + width / 2, y + height / 2]", place)
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        for event in ("dragEnter", "dragOver", "drop"):
            self.driver.execute_cdp_cmd(
                "Input.dispatchDragEvent", {"type": event, "x": box[0], "y": box[1], "data": data})

    def download(self, archive):
        self.press(f"[data-focus='download-{archive}']")
        place = self.downloads / archive
        self.wait("the download", place.exists)
        return place

    def begin(self, kind, archive):
        """Opens an import or a merge of an archive."""
        self.press(f"[data-focus='{kind}-{archive}']")
        self.wait_for("[data-focus=preview]")

    def dry_run(self):
        self.press("[data-focus=preview]")
        return self.wait_for("#work h3")

    def for_real(self):
        self.press("[data-focus=now]")
        self.wait_for("#question")
        self.press("#question-yes")
        self.wait_for("#work .notice.good")

    # Looking

    def picture(self, name, full=True):
        self.pictures += 1
        path = SCREENSHOTS / f"{self.name}-{self.pictures:02d}-{name.replace(' ', '-')}.png"
        answer = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": full})
        path.write_bytes(base64.b64decode(answer["data"]))
        return path

    def findings(self):
        """What axe finds that is serious or critical."""
        if not self.script("return 'axe' in window"):
            # Through the debugger: the page's own policy keeps foreign scripts out.
            self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE})
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = self.driver.execute_async_script(
            "const [tags, done] = arguments; axe.run({ runOnly: tags }).then(done, (error) => done(String(error)))", tags)
        return [
            f"{found['id']} ({found['impact']}): {node['html'][:200]} {node.get('failureSummary', '')}"
            for found in result["violations"] if found["impact"] in ("serious", "critical") for node in found["nodes"]
        ]

    def problems(self, name):
        """Looks at a state in light and dark: axe, things wider than the window, messages on the console."""
        found = []
        chosen = self.script("return document.documentElement.dataset.scheme")
        for scheme in ("light", "dark"):
            self.script("document.documentElement.dataset.scheme = arguments[0]", scheme)
            found += [f"{scheme}: {finding}" for finding in self.findings()]
            self.picture(f"{name} {scheme}")
        self.script("document.documentElement.dataset.scheme = arguments[0]", chosen)
        width = self.script("return document.documentElement.scrollWidth")
        if width > self.size[0]:
            found.append(f"the page is {width} pixels wide")
        return found + self.messages()

    def messages(self):
        """Errors and warnings on the console: broken policies and mistakes in scripts. A refusal by the server is none."""
        return [
            entry["message"] for entry in self.driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING") and entry["source"] != "network"
        ]
