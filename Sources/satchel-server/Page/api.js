// Requests to the server: the token, the answers, and what goes wrong, in one shape.

const key = "satchel.token";
const base = "/api/admin/";
let token = sessionStorage.getItem(key);

/** Tells of `unauthorized`, `gone` and `back`. */
export const server = new EventTarget();

export const hasToken = () => token !== null;

export function useToken(text, isKept) {
  token = text;
  if (isKept) sessionStorage.setItem(key, text);
  else sessionStorage.removeItem(key);
}

export function forgetToken() {
  token = null;
  sessionStorage.removeItem(key);
}

/** Why a request failed: a problem document (RFC 9457) with the members of the API, or no answer at all. */
export class Problem extends Error {
  constructor(status, document = {}) {
    super(document.title ?? "");
    this.status = status;
    this.document = document;
  }

  /** The server did not answer. */
  get isGone() {
    return this.status === 0;
  }
}

export const archivePath = (name) => "backups/" + encodeURIComponent(name);
export const address = (path) => base + path;

/** The headers that say who asks. */
export function authorization() {
  return token === null ? {} : { Authorization: "Bearer " + token };
}

/** Sends a request; gives the response where it succeeded. */
export async function send(method, path, { body, headers = {}, signal } = {}) {
  const content = body === undefined ? {} : { "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(address(path), {
      method, signal, cache: "no-store", headers: { ...authorization(), ...content, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    server.dispatchEvent(new Event("gone"));
    throw new Problem(0);
  }
  server.dispatchEvent(new Event("back"));
  if (response.ok) return response;
  throw problem(response.status, await response.text());
}

/** Reads a refusal, and tells those who wait for a token. */
export function problem(status, text) {
  let document = {};
  try {
    document = JSON.parse(text);
  } catch {
    // What a proxy says is not ours; its status has to do.
    document = { title: "HTTP " + status };
  }
  const made = new Problem(status, document);
  if (status === 401) server.dispatchEvent(new CustomEvent("unauthorized", { detail: made }));
  return made;
}

export async function get(path) {
  return (await send("GET", path)).json();
}

export async function remove(path) {
  await send("DELETE", path);
}

/** Asks for a job. Where the answer is lost the same request is sent once more, which starts nothing twice. */
export async function start(path, body) {
  const headers = { "Idempotency-Key": randomName() };
  const ask = async () => (await send("POST", path, { body, headers })).json();
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Problem && error.isGone)) throw error;
    await new Promise((resume) => setTimeout(resume, 1000));
    return ask();
  }
}

// randomUUID is there on secure origins alone.
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The events of a stream behind `last`, as { id, name, data }, until it ends. */
export async function* events(path, last, signal) {
  const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": String(last) } : {}) };
  const response = await send("GET", path, { headers, signal });
  // 204: all have been seen, and no more will come.
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event.data !== "") yield { ...event, data: JSON.parse(event.data) };
    }
  }
}

function parse(block) {
  const event = { id: 0, name: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) event.id = Number(line.slice(4));
    else if (line.startsWith("event: ")) event.name = line.slice(7);
    else if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  return event;
}
