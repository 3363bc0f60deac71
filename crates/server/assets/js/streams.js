// @ts-check
/**
 * Streams of events, few at once. A browser opens six connections to one place over HTTP/1.1, for all its tabs together, and a
 * stream holds one as long as it runs: the seventh tab would wait for its page without end. So only pages in front listen, and
 * all tabs together share a few places, kept by locks of the browser. Where there are no locks, being in front has to do.
 */
const PLACES = 3;

/**
 * Runs `hold` while this page is in front and has the lock `name`; others wait for it.
 * @param {string} name @param {(end: AbortSignal) => void} hold
 */
export function alone(name, hold) {
  /** @type {AbortController | null} */
  let turn = null;
  const leave = () => {
    turn?.abort();
    turn = null;
  };
  const enter = () => {
    if (turn || document.hidden) return;
    turn = new AbortController();
    const { signal } = turn;
    if (!navigator.locks) hold(signal);
    else navigator.locks.request(name, { signal }, () => held(signal, hold)).catch(() => {});
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : enter()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", enter);
  if (document.readyState === "complete") enter();
}

/**
 * Runs `hold` in one of the few places for as long as `end` allows; gives false when all are taken.
 * @param {AbortSignal} end @param {(end: AbortSignal) => void} hold @returns {Promise<boolean>}
 */
export async function oneOfFew(end, hold) {
  if (!navigator.locks) {
    hold(end);
    return true;
  }
  for (let place = 0; place < PLACES && !end.aborted; place += 1) {
    const taken = await new Promise((say) => {
      navigator.locks.request(`kartoteka-stream-${place}`, { ifAvailable: true }, (lock) => {
        say(lock !== null);
        return lock ? held(end, hold) : undefined;
      }).catch(() => {
        // A frame of another site may be denied them: then being in front has to do.
        hold(end);
        say(true);
      });
    });
    if (taken) return true;
  }
  return false;
}

/** @param {AbortSignal} end @param {(end: AbortSignal) => void} hold */
function held(end, hold) {
  return new Promise((done) => {
    if (end.aborted) return done(undefined);
    end.addEventListener("abort", done, { once: true });
    hold(end);
  });
}
