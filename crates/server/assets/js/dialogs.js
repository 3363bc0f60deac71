// @ts-check
/**
 * A link `<a href="#stop" data-opens="stop">` opens the dialog of that id over the page; the focus begins at its heading.
 * Without script the same link shows the dialog in the page.
 */
export function start() {
  for (const one of document.querySelectorAll("dialog[data-open-now]")) open(one.id);
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-opens]");
    if (opener instanceof HTMLElement && open(opener.dataset.opens ?? "")) event.preventDefault();
    const closer = target?.closest("[data-closes]");
    const dialog = closer?.closest("dialog");
    if (dialog instanceof HTMLDialogElement && dialog.open) {
      event.preventDefault();
      dialog.close();
    }
  });
}

/** @param {string} id @returns {boolean} */
function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.showModal();
  const invalid = dialog.querySelector("[aria-invalid]");
  /** @type {HTMLElement | null} */ (invalid ?? dialog.querySelector("h2[tabindex]"))?.focus();
  return true;
}
