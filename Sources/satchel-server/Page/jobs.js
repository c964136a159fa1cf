// Jobs: followed while they run, wherever the page shows them, and listed when they are over.

import { events, get, Problem, remove } from "./api.js";
import { announce, button, byID, element, fill, goTo, table } from "./dom.js";
import { currentLanguage, duration, t, time, tKnown } from "./language.js";
import { problemBox, problemOfJob } from "./problems.js";
import { reportView } from "./reports.js";

export const isOver = (job) => job.state !== "queued" && job.state !== "running";
export const jobName = (job) => tKnown("kind." + job.kind + (job.dryRun ? ".dry" : ""), job.kind);

/** A job that is followed: sends `change` whenever something new is known. */
class Watch extends EventTarget {
  isLost = false;
  isCancelledHere = false;
  #last = 0;

  constructor(job) {
    super();
    this.job = job;
    this.ended = this.#follow();
  }

  // Goes on until the job is over: a connection that breaks is made again, and begins behind the last event.
  async #follow() {
    for (let wait = 1; !isOver(this.job); wait = Math.min(2 * wait, 10)) {
      try {
        for await (const event of events("jobs/" + this.job.id + "/events", this.#last)) {
          wait = 1;
          this.#take(event);
        }
        // A stream may end before the job where the server was started again and counts anew.
        if (!isOver(this.job)) this.#change(await get("jobs/" + this.job.id));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) throw error;
        this.isLost = true;
        this.dispatchEvent(new Event("change"));
      }
      if (!isOver(this.job)) await new Promise((resume) => setTimeout(resume, wait * 1000));
    }
    if (this.job.report === undefined) this.#change(await get("jobs/" + this.job.id));
    return this.job;
  }

  #take(event) {
    this.#last = event.id;
    if (event.name === "state") this.#change(event.data);
    else if (event.name === "progress") this.#change({ ...this.job, progress: event.data });
  }

  #change(job) {
    this.isLost = false;
    this.job = job;
    this.dispatchEvent(new Event("change"));
  }

  async cancel() {
    this.isCancelledHere = true;
    await remove("jobs/" + this.job.id);
  }
}

const watches = new Map();
// Jobs that another part of the page shows.
const claimed = new Set();

export function watch(job) {
  if (!watches.has(job.id)) watches.set(job.id, new Watch(job));
  return watches.get(job.id);
}

export function claim(id) {
  claimed.add(id);
}

/** How far a job has come, with a button that cancels it. */
export function progressView(watched) {
  const bar = element("progress", { "aria-label": jobName(watched.job) });
  const line = element("p", { class: "stage" });
  const lost = element("p", { class: "hint", role: "status" });
  const trouble = element("div");
  const cancel = button(t("job.cancel"), async () => {
    cancel.disabled = true;
    line.textContent = t("job.cancelling");
    try {
      await watched.cancel();
    } catch (error) {
      watched.isCancelledHere = false;
      cancel.disabled = false;
      trouble.replaceChildren(problemBox(error));
    }
  }, { "data-focus": "cancel-" + watched.job.id });
  let said = "";
  const show = () => {
    const { state, progress } = watched.job;
    lost.textContent = watched.isLost ? t("job.lost") : "";
    if (cancel.disabled) return;
    line.textContent = state === "queued" || !progress ? t("job." + state) : stageLine(progress);
    if (progress?.total > 0) {
      bar.max = progress.total;
      bar.value = progress.rows;
    } else bar.removeAttribute("value");
    const stage = progress ? tKnown("stage." + progress.stage, progress.stage) : t("job." + state);
    if (stage !== said && !isOver(watched.job)) announce(jobName(watched.job) + ": " + stage);
    said = stage;
  };
  watched.addEventListener("change", show);
  show();
  return element("div", { class: "progress" },
    element("p", { class: "title" }, jobName(watched.job), " ",
      element("span", { class: "name", translate: "no" }, watched.job.archive ?? "")),
    bar, line, lost, element("p", {}, cancel), trouble);
}

function stageLine({ stage, phase, table, rows, total, secondsLeft }) {
  const parts = [tKnown("stage." + stage, stage), t("job.phase", { phase }), table];
  if (total > 0) parts.push(t("job.rows", { rows, total }));
  if (secondsLeft > 0) parts.push(t("job.left", { time: duration(secondsLeft) }));
  return parts.join(" · ");
}

/** What became of a job that did not do its work. */
export function endingView(job, isCancelledHere = false) {
  if (job.state !== "cancelled") return problemBox(problemOfJob(job));
  return element("div", { class: "notice", role: "status" },
    element("p", {}, element("strong", {}, t(isCancelledHere ? "job.cancelledHere" : "job.cancelledElsewhere"))));
}

let listed = [];
let listedText = "";
let onEnded = () => {};

/** Starts showing jobs; `ended` is called when one of anybody's is over. */
export function startJobs(ended) {
  onEnded = ended;
}

/** Asks what there is. */
export async function refreshJobs() {
  const { jobs } = await get("jobs");
  const text = jobs.map((job) => job.id + job.state).join();
  const isOld = text === listedText;
  const hasEnded = listed.some((old) => !isOver(old) && jobs.some((job) => job.id === old.id && isOver(job)));
  listedText = text;
  listed = jobs;
  if (!isOld) {
    showJobs();
    showRunning();
  }
  if (hasEnded) onEnded();
  return jobs;
}

export function showRunning() {
  const active = listed.filter((job) => !isOver(job) && !claimed.has(job.id));
  byID("running").hidden = active.length === 0;
  fill(byID("running-jobs"), active.map((job) => {
    const watched = watch(job);
    watched.ended.then(refreshJobs, refreshJobs).catch(() => {
      // The next look at the server shows it.
    });
    return progressView(watched);
  }));
}

export function showJobs() {
  const over = listed.filter(isOver).slice(0, 50);
  if (over.length === 0) {
    fill(byID("jobs-list"), element("p", { class: "hint" }, t("jobs.none")));
    return;
  }
  fill(byID("jobs-list"), table(t("jobs.caption"), [
    { title: t("jobs.kind"), head: true, cell: jobName },
    { title: t("archive.name"), class: "name", cell: (job) => job.archive ?? "–" },
    { title: t("jobs.by"), cell: (job) => job.by },
    { title: t("jobs.finished"), cell: (job) => time(job.finished) },
    { title: t("jobs.state"), cell: stateBadge },
    {
      title: t("jobs.result"),
      cell: (job) => button(t("jobs.show"), () => open(job.id), {
        class: "quiet small", "data-focus": "job-" + job.id,
        "aria-label": t("jobs.showOf", { job: jobName(job), archive: job.archive ?? "" }),
      }),
    },
  ], over));
}

function stateBadge(job) {
  return job.error?.code === "conflicts"
    ? element("span", { class: "badge cancelled" }, t("state.conflicts"))
    : element("span", { class: "badge " + job.state }, t("state." + job.state));
}

let opened = null;

async function open(id) {
  try {
    opened = await get("jobs/" + id);
  } catch (error) {
    fill(byID("jobs-result"), problemBox(error));
    return;
  }
  goTo(showOpened());
}

/** Shows the result that was asked for. */
export function showOpened() {
  if (opened === null) return null;
  const heading = element("h3", { tabindex: "-1" },
    t("jobs.resultOf", { job: jobName(opened), archive: opened.archive ?? "" }));
  fill(byID("jobs-result"), heading,
    opened.state === "done" ? reportView(opened.report) : endingView(opened),
    element("p", {}, button(t("close"), () => {
      const origin = document.querySelector('[data-focus="job-' + opened.id + '"]');
      opened = null;
      fill(byID("jobs-result"));
      origin?.focus();
    })));
  return heading;
}
