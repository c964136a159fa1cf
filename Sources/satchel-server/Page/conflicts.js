// Conflicts of a merge, side by side, and what was decided about them.

import { element, inPieces, value } from "./dom.js";
import { t } from "./language.js";
import { readableKey } from "./reports.js";

const identity = ({ table, key, column }) => JSON.stringify([table, key, column]);

/** The decisions of one merge. They outlive a dry run: the next one is asked with all of them. */
export class Decisions {
  /** `stop`, `keep` or `take`: what counts where nothing was decided. */
  policy = "stop";
  #made = new Map();

  constructor(kept) {
    if (!kept) return;
    this.policy = kept.policy;
    this.#made = new Map(kept.made);
  }

  toJSON() {
    return { policy: this.policy, made: Array.from(this.#made) };
  }

  of(conflict) {
    return this.#made.get(identity(conflict));
  }

  set(conflict, choice) {
    this.#made.set(identity(conflict), { ...choice, conflict });
  }

  clear() {
    this.#made.clear();
  }

  /** Forgets what was decided about values that are others by now. */
  check(conflicts) {
    for (const conflict of conflicts) {
      const known = this.of(conflict)?.conflict;
      if (known && (known.target !== conflict.target || known.archive !== conflict.archive)) {
        this.#made.delete(identity(conflict));
      }
    }
  }

  open(conflicts) {
    return this.policy === "stop" ? conflicts.filter((conflict) => !this.of(conflict)).length : 0;
  }

  /** As the API takes them. */
  get list() {
    return Array.from(this.#made.values(), ({ side, text, conflict }) => {
      const decision = side === "other" ? "=" + text : side;
      const members = Object.entries({ ...conflict, decision });
      return Object.fromEntries(members.filter(([, member]) => member !== null));
    });
  }
}

/** All conflicts with their choices; `changed` is called when one was decided. */
export function conflictsView(conflicts, count, decisions, changed) {
  const left = element("p", { class: "left", role: "status" });
  const cards = element("ol", { class: "conflicts" });
  const update = () => {
    const open = decisions.open(conflicts);
    left.textContent = open === 0 ? t("conflicts.allDecided") : t("conflicts.left", { count: open, all: conflicts.length });
    changed();
  };
  const more = inPieces(conflicts, 25, (piece) =>
    cards.append(...piece.map((conflict) => card(conflict, decisions, update))));
  const policies = ["stop", "keep", "take"].map((name) => choice("policy", t("policy." + name), {
    checked: decisions.policy === name,
    onchange: () => {
      decisions.policy = name;
      update();
    },
  }));
  update();
  return element("div", {},
    element("p", {}, t("conflicts.why")),
    count > conflicts.length ? element("p", { class: "notice" }, t("conflicts.cut", { shown: conflicts.length, count })) : null,
    element("fieldset", { class: "plain" }, element("legend", {}, t("policy.title")), policies),
    left, cards, more);
}

function card(conflict, decisions, update) {
  // No spaces: the name is part of ids that others refer to.
  const name = "decision-" + encodeURIComponent(identity(conflict));
  const made = decisions.of(conflict);
  const isWholeRow = conflict.column === null;
  const decide = (choice) => {
    decisions.set(conflict, choice);
    update();
  };
  const side = (title, text, which) => {
    const id = name + "-" + (which ?? "base");
    return element("div", { class: "side" },
      element("p", { class: "title" }, title),
      element("div", { class: "content", id }, isWholeRow ? t("conflict." + (text ?? "(there)")) : value(text)),
      which ? choice(name, t("decide." + which), {
        checked: made?.side === which, describedBy: id, onchange: () => decide({ side: which }),
      }) : null);
  };
  const title = [conflict.table, readableKey(conflict.key), conflict.column].filter(Boolean).join(" · ");
  return element("li", {}, element("fieldset", { class: "conflict" },
    element("legend", { translate: "no" }, title),
    element("div", { class: "sides" },
      side(t("side.base"), conflict.base), side(t("side.target"), conflict.target, "target"),
      side(t("side.archive"), conflict.archive, "archive")),
    isWholeRow ? null : others(name, conflict, made, decide)));
}

/** Another value than both, or none. */
function others(name, conflict, made, decide) {
  const text = element("textarea", {
    rows: "1", "aria-label": t("decide.otherValue"), spellcheck: "false",
    oninput: () => {
      other.querySelector("input").checked = true;
      decide({ side: "other", text: text.value });
    },
  });
  text.value = made?.text ?? "";
  const other = choice(name, t("decide.other"), {
    checked: made?.side === "other",
    onchange: () => {
      decide({ side: "other", text: text.value });
      text.focus();
    },
  });
  return element("div", { class: "others" },
    element("div", { class: "other" }, other, text),
    choice(name, t("decide.null"), { checked: made?.side === "null", onchange: () => decide({ side: "null" }) }));
}

function choice(name, text, { checked, describedBy, onchange }) {
  return element("label", { class: "check" },
    element("input", { type: "radio", name, checked, onchange, "aria-describedby": describedBy }), " ", element("span", {}, text));
}
