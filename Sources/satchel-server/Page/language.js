// The language of the page: which one, its texts, and how it writes numbers, sizes and times.

import { texts } from "./texts.js";

const key = "satchel.language";
const listeners = [];
let language = texts[localStorage.getItem(key)] ? localStorage.getItem(key) : preferred();

function preferred() {
  const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => texts[tag]);
  return known ?? "en";
}

export const currentLanguage = () => language;

/** Calls the listener now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem(key, chosen);
  for (const listener of listeners) listener();
}

/** A text in the page's language; `{name}` is replaced, and `count` chooses the plural. */
export function t(name, values = {}) {
  const found = texts[language][name];
  if (found === undefined) throw new Error("no text " + name);
  const text = typeof found === "string" ? found : found[plural(values.count)];
  return text.replace(/\{(\w+)\}/g, (_, member) =>
    typeof values[member] === "number" ? number(values[member]) : values[member]);
}

/** Whether there is a text, for words of the API that may be new. */
export const tKnown = (name, otherwise) => (texts[language][name] === undefined ? otherwise : t(name));

const plural = (count) => (new Intl.PluralRules(language).select(count) === "one" ? "one" : "other");

export const number = (value) => new Intl.NumberFormat(language).format(value);

export function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let size = count;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit", unit: units[unit], unitDisplay: unit === 0 ? "long" : "short", maximumFractionDigits: digits,
  }).format(size);
}

/** A time of the API as an element. */
export function time(text) {
  const made = document.createElement("time");
  if (!text) return made;
  made.dateTime = text;
  made.textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" })
    .format(new Date(text));
  return made;
}

/** Seconds as people say them. */
export function duration(seconds) {
  const [amount, unit] =
    seconds < 90 ? [Math.ceil(seconds), "second"]
      : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 3600), "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/** Texts of the HTML file: `data-text` is the content, `data-label` the name for those who cannot see. */
export function writeTexts() {
  document.documentElement.lang = language;
  document.title = t("page.title");
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = t(place.dataset.text);
  for (const place of document.querySelectorAll("[data-label]")) place.setAttribute("aria-label", t(place.dataset.label));
}
