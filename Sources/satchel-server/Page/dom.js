// Elements, made without HTML in strings: what comes from the server is always text.

import { t } from "./language.js";

/**
 * Makes an element.
 * `on…` members are listeners, true and false set or leave out an attribute, everything else is an attribute.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const byID = (id) => document.getElementById(id);

export function button(text, onclick, attributes = {}) {
  return element("button", { type: "button", onclick, ...attributes }, text);
}

/** Puts new content into a container; what had the focus has it again, found by `data-focus`. */
export function fill(container, ...content) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  container.replaceChildren(...content.flat().filter((child) => child !== null && child !== undefined));
  if (!focused) return;
  for (const candidate of container.querySelectorAll("[data-focus]")) {
    if (candidate.dataset.focus === focused) candidate.focus({ preventScroll: true });
  }
}

/** Says something to those who listen to the page instead of looking at it. */
export function announce(text) {
  byID("announcements").textContent = text;
}

/** Brings a heading into view and gives it the focus. */
export function goTo(heading) {
  heading.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  heading.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

/**
 * A table whose cells stand below each other on a narrow screen.
 * A column has a `title`, a `cell(row)`, and may be a `number` or the row's `head`.
 */
export function table(caption, columns, rows) {
  return element(
    "table", { role: "table", class: "stacking" },
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" },
      element("tr", { role: "row" }, columns.map((column) =>
        element("th", { scope: "col", role: "columnheader", class: classes(column) }, column.title)))),
    element("tbody", { role: "rowgroup" }, rows.map((row) => tableRow(columns, row))));
}

const classes = (column) => [column.number ? "number" : null, column.class].filter(Boolean).join(" ") || null;

function tableRow(columns, row) {
  return element("tr", { role: "row" }, columns.map((column) => {
    const attributes = { "data-title": column.title, class: classes(column) };
    return column.head
      ? element("th", { scope: "row", role: "rowheader", ...attributes }, column.cell(row))
      : element("td", { role: "cell", ...attributes }, column.cell(row));
  }));
}

/** Shows a long list piece by piece: `show(items)` puts some into the page, and a button goes on. */
export function inPieces(items, size, show) {
  const more = element("p", { class: "more" });
  let shown = 0;
  const next = () => {
    const piece = items.slice(shown, shown + size);
    shown += piece.length;
    show(piece);
    const left = items.length - shown;
    more.hidden = left === 0;
    more.replaceChildren(button(t("more", { count: Math.min(size, left), left }), next, { class: "quiet" }));
  };
  next();
  return more;
}

/** A table that is shown piece by piece. */
export function longTable(caption, columns, rows, size = 100) {
  const made = table(caption, columns, []);
  const more = inPieces(rows, size, (piece) => {
    const added = piece.map((row) => tableRow(columns, row));
    made.tBodies[0].append(...added);
  });
  return element("div", {}, made, more);
}

const longest = 300;

/** A value as text; a long one is cut, and can be opened. */
export function value(text) {
  if (text === null || text === undefined) return element("span", { class: "nothing" }, t("value.none"));
  if (text === "") return element("span", { class: "nothing" }, t("value.empty"));
  const shown = element("span", { class: "value", translate: "no" }, text.slice(0, longest));
  if (text.length <= longest) return shown;
  const open = button(t("value.all", { count: text.length }), () => {
    shown.textContent = text;
    rest.remove();
  }, { class: "quiet small" });
  const rest = element("span", {}, "… ", open);
  return element("span", {}, shown, rest);
}

/** Asks before something that cannot be undone. */
export function ask({ title, text, yes, isDangerous = true }) {
  const dialog = byID("question");
  byID("question-title").textContent = title;
  byID("question-text").textContent = text;
  byID("question-no").textContent = t("cancel");
  byID("question-yes").textContent = yes;
  byID("question-yes").className = isDangerous ? "danger" : "primary";
  return new Promise((resolve) => {
    const answer = (isYes) => () => dialog.close(isYes ? "yes" : "no");
    byID("question-no").onclick = answer(false);
    byID("question-yes").onclick = answer(true);
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    dialog.returnValue = "no";
    dialog.showModal();
    byID("question-no").focus();
  });
}
