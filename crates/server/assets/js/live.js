// @ts-check
/**
 * Parts marked `data-live` (they need an id) are asked for again every few seconds while there are any: states of runs in a
 * list. Only their text changes; nothing moves under the person, and nothing that has the focus is touched.
 */
const EVERY = 3000;

async function look() {
  const parts = [...document.querySelectorAll("[data-live]")];
  if (parts.length === 0) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of parts) {
        const there = drawn.getElementById(part.id);
        if (there && !part.contains(document.activeElement)) part.replaceWith(there);
      }
    } catch { /* the next look may reach it */ }
  }
  setTimeout(look, EVERY);
}

export function start() {
  setTimeout(look, EVERY);
}
