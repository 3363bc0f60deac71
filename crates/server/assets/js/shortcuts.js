// @ts-check
/** `/` search, `g i` imports, `g e` exports, `?` the list. Off in fields, in dialogs, and for those who switched them off. */
const PLACES = /** @type {Record<string, string>} */ ({ i: "/imports", e: "/exports", h: "/" });

export function start() {
  if (!("shortcuts" in document.body.dataset)) return;
  let went = Number.NEGATIVE_INFINITY;
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || target?.closest("input, select, textarea, dialog, [contenteditable]")) return;
    if (event.key === "?") {
      const list = document.getElementById("shortcuts");
      if (list instanceof HTMLDialogElement) list.showModal();
    } else if (event.key === "/") {
      const search = document.getElementById("search");
      if (!search) return;
      event.preventDefault();
      search.focus();
    } else if (event.key === "g") {
      went = event.timeStamp;
    } else if (event.key in PLACES && event.timeStamp - went < 1500) {
      location.assign(PLACES[event.key]);
    }
  });
}
