// The archives on the server, and what can be done with each.

import { archivePath, get, remove } from "./api.js";
import { announce, ask, button, byID, element, fill, table } from "./dom.js";
import { download, downloadControl } from "./downloading.js";
import { openWork } from "./importing.js";
import { bytes, number, t, time } from "./language.js";
import { problemBox } from "./problems.js";

let archives = null;
let text = "";
let again;

export const archiveNames = () => (archives ?? []).map((archive) => archive.name);

/** Asks what there is; while seals are being checked it asks again. */
export async function refreshArchives() {
  clearTimeout(again);
  try {
    const { backups } = await get("backups");
    const isOld = JSON.stringify(backups) === text;
    archives = backups;
    text = JSON.stringify(backups);
    fill(byID("archives-problem"));
    if (!isOld) showArchives();
    if (backups.some((archive) => archive.seal === "unchecked")) again = setTimeout(refreshArchives, 2000);
  } catch (error) {
    fill(byID("archives-problem"), problemBox(error));
  }
}

export function showArchives() {
  if (archives === null) return;
  if (archives.length === 0) {
    fill(byID("archives-list"), element("p", { class: "hint" }, t("archives.none")));
    return;
  }
  fill(byID("archives-list"), table(t("archives.caption"), [
    { title: t("archive.name"), head: true, cell: nameCell },
    { title: t("archive.source"), cell: (archive) => archive.source ?? "–" },
    { title: t("archive.created"), cell: (archive) => time(archive.created ?? archive.modified) },
    { title: t("archive.rows"), number: true, cell: (archive) => (archive.rows === null ? "–" : number(archive.rows)) },
    { title: t("archive.size"), number: true, cell: (archive) => bytes(archive.bytes) },
    { title: t("archive.seal"), cell: sealCell },
    { title: t("archive.actions"), class: "actions-cell", cell: actionsCell },
  ], archives));
}

function nameCell({ name, note, root }) {
  return [
    element("span", { class: "name", translate: "no" }, name),
    root ? element("span", { class: "hint", translate: "no" }, root) : null,
    note ? element("span", { class: "hint" }, note) : null,
  ].filter(Boolean);
}

function sealCell({ seal, problem }) {
  const badge = element("span", { class: "badge seal-" + seal }, t("seal." + seal));
  return problem ? element("div", {}, badge, element("span", { class: "hint", lang: "en" }, problem)) : badge;
}

function actionsCell(archive) {
  const { name, seal } = archive;
  const named = (action) => ({ "aria-label": t("action.of", { action: t(action), archive: name }) });
  const trouble = element("div");
  const kinds = ["damaged", "newer"].includes(seal) ? [] : ["update-import", "import"];
  return element("div", {},
    element("div", { class: "actions" },
      kinds.map((kind) => button(t("action." + kind), () => openWork(kind, name), {
        class: "small" + (kind === "update-import" ? " accent" : ""), "data-focus": kind + "-" + name, ...named("action." + kind),
      })),
      downloadControl(archive, { "data-focus": "download-" + name, ...named("download") },
        (event) => fetchArchive(archive, event.currentTarget, trouble)),
      button(t("delete"), () => deleteArchive(archive, trouble), {
        class: "quiet small", "data-focus": "delete-" + name, ...named("delete"),
      })),
    trouble);
}

async function fetchArchive(archive, pressed, trouble) {
  const bar = element("progress", { max: archive.bytes, value: 0, "aria-label": t("download") });
  const stop = new AbortController();
  pressed.disabled = true;
  trouble.replaceChildren(element("div", { class: "progress" }, bar, button(t("upload.stop"), () => stop.abort(), { class: "small" })));
  try {
    const isDone = await download(archive, (count) => (bar.value = count), stop.signal);
    trouble.replaceChildren();
    if (isDone) announce(t("download.done", { archive: archive.name }));
  } catch (error) {
    if (error.name === "AbortError") trouble.replaceChildren();
    else if (error.document) trouble.replaceChildren(problemBox(error));
    else trouble.replaceChildren(element("p", { class: "notice bad", role: "alert" }, t("download.failed")));
  }
  pressed.disabled = false;
  pressed.focus();
}

async function deleteArchive({ name }, trouble) {
  const isSure = await ask({ title: t("delete.sure"), text: t("delete.sureText", { archive: name }), yes: t("delete") });
  if (!isSure) return;
  try {
    await remove(archivePath(name));
    await refreshArchives();
    announce(t("delete.done", { archive: name }));
    byID("archives-title").focus();
  } catch (error) {
    trouble.replaceChildren(problemBox(error));
  }
}
