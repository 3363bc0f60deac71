// @ts-check
/**
 * Keeps the number at the bell, and says in passing what is new. Without a stream the next page shows it.
 * Only the page in front listens: a browser has few connections to one place.
 */
import { toast } from "./swap.js";

/** @type {EventSource | null} */
let source = null;

/** @param {MessageEvent<string>} event */
function tell(event) {
  const told = JSON.parse(event.data);
  const count = document.getElementById("unread");
  if (count) {
    count.textContent = told.shown;
    count.hidden = told.count === 0;
  }
  if (told.sentence) toast(told.sentence);
}

function listen() {
  if (source || document.hidden) return;
  const seen = (document.getElementById("unread")?.textContent ?? "").replace(/\D/g, "") || "0";
  source = new EventSource(`/events?seen=${seen}`);
  source.addEventListener("unread", tell);
}

function leave() {
  source?.close();
  source = null;
}

export function start() {
  if (!document.getElementById("unread")) return;
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", listen);
}
