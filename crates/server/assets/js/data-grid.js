// @ts-check
/**
 * `<data-grid>`: the rows of a check as one stop of the Tab key. Arrows move, Enter or F2 edits, F8 goes to the next error,
 * Ctrl+Z takes the last mend back; what lies beyond this page is asked of the server. Without script the table stays a table
 * and every row number leads to a form.
 */
import { replace, toast } from "./swap.js";

/** @typedef {HTMLTableCellElement} Cell */

class DataGrid extends HTMLElement {
  connectedCallback() {
    const table = this.querySelector("table");
    if (!table || this.table) return;
    this.table = table;
    this.bar = /** @type {HTMLElement} */ (this.querySelector(".grid-bar"));
    table.setAttribute("role", "grid");
    this.querySelector(".grid-box")?.removeAttribute("tabindex");
    this.bar.hidden = false;
    this.setUp();
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("focusin", (event) => this.here(event.target));
    table.addEventListener("dblclick", (event) => {
      const cell = this.cellOf(event.target);
      if (cell?.matches("td")) this.edit(cell);
    });
    table.addEventListener("click", (event) => {
      const cell = this.cellOf(event.target);
      if (cell && !(event.target instanceof HTMLElement && event.target.closest("a, input"))) cell.focus();
    });
    // Ids and places of cells are of this page; coming back from elsewhere, the first cell takes the focus.
    const first = this.cells(this.rows()[0] ?? null)[1];
    if (first) first.tabIndex = 0;
  }

  /** Only one cell can be reached by Tab; links inside are reached by Enter. */
  setUp() {
    for (const cell of this.querySelectorAll("tbody td, tbody th")) /** @type {Cell} */ (cell).tabIndex = -1;
    for (const link of this.querySelectorAll("tbody th a")) /** @type {HTMLElement} */ (link).tabIndex = -1;
  }

  /** @returns {HTMLTableRowElement[]} */
  rows() { return [...this.querySelectorAll("tbody tr")].map((row) => /** @type {HTMLTableRowElement} */ (row)); }

  /** @param {HTMLTableRowElement | null} row @returns {Cell[]} */
  cells(row) { return row ? [...row.cells] : []; }

  /** @param {EventTarget | null} target @returns {Cell | null} */
  cellOf(target) { return target instanceof Element ? target.closest("tbody td, tbody th") : null; }

  /** @param {EventTarget | null} target */
  here(target) {
    const cell = this.cellOf(target);
    if (!cell || target instanceof HTMLInputElement) return;
    for (const other of this.querySelectorAll("tbody [tabindex='0']")) /** @type {HTMLElement} */ (other).tabIndex = -1;
    cell.tabIndex = 0;
    const { says, before } = cell.dataset;
    this.bar?.classList.toggle("danger", Boolean(says) && !cell.matches(".warned"));
    if (this.bar) this.bar.textContent = [says, before === undefined ? "" : `${this.dataset.was} ${before}`].filter(Boolean).join("  ·  ");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const cell = this.cellOf(event.target);
    if (!cell || event.target instanceof HTMLInputElement) return;
    const rows = this.rows();
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const [at, column, last] = [rows.indexOf(row), cell.cellIndex, row.cells.length - 1];
    const control = event.ctrlKey || event.metaKey;
    const size = 10;
    switch (event.key) {
      case "ArrowRight": this.go(at, Math.min(column + 1, last)); break;
      case "ArrowLeft": this.go(at, Math.max(column - 1, 0)); break;
      case "ArrowDown": this.go(at + 1, column); break;
      case "ArrowUp": this.go(at - 1, column); break;
      case "PageDown": this.go(at === rows.length - 1 ? at + 1 : Math.min(at + size, rows.length - 1), column); break;
      case "PageUp": this.go(at === 0 ? -1 : Math.max(at - size, 0), column); break;
      case "Home": if (control) this.turn(0, 0, 0); else this.go(at, 0); break;
      case "End": if (control) this.turn(this.lastFrom(), Infinity, last); else this.go(at, last); break;
      case "Enter":
      case "F2":
        if (cell.matches("td")) this.edit(cell);
        else cell.querySelector("a")?.click();
        break;
      case "F8": this.seek(row, cell, event.shiftKey); break;
      case "z":
      case "Z":
        if (!control || event.shiftKey) return;
        this.undo();
        break;
      default: return;
    }
    event.preventDefault();
  }

  get from() { return Number(this.dataset.from); }
  get size() { return Number(this.dataset.size); }
  get total() { return Number(this.dataset.total); }
  lastFrom() { return Math.max(0, Math.floor((this.total - 1) / this.size) * this.size); }

  /** @param {number} at @param {number} column */
  go(at, column) {
    const rows = this.rows();
    if (at < 0) {
      if (this.from > 0) this.turn(this.from - this.size, Infinity, column);
    } else if (at >= rows.length) {
      if (this.from + rows.length < this.total) this.turn(this.from + this.size, 0, column);
    } else {
      const cell = rows[at].cells[Math.min(column, rows[at].cells.length - 1)];
      cell?.focus();
      cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** The address of another page of these rows. @param {number} from */
  page(from) {
    const query = new URLSearchParams({ rows: this.dataset.rows ?? "all", sheet: this.dataset.sheet ?? "0", from: String(from) });
    return `/imports/${this.dataset.number}/check?${query}`;
  }

  /** Shows another page of rows and puts the focus there. @param {number} from @param {number} at @param {number} column */
  async turn(from, at, column) {
    if (from !== this.from) {
      const url = this.page(Math.max(0, from));
      if (!await this.load(url, "#grid, #rows-pager")) return;
      history.replaceState({}, "", url);
    }
    const grid = /** @type {DataGrid} */ (document.getElementById("grid"));
    grid.go(Math.min(at, grid.rows().length - 1), column);
  }

  /** @param {string} url @param {string} parts @returns {Promise<boolean>} */
  async load(url, parts) {
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.ok && replace(await answer.text(), parts)) return true;
    } catch { /* told below */ }
    toast(document.body.dataset.notReached ?? "");
    return false;
  }

  /** The next cell with an error, on this page or beyond. @param {HTMLTableRowElement} row @param {Cell} cell @param {boolean} back */
  async seek(row, cell, back) {
    const wrong = /** @type {Cell[]} */ ([...this.querySelectorAll("td[aria-invalid], tr.danger > th[data-says]")]);
    const isLater = (/** @type {Cell} */ other) => Boolean(cell.compareDocumentPosition(other) & (back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING));
    const next = back ? wrong.filter(isLater).at(-1) : wrong.find(isLater);
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    const edge = back ? this.rows()[0] : this.rows().at(-1);
    const query = new URLSearchParams({ back: back ? "yes" : "", rows: this.dataset.rows ?? "all" });
    try {
      const answer = await fetch(`${edge?.dataset.path}/next?${query}`, { headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (found.row === undefined) return this.say(this.dataset.none ?? "");
      await this.turn(found.from, 0, 0);
      // Of the two the head of the row stands first, and would win where the cell is meant.
      const there = document.querySelector(`#row-${found.row} td[aria-invalid]`) ?? document.querySelector(`#row-${found.row} th`);
      /** @type {HTMLElement | null} */ (there)?.focus();
    } catch {
      toast(document.body.dataset.notReached ?? "");
    }
  }

  /** @param {Cell} cell */
  edit(cell) {
    const was = cell.querySelector(".text")?.textContent ?? "";
    const input = document.createElement("input");
    input.value = was;
    input.setAttribute("aria-label", this.dataset.edit ?? "");
    const kept = [...cell.childNodes];
    cell.replaceChildren(input);
    cell.classList.add("editing");
    input.focus();
    input.select();
    let isOver = false;
    const close = () => {
      isOver = true;
      cell.classList.remove("editing");
      cell.replaceChildren(...kept);
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        close();
        cell.focus();
      } else if (event.key === "Enter" || event.key === "Tab") {
        const [down, right] = event.key === "Enter" ? [1, 0] : [0, event.shiftKey ? -1 : 1];
        const text = input.value;
        close();
        this.save(cell, was, text, down, right);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    input.addEventListener("blur", () => {
      if (isOver) return;
      const text = input.value;
      close();
      if (text !== was) this.save(cell, was, text, 0, 0);
    });
  }

  /** Keeps a cell, shows its row anew and those it shares a key with. @param {Cell} cell @param {string} was @param {string} text @param {number} down @param {number} right */
  async save(cell, was, text, down, right) {
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const [at, column] = [this.rows().indexOf(row), cell.cellIndex];
    this.go(at + (at + down < this.rows().length ? down : 0), Math.max(0, column + right));
    if (text === was) return;
    row.setAttribute("aria-busy", "true");
    const body = new URLSearchParams({ [`c${cell.dataset.c}`]: text, [`was${cell.dataset.c}`]: was });
    try {
      const answer = await fetch(row.dataset.path ?? "", { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      const told = await answer.json();
      if (!answer.ok) {
        this.say(told.error ?? this.dataset.refused ?? "", true);
        if (told.now !== undefined) {
          const shown = cell.querySelector(".text");
          if (shown) shown.textContent = told.now;
        }
        return;
      }
      for (const [number, html] of Object.entries(told.rows)) this.put(number, html);
      this.say(told.says);
      await this.load(location.href, "#sorts, #groups");
      const undo = document.getElementById("undo-mend");
      if (undo instanceof HTMLButtonElement) undo.disabled = false;
    } catch {
      this.say(this.dataset.refused ?? "", true);
    } finally {
      row.removeAttribute("aria-busy");
    }
  }

  /** A row drawn anew, the focus where it was. @param {string} number @param {string} html */
  put(number, html) {
    const here = document.getElementById(`row-${number}`);
    if (!here) return;
    const box = document.createElement("template");
    box.innerHTML = html;
    const drawn = box.content.querySelector("tr");
    if (!drawn) return;
    const focused = [...here.children].findIndex((cell) => cell === document.activeElement);
    const index = here.getAttribute("aria-rowindex");
    if (index) drawn.setAttribute("aria-rowindex", index);
    here.replaceWith(drawn);
    this.setUp();
    const place = /** @type {HTMLElement | undefined} */ (focused < 0 ? undefined : drawn.children[focused]);
    if (place) place.focus();
    else if (!this.querySelector("tbody [tabindex='0']")) this.rows()[0].cells[1].tabIndex = 0;
  }

  async undo() {
    const button = document.getElementById("undo-mend");
    if (!(button instanceof HTMLButtonElement) || button.disabled || !button.form) return;
    const body = new URLSearchParams({ op: "undo", back: `${location.pathname}${location.search}` });
    const place = document.activeElement?.closest("tr")?.id;
    const column = /** @type {Cell | null} */ (this.cellOf(document.activeElement))?.cellIndex ?? 1;
    try {
      const answer = await fetch(button.form.action, { method: "POST", body, headers: { Accept: "text/html" }, credentials: "same-origin" });
      const html = await answer.text();
      if (!answer.ok || !replace(html, "#sorts, #groups, #rows")) return toast(this.dataset.refused ?? "");
      const drawn = new DOMParser().parseFromString(html, "text/html");
      toast(drawn.querySelector(".flash.success p")?.textContent ?? "");
      const row = /** @type {HTMLTableRowElement | null} */ (document.getElementById(place ?? ""));
      row?.cells[Math.min(column, row.cells.length - 1)]?.focus();
    } catch {
      toast(document.body.dataset.notReached ?? "");
    }
  }

  /** @param {string} text @param {boolean} [isRefused] */
  say(text, isRefused = false) {
    if (isRefused && this.bar) {
      this.bar.textContent = text;
      this.bar.classList.add("danger");
    }
    toast(text);
  }
}

export function start() {
  customElements.define("data-grid", DataGrid);
}
