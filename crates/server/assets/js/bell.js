// @ts-check
/**
 * Keeps the number at the bell, and says in passing what is new. Without a stream the next page shows it.
 * One tab listens for all: it hands on what it hears, because a browser has few connections to one place.
 */
import { alone } from "./streams.js";
import { toast } from "./swap.js";

/** @typedef {{ count: number, shown: string, sentence: string | null }} Told */

/** What a tab says that has just come: it may have been drawn before the others were told. */
const NEWCOMER = "newcomer";

/** @type {BroadcastChannel | null} */
let others = null;
/** The last that this tab heard from its stream, while it has one. @type {Told | null} */
let heard = null;

/** @param {Told} told */
function show(told) {
  const count = document.getElementById("unread");
  if (count) {
    count.textContent = told.shown;
    count.hidden = told.count === 0;
  }
  if (told.sentence) toast(told.sentence);
}

/** @param {AbortSignal} end */
function listen(end) {
  const seen = (document.getElementById("unread")?.textContent ?? "").replace(/\D/g, "") || "0";
  const source = new EventSource(`/events?seen=${seen}`);
  end.addEventListener("abort", () => {
    source.close();
    heard = null;
  }, { once: true });
  source.addEventListener("unread", (event) => {
    const told = /** @type {Told} */ (JSON.parse(event.data));
    heard = { ...told, sentence: null };
    show(told);
    others?.postMessage(told);
  });
}

function meet() {
  if (others || !("BroadcastChannel" in window)) return;
  others = new BroadcastChannel("kartoteka-bell");
  others.onmessage = (event) => {
    if (event.data !== NEWCOMER) show(event.data);
    else if (heard) others?.postMessage(heard);
  };
  others.postMessage(NEWCOMER);
}

export function start() {
  if (!document.getElementById("unread")) return;
  window.addEventListener("pageshow", meet);
  window.addEventListener("pagehide", () => {
    others?.close();
    others = null;
  });
  alone("kartoteka-bell", listen);
}
