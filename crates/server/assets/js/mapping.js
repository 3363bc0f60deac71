// @ts-check
/**
 * The table of columns: every change is kept at once and the page drawn anew; fields are found by typing; Alt+N goes to the
 * next column without a field. Without script there are select fields and a button that keeps them.
 */
import { replace, whole } from "./swap.js";

const PARTS = "#mapping-rows, #mapping-side";

/** The save before this one: each rests on what the one before came to. @type {Promise<void>} */
let last = Promise.resolve();

/** @param {HTMLFormElement} form */
function keep(form) {
  const data = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  last = last.then(() => send(form, data)).catch(() => location.reload());
}

/** @param {HTMLFormElement} form @param {URLSearchParams} data */
async function send(form, data) {
  data.set("act", "save");
  data.set("mark", form.querySelector("input[name=mark]")?.getAttribute("value") ?? "");
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" }, credentials: "same-origin" });
  const open = [...form.querySelectorAll("details[open] > summary[id]")].map((one) => one.id);
  const html = await response.text();
  // Somebody else saved meanwhile: both sides are shown.
  if (response.status === 412) return whole(html);
  if (!replace(html, PARTS)) return location.reload();
  for (const id of open) document.getElementById(id)?.closest("details")?.setAttribute("open", "");
}

/** The select field it stands around, found by typing. Follows the pattern of a combobox with a list. */
class FieldPicker extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    if (!select || this.querySelector("input")) return;
    this.classList.add("picker");
    const input = document.createElement("input");
    const list = document.createElement("div");
    const { id } = select;
    list.id = `${id}-list`;
    list.className = "picker-list";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    input.type = "text";
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    for (const name of ["aria-labelledby", "aria-describedby", "aria-invalid"]) {
      const value = select.getAttribute(name);
      if (value) input.setAttribute(name, value);
    }
    list.setAttribute("aria-labelledby", select.getAttribute("aria-labelledby") ?? "");
    // The field keeps its name; the id goes to what can be focused.
    select.removeAttribute("id");
    select.hidden = true;
    input.id = id;
    this.append(input, list);
    this.select = select;
    this.input = input;
    this.list = list;
    this.active = -1;
    this.show();
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.open(""));
    input.addEventListener("input", () => this.open(input.value));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // Before the field loses the focus.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.choose(/** @type {HTMLElement} */ (option).dataset.value ?? "");
    });
  }

  show() {
    this.input.value = this.select.selectedOptions[0]?.textContent ?? "";
  }

  /** @param {string} typed */
  open(typed) {
    const wanted = fold(typed);
    const drawn = [];
    let group = "";
    for (const option of this.select.options) {
      if (!fold(`${option.textContent} ${option.value}`).includes(wanted)) continue;
      const of = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
      if (of && of !== group) {
        group = of;
        const head = document.createElement("div");
        head.setAttribute("role", "presentation");
        head.textContent = of;
        drawn.push(head);
      }
      const one = document.createElement("div");
      one.setAttribute("role", "option");
      one.id = `${this.list.id}-${option.index}`;
      one.dataset.value = option.value;
      one.textContent = option.textContent;
      one.setAttribute("aria-selected", String(option.selected));
      drawn.push(one);
    }
    if (drawn.length === 0) {
      const none = document.createElement("div");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.setAttribute("aria-selected", "false");
      none.textContent = this.dataset.none ?? "";
      drawn.push(none);
    }
    this.list.replaceChildren(...drawn);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const options = this.options();
    this.move(typed ? 0 : Math.max(0, options.findIndex((one) => one.getAttribute("aria-selected") === "true")));
  }

  options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]:not([aria-disabled])")]);
  }

  /** @param {number} to */
  move(to) {
    const options = this.options();
    this.active = options.length === 0 ? -1 : (to + options.length) % options.length;
    options.forEach((one, index) => one.classList.toggle("active", index === this.active));
    const active = options[this.active];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  /** @param {string} value */
  choose(value) {
    const isNew = this.select.value !== value;
    this.select.value = value;
    this.close();
    if (isNew) this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.open("");
      else this.move(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      const option = this.options()[this.active];
      if (option) this.choose(option.dataset.value ?? "");
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

/** Small letters without marks, as people type. @param {string} text */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
}

/** To the next column without a field, from where the focus is; round again at the end. */
function nextOpen() {
  const open = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".mapping tr.open [role=combobox]")]);
  const here = document.activeElement;
  const after = open.find((one) => here && here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  (after ?? open[0])?.focus();
}

export function start() {
  customElements.define("field-picker", FieldPicker);
  document.addEventListener("change", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const form = target?.closest("form[data-mapping]");
    if (form && target?.closest(".mapping")) keep(/** @type {HTMLFormElement} */ (form));
    // A look at a file read in another way.
    const live = target?.closest("form[data-live]");
    if (live instanceof HTMLFormElement) live.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (button?.getAttribute("aria-disabled") !== "true") return;
    event.preventDefault();
    // Nothing was sent: nobody may note that it was.
    event.stopImmediatePropagation();
    document.getElementById("why")?.scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.code !== "KeyN" || !document.querySelector("form[data-mapping]")) return;
    event.preventDefault();
    nextOpen();
  });
}
