// @ts-check
/**
 * Lists of records: what was ticked is kept from page to page, ranges by Shift, all that match at once; words offered for
 * the field that was chosen; a number copied; a form under way is not left by accident. All of it works without, page by page.
 */

/** What is ticked under one narrowing of a list. @typedef {{ ids: string[], matching: boolean, except: string[] }} Picks */

const PREFIX = "kt-pick:";

/** @param {string} key @returns {Picks} */
function load(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "") ?? { ids: [], matching: false, except: [] };
  } catch {
    return { ids: [], matching: false, except: [] };
  }
}

/** @param {HTMLFormElement} form */
function list(form) {
  const key = form.dataset.pick ?? "";
  const picks = load(key);
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("tbody input[name=id]")]);
  const page = /** @type {HTMLInputElement | null} */ (form.querySelector("#pick-page"));
  const said = form.querySelector("#picked");
  const bar = form.querySelector("#pick-bar");
  const scopes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name=scope]")]);
  if (!page || !said || !bar) return;
  let last = -1;
  page.hidden = false;
  bar.classList.add("live");
  const isOn = (/** @type {string} */ id) => picks.matching ? !picks.except.includes(id) : picks.ids.includes(id);
  const draw = () => {
    const here = boxes();
    for (const box of here) {
      box.checked = isOn(box.value);
      box.closest("tr")?.classList.toggle("on", box.checked);
    }
    const on = here.filter((box) => box.checked).length;
    page.checked = here.length > 0 && on === here.length;
    page.indeterminate = on > 0 && on < here.length;
    const count = picks.ids.length.toLocaleString(document.documentElement.lang);
    const { saysNone = "", saysPage = "", saysAll = "" } = form.dataset;
    const minus = picks.except.length > 0 ? ` (−${picks.except.length.toLocaleString(document.documentElement.lang)})` : "";
    said.textContent = picks.matching ? saysAll + minus : picks.ids.length > 0 ? saysPage.replace("COUNT", count) : saysNone;
    bar.classList.toggle("some", picks.matching || picks.ids.length > 0);
    for (const scope of scopes) scope.checked = (scope.value === "matching") === picks.matching;
    sessionStorage.setItem(PREFIX + key, JSON.stringify(picks));
  };
  const set = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const side = picks.matching ? "except" : "ids";
    const add = picks.matching ? !on : on;
    picks[side] = picks[side].filter((one) => one !== id).concat(add ? [id] : []);
  };
  const range = (/** @type {number} */ to, /** @type {boolean} */ on) => {
    const [from, end] = last < 0 ? [to, to] : [Math.min(last, to), Math.max(last, to)];
    for (const box of boxes().slice(from, end + 1)) set(box.value, on);
  };
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "id") return;
    const at = boxes().indexOf(box);
    if (event.shiftKey) range(at, box.checked);
    else set(box.value, box.checked);
    last = at;
    draw();
  });
  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== " " || !event.shiftKey || !(box instanceof HTMLInputElement) || box.name !== "id") return;
    event.preventDefault();
    const at = boxes().indexOf(box);
    range(at, !box.checked);
    last = at;
    draw();
  });
  page.addEventListener("change", () => {
    const on = page.checked;
    for (const box of boxes()) set(box.value, on);
    draw();
  });
  for (const scope of scopes) {
    scope.addEventListener("change", () => {
      picks.matching = scope.value === "matching" && scope.checked;
      if (!picks.matching) picks.ids = [];
      picks.except = [];
      draw();
    });
  }
  form.addEventListener("submit", () => {
    // Boxes of this page are sent by themselves; the others, and those taken out, go along.
    const hidden = (/** @type {string} */ name, /** @type {string[]} */ ids) => {
      const input = document.createElement("input");
      [input.type, input.name, input.value] = ["hidden", name, ids.join(",")];
      if (ids.length > 0) form.append(input);
    };
    const here = boxes().map((box) => box.value);
    hidden("id", picks.matching ? [] : picks.ids.filter((id) => !here.includes(id)));
    hidden("except", picks.matching ? picks.except : []);
  });
  draw();
}

/** The words a field can hold, offered where its value is typed. @param {HTMLSelectElement} field */
function words(field) {
  const value = field.form?.elements.namedItem("value");
  const offer = () => {
    const id = field.selectedOptions[0]?.dataset.words;
    if (!(value instanceof HTMLInputElement)) return;
    if (id) value.setAttribute("list", id);
    else value.removeAttribute("list");
  };
  field.addEventListener("change", offer);
  offer();
}

/** A comparison with the empty needs no value. @param {HTMLSelectElement} sign */
function signs(sign) {
  const value = sign.form?.elements.namedItem("value");
  const fit = () => {
    if (value instanceof HTMLInputElement) value.disabled = sign.value === "empty" || sign.value === "filled";
  };
  sign.addEventListener("change", fit);
  fit();
}

/** @param {HTMLButtonElement} button */
function copier(button) {
  const from = document.querySelector(button.dataset.copy ?? "");
  if (!from || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(from.textContent ?? "");
    const place = document.getElementById("toasts");
    const one = document.createElement("div");
    one.className = "toast";
    one.textContent = button.dataset.copied ?? "";
    place?.append(one);
    setTimeout(() => one.remove(), 4000);
  });
}

/** Ctrl+Enter saves; leaving asks when something was changed. @param {HTMLFormElement} form */
function editing(form) {
  let isChanged = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
    const cancel = form.querySelector("[data-cancel]");
    if (event.key === "Escape" && cancel instanceof HTMLElement && (!isChanged || confirm(form.dataset.ask ?? ""))) {
      isChanged = false;
      cancel.click();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
  form.querySelector("[data-cancel]")?.addEventListener("click", () => { isChanged = false; });
}

/** Parts of a form that only matter for one choice: `data-for="format=csv"`. @param {HTMLElement} part */
function dependent(part) {
  const [name, value] = (part.dataset.for ?? "").split("=");
  const form = part.closest("form");
  const fit = () => { part.hidden = new FormData(/** @type {HTMLFormElement} */ (form)).get(name) !== value; };
  form?.addEventListener("change", fit);
  if (form) fit();
}

export function start() {
  const begin = () => {
    for (const form of document.querySelectorAll("form[data-pick]:not([data-begun])")) {
      form.setAttribute("data-begun", "");
      list(/** @type {HTMLFormElement} */ (form));
    }
    if (document.querySelector("[data-clear-picks]")) {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  };
  begin();
  document.addEventListener("swapped", begin);
  for (const field of document.querySelectorAll("#filter-field, [data-field-words]")) words(/** @type {HTMLSelectElement} */ (field));
  for (const sign of document.querySelectorAll("#filter-sign")) signs(/** @type {HTMLSelectElement} */ (sign));
  for (const button of document.querySelectorAll("[data-copy]")) copier(/** @type {HTMLButtonElement} */ (button));
  for (const form of document.querySelectorAll("form[data-edit]")) editing(/** @type {HTMLFormElement} */ (form));
  for (const part of document.querySelectorAll("[data-for]")) dependent(/** @type {HTMLElement} */ (part));
}
