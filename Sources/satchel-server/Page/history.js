// The imports that the database has seen.

import { get } from "./api.js";
import { byID, element, fill, longTable } from "./dom.js";
import { number, t, time } from "./language.js";
import { problemBox } from "./problems.js";

let imports = null;

export async function refreshHistory() {
  try {
    imports = (await get("history")).imports;
    showHistory();
  } catch (error) {
    fill(byID("history-list"), problemBox(error));
  }
}

export function showHistory() {
  if (imports === null) return;
  if (imports.length === 0) {
    fill(byID("history-list"), element("p", { class: "hint" }, t("history.none")));
    return;
  }
  fill(byID("history-list"), longTable(t("history.caption"), [
    { title: t("history.when"), head: true, cell: (entry) => time(entry.imported) },
    { title: t("history.mode"), cell: (entry) => t("kind." + entry.mode) },
    { title: t("archive.name"), class: "name", cell: (entry) => entry.archive },
    { title: t("archive.source"), cell: (entry) => entry.source },
    { title: t("jobs.by"), cell: (entry) => entry.actor },
    { title: t("count.import.inserted"), number: true, cell: (entry) => number(entry.inserted) },
    { title: t("count.update-import.updated"), number: true, cell: (entry) => number(entry.updated) },
  ], imports, 50));
}
