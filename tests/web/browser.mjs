// A real browser, and what every journey does with it: sign in, audit, keep a picture.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { bounded, limit, tell } from "./bound.mjs";
import { small } from "./picture.mjs";
import { root } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Pictures are kept when asked for: they change with every machine's fonts. */
const keeps = Boolean(process.env.KARTOTEKA_TEST_SCREENS);

/** What one act of a person may take on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

export async function startBrowser() {
  const browser = await chromium.launch({
    timeout: PATIENCE,
    executablePath: process.env.KARTOTEKA_TEST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--font-render-hinting=none"],
  });
  limit("browser", browser);
  return browser;
}

/** A page of its own browser session. `dark`, `script: false`, `width` and `locale` as the journey needs. */
export async function openPage(browser, site, { dark = false, script = true, width = 1280, height = 800, locale = "en-GB" } = {}) {
  const context = await browser.newContext({
    baseURL: site.address, javaScriptEnabled: script, locale, viewport: { width, height },
    colorScheme: dark ? "dark" : "light", reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE);
  limit("context", context);
  const page = await context.newPage();
  tell(page);
  limit("page", page, (one) => `on ${one.url()}`);
  limit("keyboard", page.keyboard);
  limit("locator", page.locator("html"), String);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused form answers 4xx, which the browser also says on the console.
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) page.problems.push(`console: ${message.text()}`);
  });
  return page;
}

export async function signIn(page, site, name = "jana") {
  await page.goto("/sign-in");
  await page.fill("#name", name);
  await page.fill("#password", site.password);
  await page.click("main form button:not([type=button])");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Presses keys one right after the other, as a hand does; on a busy machine they may come too late, and are pressed again. */
export async function go(page, keys, path) {
  const isThere = (url) => url.pathname === path;
  for (let tries = 0; tries < 5 && !isThere(new URL(page.url())); tries += 1) {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForURL(isThere, { timeout: 10_000 }).catch(() => {});
  }
  await page.waitForURL(isThere);
}

/**
 * Ends the session of each page. Chromium never says that a page is closed when it was just on its way to another one, which
 * stopped whole runs; so every page arrives at an empty one first.
 */
export async function leave(...pages) {
  for (const page of pages) {
    for (let tries = 0; tries < 10; tries += 1) {
      if (await page.goto("about:blank").then(() => true, () => false)) break;
    }
    await page.context().close();
  }
}

/** No violation of WCAG 2.2 AA, no script that failed, no sideways scrolling. */
export async function audit(page, what) {
  // A page that does not answer is loaded once more; then it is a fault.
  const found = await violations(page).catch(async () => {
    await page.reload();
    return violations(page);
  }).catch((error) => [error.message]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const all = [...found, ...page.problems, ...(wide > 0 ? [`the page is ${wide} px too wide`] : [])];
  if (all.length > 0) throw new Error(`${what} (${page.url()}):\n  ${all.join("\n  ")}`);
}

async function violations(page) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  // From the top: what has just scrolled under the bar that stays would be measured by the strip that still shows.
  await page.evaluate(() => window.scrollTo(0, 0));
  const audited = page.evaluate(async (tags) => {
    // The style sheets are our own and there already; fetching them again would only wait.
    const { violations } = await window.axe.run(document, { preload: false, runOnly: { type: "tag", values: tags } });
    return violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }, rules);
  return bounded(audited, () => `the audit of ${page.url()}`, PATIENCE);
}

/** Keeps `docs/screens/NAME.png` when pictures are asked for. */
export async function screen(page, name) {
  if (!keeps) return;
  mkdirSync(join(root, "docs/screens"), { recursive: true });
  writeFileSync(join(root, "docs/screens", `${name}.png`), small(await page.screenshot({ fullPage: false })));
}
