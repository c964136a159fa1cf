// Puts the page together: who may see it, what is shown, and what is looked at again while it is open.

import { forgetToken, get, hasToken, Problem, server, useToken } from "./api.js";
import { startAppearance } from "./appearance.js";
import { archiveNames, refreshArchives, showArchives } from "./archives.js";
import { byID, element, fill } from "./dom.js";
import { removeLeftovers } from "./downloading.js";
import { restoreExport, showExport, startExporting } from "./exporting.js";
import { refreshHistory, showHistory } from "./history.js";
import { restoreWork, showWork, startImporting } from "./importing.js";
import { refreshJobs, showJobs, showOpened, showRunning, startJobs } from "./jobs.js";
import { currentLanguage, onLanguage, setLanguage, t, writeTexts } from "./language.js";
import { problemBox } from "./problems.js";
import { showUpload, startUploading } from "./uploading.js";

/** Milliseconds between two looks at what others do. */
const interval = 4000;
let isOpen = false;

function startLanguages() {
  for (const choice of document.querySelectorAll("[data-language]")) {
    choice.addEventListener("click", () => setLanguage(choice.dataset.language));
  }
  onLanguage(() => {
    writeTexts();
    for (const choice of document.querySelectorAll("[data-language]")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.language === currentLanguage()));
    }
    showExport();
    showUpload();
    showArchives();
    showWork();
    showRunning();
    showJobs();
    showOpened();
    showHistory();
  });
}

function startToken() {
  byID("server").textContent = location.host;
  byID("token-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = byID("token-field").value.trim();
    if (!/^[\x21-\x7e]+$/.test(text)) {
      fill(byID("token-problem"), element("p", { class: "notice bad" }, t("token.unusable")));
      return;
    }
    useToken(text, byID("token-keep").checked);
    await open();
  });
  byID("forget").addEventListener("click", () => {
    forgetToken();
    // What was in hand belongs to who had the token.
    sessionStorage.clear();
    location.reload();
  });
  server.addEventListener("unauthorized", (event) => askForToken(event.detail));
}

function askForToken(refusal) {
  const hadToken = hasToken();
  forgetToken();
  if (byID("token").hidden === false && !hadToken) return;
  byID("token").hidden = false;
  byID("app").hidden = true;
  byID("forget").hidden = true;
  isOpen = false;
  fill(byID("token-problem"), hadToken ? problemBox(refusal) : null);
  byID("token-field").value = "";
  byID("token-field").focus();
}

function startConnection() {
  server.addEventListener("gone", () => {
    if (byID("connection").hasChildNodes()) return;
    fill(byID("connection"), element("p", { class: "notice bad" }, t("gone")));
  });
  server.addEventListener("back", () => fill(byID("connection")));
}

/** Shows everything, where the server lets us. */
async function open() {
  try {
    await get("jobs");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) return;
    if (!error.isGone) {
      const place = hasToken() && byID("app").hidden ? byID("token-problem") : byID("archives-problem");
      byID("token").hidden = false;
      fill(place, problemBox(error));
    }
    return;
  }
  fill(byID("token-problem"));
  byID("token").hidden = true;
  byID("app").hidden = false;
  byID("forget").hidden = !hasToken();
  isOpen = true;
  await Promise.all([refreshArchives(), refreshHistory(), restoreWork(), restoreExport()]);
  await look();
}

async function look() {
  if (document.visibilityState === "hidden") return;
  if (!isOpen) {
    // Without an answer so far: perhaps the server is there now.
    if (byID("token").hidden) await open();
    return;
  }
  try {
    await refreshJobs();
  } catch {
    // The banner says so; the next look may succeed.
  }
}

const afterChange = () => Promise.all([refreshArchives(), refreshHistory(), refreshJobs()]).catch(() => {
  // The banner says so; the next look may succeed.
});

startAppearance();
startToken();
startConnection();
startExporting(afterChange);
startUploading(afterChange);
startImporting(archiveNames, afterChange);
startJobs(afterChange);
startLanguages();
removeLeftovers();
setInterval(look, interval);
await open();
