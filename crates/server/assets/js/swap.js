// @ts-check
/**
 * Puts a part of another page into this one, without losing focus or place.
 *
 *   <a href="/imports?before=50" data-swap="#list">      follow the link, replace only #list
 *   <form action="…" method="post" data-swap="#list">    send the form, replace only #list
 *   <div id="progress" data-events="/imports/7/events">  replace this part when the server says something
 *
 * Without script the same links and forms load whole pages. A failure loads the page too, so that it is told there.
 */

import { oneOfFew } from "./streams.js";

/** How often a page without a stream asks again, in milliseconds. */
const POLL_EVERY = 3000;
/** Milliseconds without a word after which a stream is taken to be held back on its way; the server speaks at once and often. */
const SILENT_AFTER = 10_000;

/** @param {Element} part @returns {string} */
function wanted(part) {
  return part.getAttribute("data-swap") ?? "";
}

/**
 * Replaces parts of this page by the same parts of a page the server drew.
 * @param {string} html
 * @param {string} selector
 * @returns {boolean}
 */
export function replace(html, selector) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  const pairs = selector.split(",").map((one) => one.trim())
    .map((one) => /** @type {const} */ ([document.querySelector(one), drawn.querySelector(one)]));
  if (pairs.some(([here, there]) => !here || !there)) return false;
  const focused = document.activeElement?.id;
  const { scrollX, scrollY } = window;
  for (const [here, there] of pairs) here?.replaceWith(/** @type {Element} */ (there));
  if (drawn.title) document.title = drawn.title;
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
  document.dispatchEvent(new CustomEvent("swapped"));
  return true;
}

/** Shows a page the server drew, whole. @param {string} html */
export function whole(html) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  document.body.replaceWith(drawn.body);
  document.title = drawn.title;
}

/**
 * Asks the server and puts the answer in its place; whatever goes wrong is shown as a page of its own.
 * @param {string} url @param {RequestInit} options @param {string} selector @param {boolean} keeps
 * @returns {Promise<boolean>} whether the server answered
 */
async function load(url, options, selector, keeps) {
  const place = document.querySelector(selector.split(",")[0]);
  const late = setTimeout(() => place?.setAttribute("aria-busy", "true"), 300);
  try {
    const response = await fetch(url, { ...options, headers: { Accept: "text/html" }, credentials: "same-origin" });
    const html = await response.text();
    if (replace(html, selector)) {
      if (keeps) history.pushState({}, "", response.url);
      // The server sent it on: the address says where this is.
      else if (response.redirected && !options.method) history.replaceState({}, "", response.url);
    } else {
      // An error page, or the door.
      whole(html);
    }
    return true;
  } catch {
    toast(document.body.dataset.notReached ?? "");
    return false;
  } finally {
    clearTimeout(late);
    place?.removeAttribute("aria-busy");
  }
}

/** Says something in passing; never the only copy of an error. @param {string} text */
export function toast(text) {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const one = document.createElement("div");
  one.className = "toast";
  one.textContent = text;
  place.append(one);
  setTimeout(() => one.remove(), 8000);
}

/**
 * Follows a stream of events: `part` replaces a part by its new HTML, `done` loads the page anew. Only while the page is in
 * front. Where streams do not come through, or other tabs hold all of them, the page is asked again every few seconds.
 * @param {HTMLElement} part
 */
function follow(part) {
  /** @type {AbortController | null} */
  let turn = null;
  const again = (/** @type {number} */ after) => setTimeout(async () => {
    // A server that does not answer may be starting anew.
    if (part.isConnected && !await load(location.href, {}, part.dataset.eventsSwap ?? "#main", false)) again(POLL_EVERY);
  }, after);
  const leave = () => {
    turn?.abort();
    turn = null;
  };
  const enter = async () => {
    if (turn || document.hidden || !part.isConnected) return;
    turn = new AbortController();
    const end = turn;
    const finish = (/** @type {number} */ after) => {
      end.abort();
      again(after);
    };
    if (!await oneOfFew(end.signal, (signal) => hear(part, signal, finish)) && !end.signal.aborted) finish(POLL_EVERY);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : enter()));
  window.addEventListener("pagehide", leave, { once: true });
  enter();
}

/** @param {HTMLElement} part @param {AbortSignal} end @param {(after: number) => void} finish */
function hear(part, end, finish) {
  const source = new EventSource(part.dataset.events ?? "");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;
  // A server on the way may hold back what comes: then the page is asked.
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => finish(0), SILENT_AFTER);
  };
  wait();
  end.addEventListener("abort", () => {
    clearTimeout(silence);
    source.close();
  }, { once: true });
  source.addEventListener("part", (event) => {
    wait();
    if (!part.isConnected) return finish(0);
    const { id, html } = JSON.parse(event.data);
    const here = document.getElementById(id);
    if (here && here.innerHTML !== html) here.innerHTML = html;
  });
  source.addEventListener("done", () => finish(0));
  let failures = 0;
  source.onerror = () => {
    failures += 1;
    if (failures >= 5 || source.readyState === EventSource.CLOSED) finish(Math.min(1000 * failures, 5000));
  };
  source.onopen = () => { failures = 0; };
}

/** @param {ParentNode} root */
function followAll(root) {
  for (const part of root.querySelectorAll("[data-events]:not([data-followed])")) {
    part.setAttribute("data-followed", "");
    follow(/** @type {HTMLElement} */ (part));
  }
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-swap]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    load(/** @type {HTMLAnchorElement} */ (link).href, {}, wanted(link), true);
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-swap]") || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form, /** @type {SubmitEvent} */ (event).submitter);
    const pairs = new URLSearchParams(/** @type {any} */ (data));
    const isPost = form.method === "post";
    const url = isPost ? form.action : `${form.action.split("?")[0]}?${pairs}`;
    load(url, isPost ? { method: "POST", body: pairs } : {}, wanted(form), !isPost);
  });
  window.addEventListener("popstate", () => location.reload());
  document.addEventListener("swapped", () => followAll(document));
  followAll(document);
}
