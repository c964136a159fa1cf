// What a job did or would do: numbers table by table, and the rows and columns that differ.

import { element, longTable, table, value } from "./dom.js";
import { number, t } from "./language.js";
import { problemList } from "./problems.js";

const counts = {
  export: ["rows"],
  import: ["inserted", "skipped"],
  "update-import": ["inserted", "updated", "unchanged"],
};
// Shown where there are some.
const rare = ["deleted", "conflicts", "rejected"];

/** The report of an export, import or merge. */
export function reportView(report) {
  const columns = counts[report?.command];
  if (!columns) return element("p", { class: "hint" }, t("report.unknown"));
  const shown = [...columns, ...rareOf(report)];
  const text = (name) => t("count." + report.command + "." + name);
  const sums = element("ul", { class: "sums" }, shown.filter((name) => report.totals?.[name] !== undefined).map((name) =>
    element("li", { class: name }, element("strong", {}, number(report.totals[name])), " ", text(name))));
  return element("div", { class: "report" },
    sums, baseLine(report), warnings(report), numbers(report, shown, text), differences(report));
}

function rareOf(report) {
  const names = report.command === "update-import" ? ["skipped", ...rare] : rare;
  return names.filter((name) => report.totals?.[name] > 0);
}

function baseLine({ command, base, mergesTwoWaysBecause }) {
  if (command !== "update-import") return null;
  if (base) return element("p", {}, t("report.base") + " ", element("span", { class: "name", translate: "no" }, base));
  return element("p", {}, t("report.noBase"),
    mergesTwoWaysBecause ? element("span", { lang: "en" }, " " + mergesTwoWaysBecause) : null);
}

function warnings({ problems = [] }) {
  if (problems.length === 0) return null;
  return element("div", { class: "notice" }, element("p", { class: "title" }, t("report.warnings")), problemList(problems));
}

/** The tables in which something happens, and the others behind them. */
function numbers(report, shown, text) {
  const { tables = [] } = report;
  if (tables.length === 0) return null;
  const changing = report.command === "export" ? ["rows"] : ["inserted", "updated", "skipped", ...rare]
    .filter((name) => report.command === "update-import" || name !== "skipped");
  const busy = tables.filter((entry) => changing.some((name) => entry[name] > 0));
  const quiet = tables.filter((entry) => !busy.includes(entry));
  const columns = [
    { title: t("table"), head: true, cell: (entry) => element("span", { class: "name", translate: "no" }, entry.table) },
    ...shown.map((name) => ({ title: text(name), number: true, class: name, cell: (entry) => count(entry[name]) })),
  ];
  const made = (entries, caption) => {
    const shownTable = table(caption, columns, entries);
    shownTable.className = "numbers";
    // Too many columns for a narrow window are reached by scrolling the table alone, also with the keyboard.
    return element("div", { class: "wide", role: "region", tabindex: "0", "aria-label": caption }, shownTable);
  };
  return element("div", {},
    busy.length > 0 ? made(busy, t("report.tables")) : element("p", { class: "notice" }, t("report.nothing")),
    quiet.length === 0 ? null : element("details", {},
      element("summary", {}, t("report.quiet", { count: quiet.length })), made(quiet, t("report.quietTables"))));
}

const count = (rows) => element("span", { class: rows === 0 ? "zero" : null }, number(rows));

/** Each table's differences, made when they are opened: there may be thousands. */
function differences({ changes, changeCount, command }) {
  if (!changes || changes.length === 0) return null;
  const groups = grouped(changes);
  const list = Array.from(groups, ([name, found]) => tableDifferences(name, found, command));
  return element("div", { class: "differences" },
    element("h4", {}, t("changes.title")),
    changeCount > changes.length
      ? element("p", { class: "hint" }, t("changes.cut", { shown: changes.length, count: changeCount })) : null,
    list);
}

function grouped(changes) {
  const groups = new Map();
  for (const change of changes) {
    if (!groups.has(change.table)) groups.set(change.table, []);
    groups.get(change.table).push(change);
  }
  return groups;
}

function tableDifferences(name, found, command) {
  const of = (kind) => found.filter((change) => change.change === kind);
  const inserted = of("insert");
  const updated = of("update");
  const deleted = of("delete");
  const rows = new Set(updated.map((change) => change.key)).size;
  const parts = [
    inserted.length > 0 ? t("changes.inserted", { count: inserted.length }) : null,
    updated.length > 0 ? t("changes.updated", { count: rows }) : null,
    deleted.length > 0 ? t("changes.deleted", { count: deleted.length }) : null,
  ].filter(Boolean).join(", ");
  const details = element("details", {},
    element("summary", {}, element("span", { class: "name", translate: "no" }, name), " ",
      element("span", { class: "hint" }, parts)));
  details.addEventListener("toggle", () => {
    details.append(
      ...[
        updated.length > 0 ? updatedTable(name, updated) : null,
        inserted.length > 0 ? keyTable(t("changes.insertedIn", { table: name }), inserted) : null,
        deleted.length > 0 ? keyTable(t("changes.deletedIn", { table: name }), deleted) : null,
      ].filter(Boolean));
  }, { once: true });
  return details;
}

const keyColumn = { head: true, cell: (change) => value(readableKey(change.key)) };

/** The key of a row is seen once, above all its columns; who listens hears it with each. */
function keyCell(changes) {
  const positions = new Map(changes.map((change, position) => [change, position]));
  return (change) => {
    const before = changes[positions.get(change) - 1];
    return before?.key === change.key ? element("span", { class: "unseen" }, readableKey(change.key)) : keyColumn.cell(change);
  };
}

function updatedTable(name, changes) {
  return longTable(t("changes.updatedIn", { table: name }), [
    { title: t("row"), head: true, cell: keyCell(changes) },
    { title: t("column"), class: "column", cell: (change) => change.column },
    { title: t("changes.old"), class: "old", cell: (change) => value(change.old) },
    { title: t("changes.new"), class: "new", cell: (change) => value(change.new) },
  ], changes);
}

function keyTable(caption, changes) {
  return longTable(caption, [{ title: t("row"), ...keyColumn }], changes);
}

/** A key of several values as `(one, two)`. */
export function readableKey(key) {
  if (!key?.startsWith("[")) return key;
  try {
    return plain(JSON.parse(key));
  } catch {
    // A key of one value may begin like that too.
    return key;
  }
}

function plain(part) {
  return Array.isArray(part) ? "(" + part.map(plain).join(", ") + ")" : String(part);
}
