// Import and merge: a dry run that shows what would change, conflicts that are decided, and then the real thing.

import { get, start } from "./api.js";
import { Decisions, conflictsView } from "./conflicts.js";
import { announce, ask, button, byID, element, fill, goTo } from "./dom.js";
import { claim, endingView, isOver, progressView, showRunning, watch } from "./jobs.js";
import { t } from "./language.js";
import { problemBox } from "./problems.js";
import { reportView } from "./reports.js";

const key = "satchel.work";

/**
 * What is in hand: { kind, archive, base, deletes, decisions, job, step, error, isCancelledHere }.
 * The choices and the job's id survive a reload.
 */
let work = null;
let archives = () => [];
let done = () => {};

/** - `names` gives the archives there are; `finished` is called when a database has changed. */
export function startImporting(names, finished) {
  archives = names;
  done = finished;
}

/** Begins with an archive: `kind` is `import` or `update-import`. */
export function openWork(kind, archive) {
  if (work?.step === "running") {
    goTo(byID("work-title"));
    return;
  }
  work = { kind, archive, base: "", deletes: false, decisions: new Decisions(), step: "options" };
  keep();
  showWork();
  goTo(byID("work-title"));
}

function keep() {
  if (work === null) {
    sessionStorage.removeItem(key);
    return;
  }
  const { kind, archive, base, deletes, decisions, job } = work;
  const kept = { kind, archive, base, deletes, decisions, jobID: job?.id ?? null };
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // More decisions than a browser keeps: these do not survive a reload.
  }
}

/** Brings back what was in hand before the page was loaded again. */
export async function restoreWork() {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept === null) return;
  work = { ...kept, decisions: new Decisions(kept.decisions), step: "options" };
  if (kept.jobID) {
    try {
      const job = await get("jobs/" + kept.jobID);
      follow(job).catch(refuse);
      return;
    } catch {
      // A job that is forgotten can be asked for again.
    }
  }
  showWork();
}

function close() {
  const { kind, archive } = work;
  work = null;
  keep();
  showWork();
  const origin = document.querySelector(`[data-focus="${CSS.escape(kind + "-" + archive)}"]`);
  (origin ?? byID("archives-title")).focus();
}

async function run(isDryRun) {
  const { kind, archive, base, deletes, decisions } = work;
  const body = { tarballPath: archive, dryRun: isDryRun, showChanges: isDryRun };
  if (kind === "update-import") {
    if (base) body.base = base;
    if (deletes) body.delete = true;
    if (decisions.policy !== "stop") body.onConflict = decisions.policy;
    if (decisions.list.length > 0) body.decisions = decisions.list;
  }
  try {
    await follow(await start("backup/" + kind, body));
  } catch (error) {
    refuse(error);
  }
}

function refuse(error) {
  Object.assign(work, { step: "refused", error });
  showStep();
}

async function follow(job) {
  const mine = work;
  claim(job.id);
  const watched = watch(job);
  Object.assign(work, { job, step: isOver(job) ? stepAfter(job) : "running" });
  keep();
  showRunning();
  showStep();
  if (isOver(job)) return;
  const ended = await watched.ended;
  if (work !== mine) return;
  Object.assign(work, { job: ended, step: stepAfter(ended), isCancelledHere: watched.isCancelledHere });
  if (ended.report?.conflicts) work.decisions.check(ended.report.conflicts);
  keep();
  showStep();
  announce(t("state." + ended.state));
  if (!ended.dryRun) done();
}

function stepAfter(job) {
  if (job.state === "done") return job.dryRun ? "preview" : "done";
  return job.report?.conflicts ? "conflicts" : "ended";
}

/** Shows the step, and goes there where the reader was in this part of the page. */
function showStep() {
  const place = document.activeElement;
  const wasHere = byID("work").contains(place) || place === document.body;
  showWork();
  if (wasHere) goTo(byID("work").querySelector("h3") ?? byID("work-title"));
}

export function showWork() {
  byID("work").hidden = work === null;
  if (work === null) return;
  byID("work-title").textContent = t("work." + work.kind);
  fill(byID("work-content"),
    element("p", { class: "name", translate: "no" }, work.archive),
    element("p", {}, t("work." + work.kind + ".what")), steps[work.step]());
}

const heading = (text) => element("h3", { tabindex: "-1" }, text);
const actions = (...buttons) => element("div", { class: "actions" }, buttons);
const closeButton = () => button(t("close"), close, { "data-focus": "close" });

const preview = (text) => button(text, (event) => {
  event.currentTarget.disabled = true;
  run(true);
}, { class: "primary", "data-focus": "preview" });

const back = () => button(t("work.back"), () => {
  work.step = "options";
  work.job = null;
  keep();
  showStep();
}, { "data-focus": "back" });

const steps = {
  options: () => [
    work.kind === "update-import" ? options() : null,
    actions(preview(t("work.preview")), closeButton()),
  ],
  running: () => progressView(watch(work.job)),
  preview: () => [
    heading(t("work." + work.kind + ".preview")),
    element("p", { class: "hint" }, t("work.nothingYet")),
    reportView(work.job.report),
    actions(button(t("work." + work.kind + ".now"), reallyRun, { class: "primary", "data-focus": "now" }), back(), closeButton()),
  ],
  conflicts: () => {
    const next = preview(t("conflicts.check"));
    const { conflicts, conflictCount } = work.job.report;
    const view = conflictsView(conflicts, conflictCount, work.decisions, () => {
      next.disabled = work.decisions.open(conflicts) > 0;
      keep();
    });
    return [
      heading(t("conflicts.title", { count: conflictCount })),
      element("p", { class: "notice" }, t("conflicts.nothing")),
      view, actions(next, back(), closeButton()),
    ];
  },
  done: () => [
    heading(t("work." + work.kind + ".done")),
    element("p", { class: "notice good" }, t("work." + work.kind + ".doneText")),
    reportView(work.job.report), actions(closeButton()),
  ],
  ended: () => [
    heading(t(work.job.state === "cancelled" ? "state.cancelled" : "work.failed")),
    endingView(work.job, work.isCancelledHere), actions(back(), closeButton()),
  ],
  refused: () => [heading(t("work.failed")), problemBox(work.error), actions(back(), closeButton())],
};

async function reallyRun(event) {
  const pressed = event.currentTarget;
  const isSure = await ask({
    title: t("work." + work.kind + ".sure"), text: t("work.sureText", { archive: work.archive }),
    yes: t("work." + work.kind + ".now"), isDangerous: false,
  });
  if (!isSure) return;
  pressed.disabled = true;
  run(false);
}

/** How a merge is to go. */
function options() {
  const choose = element("select", {
    id: "work-base", translate: "no",
    onchange: () => {
      work.base = choose.value;
      keep();
    },
  },
  element("option", { value: "" }, t("base.found")), element("option", { value: "none" }, t("base.none")),
  archives().filter((name) => name !== work.archive).map((name) => element("option", { value: name }, name)));
  choose.value = work.base;
  const deletes = element("input", {
    type: "checkbox", checked: work.deletes,
    onchange: () => {
      work.deletes = deletes.checked;
      keep();
    },
  });
  return element("div", { class: "options" },
    element("label", { for: "work-base" }, t("base.title")), choose,
    element("p", { class: "hint" }, t("base.hint")),
    element("label", { class: "check" }, deletes, " ", element("span", {}, t("work.deletes"))));
}
