// An archive on its way from the server. A link cannot send a token, so the page reads the bytes and passes them on:
// into the file that the reader picks, else over the browser's own storage, and only where there is neither in memory.

import { address, archivePath, hasToken, send } from "./api.js";
import { ask, element } from "./dom.js";
import { bytes, t } from "./language.js";

/** What one may expect of a browser's memory, in bytes. */
const comfortable = 500_000_000;

/** The way to download that the list shows: without a token a plain link does it. */
export function downloadControl(archive, attributes, onclick) {
  const shown = { ...attributes, class: "button small" };
  return hasToken()
    ? element("button", { type: "button", onclick, ...shown }, t("download"))
    : element("a", { href: address(archivePath(archive.name)), download: archive.name, ...shown }, t("download"));
}

/** Fetches an archive; `progress` is called with the bytes so far. False where the reader did not want to. */
export async function download({ name, bytes: size }, progress, signal) {
  const path = archivePath(name);
  if (window.showSaveFilePicker) {
    const file = await picked(name);
    if (file === null) return false;
    const response = await send("GET", path, { signal });
    await counted(response.body, progress).pipeTo(await file.createWritable());
    return true;
  }
  const stored = await storedFile();
  if (stored !== null) {
    const response = await send("GET", path, { signal });
    await counted(response.body, progress).pipeTo(await stored.createWritable());
    save(await stored.getFile(), name);
    return true;
  }
  const isEnough = size <= comfortable || await ask({
    title: t("download.large"), text: t("download.largeText", { size: bytes(size) }), yes: t("download"), isDangerous: false,
  });
  if (!isEnough) return false;
  const response = await send("GET", path, { signal });
  save(await new Response(counted(response.body, progress)).blob(), name);
  return true;
}

async function picked(name) {
  try {
    return await window.showSaveFilePicker({ suggestedName: name });
  } catch (error) {
    if (error.name === "AbortError") return null;
    throw error;
  }
}

const prefix = "download-";

/** A file in the browser's storage for this page, which is on the disk; null where it has none. */
async function storedFile() {
  if (!navigator.storage?.getDirectory || !("createWritable" in FileSystemFileHandle.prototype)) return null;
  try {
    const folder = await navigator.storage.getDirectory();
    return await folder.getFileHandle(prefix + Date.now(), { create: true });
  } catch {
    // A private window may refuse it; memory has to do.
    return null;
  }
}

/** Removes what earlier downloads left in the storage: the browser has copied it long since. */
export async function removeLeftovers() {
  if (!navigator.storage?.getDirectory) return;
  try {
    const folder = await navigator.storage.getDirectory();
    for await (const name of folder.keys()) {
      const isOld = Date.now() - Number(name.slice(prefix.length)) > 24 * 3600 * 1000;
      if (name.startsWith(prefix) && isOld) await folder.removeEntry(name);
    }
  } catch {
    // What cannot be removed now is removed by the next start.
  }
}

function counted(body, progress) {
  let count = 0;
  return body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      count += chunk.byteLength;
      progress(count);
      controller.enqueue(chunk);
    },
  }));
}

function save(content, name) {
  const url = URL.createObjectURL(content);
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it behind our back; a minute is enough to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
