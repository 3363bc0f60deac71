// @ts-check
/**
 * Search in a page: `<input data-find="#list" data-found="#count">` hides the items of the list that do not hold the words.
 * Without script the form asks the server for the same.
 */
export function start() {
  for (const field of document.querySelectorAll("input[data-find]")) {
    const input = /** @type {HTMLInputElement} */ (field);
    input.addEventListener("input", () => find(input));
  }
}

/** @param {string} text */
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** @param {HTMLInputElement} input */
function find(input) {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const item of document.querySelectorAll(`${input.dataset.find} > *`)) {
    const text = plain(item.textContent ?? "");
    const fits = words.every((word) => text.includes(word));
    /** @type {HTMLElement} */ (item).hidden = !fits;
    if (fits) found += 1;
  }
  const count = document.querySelector(input.dataset.found ?? "");
  if (count) count.textContent = String(found);
}
