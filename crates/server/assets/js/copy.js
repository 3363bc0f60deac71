// @ts-check
/** Buttons that copy what stands in a field: `<button data-copy-field="ID" data-copied="Copied" hidden>`. Shown only with script. */
import { toast } from "./swap.js";

export function start() {
  for (const button of document.querySelectorAll("button[data-copy-field]")) {
    const one = /** @type {HTMLButtonElement} */ (button);
    one.hidden = false;
    one.addEventListener("click", () => copy(one));
  }
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const field = document.getElementById(button.dataset.copyField ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without TLS the browser keeps its clipboard to itself; the text is selected and can be copied by hand.
    document.execCommand("copy");
  }
  toast(button.dataset.copied ?? "");
}
