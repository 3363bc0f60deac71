// @ts-check
/**
 * Tells the page around a frame what happens in it. Only that page hears it: every message goes to the one origin the session was made
 * for. In: marks of the page and the state of the session's imports. Out: messages. Nothing that comes from outside is listened to.
 *
 *   { source: "kartoteka", event: "ready" | "resized" | "checked" | "started" | "finished" | "closed" | "ended", … }
 */

/** How often the state is asked for while work goes on, in milliseconds. */
const LOOK_EVERY = 1000;
const BUSY = ["reading", "checking", "queued", "running"];
const OVER = ["completed", "stopped", "failed", "undone", "partly_undone"];

/** @typedef {{ id: string, type: string, name: string, state: string, outcome: string | null, counts: Record<string, number> }} Import */

const { embed: prefix, embedOrigin: origin } = document.body.dataset;

/** @param {string} event @param {object} more */
function tell(event, more = {}) {
  if (origin && window.parent !== window) window.parent.postMessage({ source: "kartoteka", event, ...more }, origin);
}

/** What was told, in the name of the frame: it stays from page to page, where browsers deny frames every other memory. */
const MARK = "kartoteka told ";
/** @type {string[]} */
const told = window.name.startsWith(MARK) ? JSON.parse(window.name.slice(MARK.length)) : [];

/** Tells it unless it was told. In a frame that has a name of its own it is told again on the next page. @param {string} event @param {object} more */
function once(event, more = {}) {
  const key = `${prefix} ${event} ${JSON.stringify(more)}`;
  if (told.includes(key)) return;
  told.push(key);
  if (window.name === "" || window.name.startsWith(MARK)) window.name = MARK + JSON.stringify(told);
  tell(event, more);
}

/** @param {Import} one */
function tellOf(one) {
  const said = { import: one };
  if (one.state === "checked") once("checked", said);
  if (one.state === "running" || OVER.includes(one.state)) once("started", { import: { id: one.id, type: one.type, name: one.name } });
  if (OVER.includes(one.state)) once("finished", said);
}

async function look() {
  const answer = await fetch(`${prefix}/state`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  /** @type {{ imports: Import[] }} */
  const { imports } = await answer.json();
  imports.forEach(tellOf);
  if (imports.some((one) => BUSY.includes(one.state))) setTimeout(look, LOOK_EVERY);
}

let height = 0;
function measure() {
  const now = Math.ceil(document.body.getBoundingClientRect().height);
  if (now !== height) tell("resized", { height: now });
  height = now;
}

const closed = /** @type {HTMLElement | null} */ (document.querySelector("[data-embed-closed]"));
if (closed) {
  tell("closed", JSON.parse(closed.dataset.embedClosed ?? "{}"));
} else if (document.querySelector("[data-embed-ended]")) {
  tell("ended");
} else {
  once("ready");
  look();
  // Work that was begun without a new page.
  document.addEventListener("swapped", look);
}
new ResizeObserver(measure).observe(document.body);
measure();
