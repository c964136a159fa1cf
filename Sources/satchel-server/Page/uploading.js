// An archive on its way to the server.

import { address, archivePath, authorization, Problem, problem } from "./api.js";
import { announce, button, byID, element, fill } from "./dom.js";
import { bytes, t } from "./language.js";
import { problemBox } from "./problems.js";

let done = () => {};
let file = null;
let outcome = null;

export function startUploading(finished) {
  done = finished;
  const field = byID("upload-file");
  field.addEventListener("change", () => choose(field.files[0]));
  byID("upload-form").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  const place = byID("upload-drop");
  // A file that misses the place would be opened instead of the page.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
  place.addEventListener("dragover", () => place.classList.add("over"));
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    field.value = "";
    choose(event.dataTransfer.files[0]);
  });
}

function choose(chosen) {
  file = chosen ?? null;
  byID("upload-name").value = file?.name ?? "";
  setOutcome(() => (file ? element("p", { class: "hint", role: "status" },
    t("upload.chosen", { name: file.name, size: bytes(file.size) })) : null));
}

async function run() {
  if (file === null) {
    setOutcome(() => element("p", { class: "notice bad", role: "alert" }, t("upload.choose")));
    byID("upload-file").focus();
    return;
  }
  const name = byID("upload-name").value.trim() || file.name;
  const pressed = byID("upload-form").querySelector("[type=submit]");
  pressed.disabled = true;
  try {
    const archive = await put(file, name);
    const text = () => t("upload.done", { archive: archive.name, count: archive.rows });
    setOutcome(() => element("p", { class: "notice good" }, text()));
    announce(text());
    byID("upload-form").reset();
    file = null;
    done();
  } catch (error) {
    setOutcome(() => (error === stopped ? element("p", { class: "notice" }, t("upload.stopped")) : problemBox(error)));
  }
  pressed.disabled = false;
}

const stopped = Symbol("stopped");

/** Sends the file and shows how far it has come; fetch does not tell that. */
function put(file, name) {
  const request = new XMLHttpRequest();
  const bar = element("progress", { max: file.size, value: 0, "aria-label": t("upload.title") });
  const line = element("p", { class: "stage" }, t("upload.sent", { sent: bytes(0), size: bytes(file.size) }));
  setOutcome(() => element("div", { class: "progress" },
    element("p", { class: "title name", translate: "no" }, name), bar, line,
    element("p", {}, button(t("upload.stop"), () => request.abort(), { "data-focus": "stop" }))));
  return new Promise((resolve, reject) => {
    request.open("PUT", address(archivePath(name)));
    for (const [header, text] of Object.entries(authorization())) request.setRequestHeader(header, text);
    request.upload.onprogress = (event) => {
      bar.value = event.loaded;
      line.textContent = event.loaded < event.total
        ? t("upload.sent", { sent: bytes(event.loaded), size: bytes(event.total) }) : t("upload.checking");
    };
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problem(request.status, request.responseText));
    };
    request.onerror = () => reject(new Problem(0));
    request.onabort = () => reject(stopped);
    request.send(file);
  });
}

function setOutcome(view) {
  outcome = view;
  showUpload();
}

export function showUpload() {
  fill(byID("upload-outcome"), outcome?.());
}
