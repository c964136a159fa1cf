// Export now: everything, or what belongs to one row that is picked from a list.

import { get, start } from "./api.js";
import { announce, byID, element, fill } from "./dom.js";
import { claim, endingView, isOver, progressView, showRunning, watch } from "./jobs.js";
import { bytes, t } from "./language.js";
import { problemBox } from "./problems.js";

const key = "satchel.export";
let done = () => {};
let found = null;
let outcome = null;

export function startExporting(finished) {
  done = finished;
  const form = byID("export-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  for (const choice of form.elements.what) choice.addEventListener("change", showChoice);
  byID("export-table").addEventListener("change", findRows);
  byID("export-search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(findRows, 250);
  });
}

let waiting;
let roots = null;

async function showChoice() {
  const isOne = byID("export-form").elements.what.value === "one";
  byID("export-root").hidden = !isOne;
  if (!isOne || roots !== null) return;
  try {
    roots = rootTables((await get("tables")).tables);
    fill(byID("export-table"), roots.map((name) => element("option", { value: name }, name)));
    await findRows();
  } catch (error) {
    roots = null;
    setOutcome(() => problemBox(error));
  }
}

/** The tables that others belong to: projects first, then by name. */
function rootTables(tables) {
  const names = [...new Set(tables.flatMap((entry) => entry.belongsTo))].sort();
  return names.includes("projects") ? ["projects", ...names.filter((name) => name !== "projects")] : names;
}

let question = 0;

async function findRows() {
  const table = byID("export-table").value;
  if (!table) {
    byID("export-found").textContent = t("export.noRoots");
    return;
  }
  const mine = (question += 1);
  const containing = encodeURIComponent(byID("export-search").value.trim());
  try {
    const answer = await get("tables/" + encodeURIComponent(table) + "/keys?containing=" + containing);
    if (mine !== question) return;
    found = answer;
    fill(byID("export-rows"), answer.rows.map((row, index) =>
      element("label", { class: "check" },
        element("input", { type: "radio", name: "root", value: row, checked: index === 0 && answer.rows.length === 1 }),
        " ", element("span", {}, row.slice(row.indexOf("=") + 1)))));
    showFound();
  } catch (error) {
    if (mine === question) setOutcome(() => problemBox(error));
  }
}

function showFound() {
  if (found === null) return;
  byID("export-found").textContent =
    t(found.hasMore ? "export.foundMore" : "export.found", { count: found.rows.length });
}

async function run() {
  const form = byID("export-form");
  const body = {};
  const note = byID("export-note").value.trim();
  if (note) body.description = note;
  if (form.elements.what.value === "one") {
    const chosen = form.querySelector("input[name=root]:checked");
    if (!chosen) {
      setOutcome(() => element("p", { class: "notice bad", role: "alert" }, t("export.choose")));
      return;
    }
    body.root = chosen.value;
  }
  await withoutButton(async () => {
    try {
      await follow(await start("backup/export", body));
    } catch (error) {
      setOutcome(() => problemBox(error));
    }
  });
}

async function withoutButton(work) {
  const pressed = byID("export-form").querySelector("[type=submit]");
  const hadFocus = document.activeElement === pressed;
  pressed.disabled = true;
  await work();
  pressed.disabled = false;
  if (hadFocus && document.activeElement === document.body) pressed.focus();
}

/** An export that was under way when the page was loaded again. */
export async function restoreExport() {
  const id = sessionStorage.getItem(key);
  if (id === null) return;
  try {
    const job = await get("jobs/" + id);
    if (isOver(job)) sessionStorage.removeItem(key);
    else follow(job).catch((error) => setOutcome(() => problemBox(error)));
  } catch {
    sessionStorage.removeItem(key);
  }
}

async function follow(job) {
  claim(job.id);
  sessionStorage.setItem(key, job.id);
  showRunning();
  const watched = watch(job);
  setOutcome(() => progressView(watched));
  const ended = await watched.ended;
  sessionStorage.removeItem(key);
  if (ended.state === "done") {
    const { archive, totals, bytes: size } = ended.report;
    const text = () => t("export.done", { archive, rows: totals.rows, size: bytes(size) });
    setOutcome(() => element("p", { class: "notice good" }, text()));
    announce(text());
    byID("export-note").value = "";
  } else setOutcome(() => endingView(ended, watched.isCancelledHere));
  done();
}

function setOutcome(view) {
  outcome = view;
  showExport();
}

export function showExport() {
  fill(byID("export-outcome"), outcome?.());
  showFound();
}
