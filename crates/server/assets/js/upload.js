// @ts-check
/**
 * An upload with its progress, a way to cancel it, and a button that says what is still missing. A file can be dropped on the
 * field; the field itself stays what it is. Without script the form is sent as any other.
 */
import { replace } from "./swap.js";

/** @param {HTMLFormElement} form @returns {string} what is missing, in words of the page */
function missing(form) {
  const needed = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.querySelectorAll("[data-needed]")]);
  const open = needed.filter((one) => !one.value).map((one) => one.name);
  if (open.length > 1) return form.dataset.whyBoth ?? "";
  if (open[0] === "bot") return form.dataset.whyBot ?? "";
  if (open[0] === "file") return form.dataset.whyFile ?? "";
  const file = /** @type {HTMLInputElement} */ (form.elements.namedItem("file")).files?.[0];
  if (file && file.size > Number(form.dataset.limit)) return form.dataset.tooLarge ?? "";
  return "";
}

/** @param {HTMLFormElement} form */
function judge(form) {
  const button = form.querySelector("button.primary");
  const why = form.querySelector("#why");
  const reason = missing(form);
  button?.setAttribute("aria-disabled", String(reason !== ""));
  if (why) why.textContent = reason;
}

/** @param {HTMLFormElement} form */
function send(form) {
  const state = /** @type {HTMLElement} */ (form.querySelector("[data-state]"));
  const bar = document.createElement("progress");
  const said = document.createElement("p");
  const cancel = document.createElement("button");
  bar.max = 100;
  bar.setAttribute("aria-label", form.dataset.sending ?? "");
  said.textContent = form.dataset.sending ?? "";
  cancel.type = "button";
  cancel.className = "button small";
  cancel.textContent = form.dataset.cancel ?? "";
  state.replaceChildren(said, bar, cancel);
  form.setAttribute("aria-busy", "true");
  let quarter = 0;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    const percent = Math.floor((event.loaded * 100) / event.total);
    bar.value = percent;
    // Told at every quarter only: a screen reader would never come to its end otherwise.
    if (Math.floor(percent / 25) > quarter) {
      quarter = Math.floor(percent / 25);
      said.textContent = `${form.dataset.sending} ${quarter * 25} %`;
    }
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    said.textContent = form.dataset.reading ?? "";
  });
  const over = (/** @type {string} */ words) => {
    form.removeAttribute("aria-busy");
    delete form.dataset.sent;
    const line = document.createElement("p");
    line.textContent = words;
    state.replaceChildren(line);
  };
  request.addEventListener("error", () => over(document.body.dataset.notReached ?? ""));
  request.addEventListener("abort", () => over(form.dataset.cancelled ?? ""));
  request.addEventListener("load", () => {
    if (request.status < 400 && request.responseURL !== form.action) return location.assign(request.responseURL);
    over("");
    if (!replace(request.responseText, "main")) {
      document.body.replaceWith(new DOMParser().parseFromString(request.responseText, "text/html").body);
    }
    const summary = document.querySelector("[data-focus]");
    if (summary instanceof HTMLElement) summary.focus();
  });
  cancel.addEventListener("click", () => request.abort());
  request.send(new FormData(form));
}

/** A place where files can be dropped, around the field for choosing one. */
class FileDrop extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    this.querySelector("[hidden]")?.removeAttribute("hidden");
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("over");
    });
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      if (!input || !event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

/** @param {ParentNode} root */
function prepare(root) {
  for (const form of root.querySelectorAll("form[data-upload]:not([data-prepared])")) {
    form.setAttribute("data-prepared", "");
    judge(/** @type {HTMLFormElement} */ (form));
  }
}

export function start() {
  customElements.define("file-drop", FileDrop);
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-upload]") : null;
    if (form) judge(/** @type {HTMLFormElement} */ (form));
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-upload]")) return;
    event.preventDefault();
    if (!missing(form) && !form.hasAttribute("aria-busy")) send(form);
  });
  document.addEventListener("swapped", () => prepare(document));
  prepare(document);
}
