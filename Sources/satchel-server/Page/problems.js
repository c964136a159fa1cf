// Shows what went wrong, in the words of the API.

import { element, inPieces } from "./dom.js";
import { currentLanguage, t } from "./language.js";
import { Problem } from "./api.js";

// The API speaks English, whatever the page does.
const words = (name, attributes, text) =>
  element(name, { lang: currentLanguage() === "en" ? null : "en", ...attributes }, text);

/** A problem as a box: title, cause, what is wrong with which row, remedy. */
export function problemBox(error) {
  if (!(error instanceof Problem)) throw error;
  if (error.isGone) {
    return element("div", { class: "notice bad", role: "alert" },
      element("p", {}, element("strong", {}, t("gone.request"))));
  }
  const { title, detail, remedy, problems = [] } = error.document;
  return element("div", { class: "notice bad", role: "alert" },
    words("p", { class: "title" }, title),
    detail ? words("p", {}, detail) : null,
    problemList(problems),
    remedy ? element("p", { class: "remedy" }, t("problem.remedy") + " ", words("span", {}, remedy)) : null);
}

/** Warnings and errors about rows. */
export function problemList(problems) {
  if (problems.length === 0) return null;
  const list = element("ul", { class: "problems" });
  const more = inPieces(problems, 50, (piece) => list.append(...piece.map(problemLine)));
  return element("div", {}, list, more);
}

function problemLine({ severity, table, column, key, message, remedy, total }) {
  const place = [table, column].filter(Boolean).join(".") + (key ? " (" + key + ")" : "");
  return element("li", { class: severity },
    element("span", { class: "place", translate: "no" }, place), ": ", words("span", {}, message),
    total ? " " + t("problem.total", { count: total }) : null,
    remedy ? words("span", { class: "remedy" }, " – " + remedy) : null);
}

/** The problem that a job ended with. */
export const problemOfJob = (job) => new Problem(job.error.status, job.error);
