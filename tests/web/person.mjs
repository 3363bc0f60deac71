// What a person does in every flow: choose a file, go on step by step, start, fetch a file. Always through pages.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage, signIn, startBrowser } from "./browser.mjs";
import { root, startSite } from "./site.mjs";

/** A register, a browser and a folder for files; `await desk.clear()` ends them. */
export async function startDesk(options) {
  const [site, browser] = await Promise.all([startSite(options), startBrowser()]);
  const folder = mkdtempSync(join(tmpdir(), "kartoteka-files-"));
  return {
    site, browser, folder,
    /** A page of somebody who is signed in. */
    async page(name = "jana", looks = {}) {
      const page = await openPage(browser, site, looks);
      await signIn(page, site, name);
      return page;
    },
    /** A file with this text, or these bytes. */
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    /** A workbook with these sheets. */
    book(name, sheets) {
      const path = join(folder, name);
      workbook(["write", path], sheets);
      return path;
    },
    async clear() {
      await browser.close();
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const example = (name) => join(root, "examples", name);

/** Runs the little program for workbooks. */
export function workbook(args, input) {
  const python = process.env.KARTOTEKA_TEST_PYTHON ?? join(root, "target/tools/venv/bin/python");
  const done = spawnSync(python, [join(root, "tests/web/workbook.py"), ...args],
    { input: input === undefined ? "" : JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 28, timeout: 120_000 });
  if (done.status !== 0) throw new Error(`workbook ${args.join(" ")}: ${done.stderr}`);
  return done.stdout ? JSON.parse(done.stdout) : undefined;
}

/** Chooses a file at a door (`profile=leads`); gives the number of the import. */
export async function upload(page, door, path) {
  await page.goto(`/imports/new?${door}`);
  await choose(page, path);
  return Number(/\/imports\/(\d+)/.exec(page.url())[1]);
}

/** Chooses a file on the page that is open, and waits until the import goes on. */
export async function choose(page, path) {
  await page.setInputFiles("#file", path);
  await page.click("#upload button.primary");
  await page.waitForURL(/\/imports\/\d+\/\w+/);
}

/** From wherever an import stands to the results of its check; `at.columns` and `at.options` may do something on their page. */
export async function toCheck(page, number, at = {}) {
  await page.goto(`/imports/${number}`);
  for (let steps = 0; steps < 6; steps += 1) {
    const step = new URL(page.url()).pathname.split("/")[3];
    if (step === "check" || step === "issues") break;
    await at[step]?.();
    if (step === "upload" && await page.locator("#right").count() > 0) await page.check("#right");
    await page.click(NEXT[step])
      .catch(async () => { throw new Error(`${page.url()} does not let go on: ${await page.innerText("#why")}`); });
    await page.waitForURL((url) => url.pathname.split("/")[3] !== step)
      .catch(async () => { throw new Error(`${page.url()} does not go on: ${await page.innerText("main")}`); });
  }
  await page.waitForSelector("#sorts");
}

const NEXT = {
  upload: "main form[method=post][action$='/upload'] button.primary",
  sheet: "main form button.primary",
  columns: "button[value=next]",
  options: "button[value=check]",
};

/** The numbers of the check: ready, with warnings, with errors, skipped. */
export async function sorts(page) {
  const [ready, warnings, errors, skipped] = (await page.locator("#sorts .sort strong").allTextContents()).map(number);
  return { ready, warnings, errors, skipped };
}

/** Starts what was checked and waits for its result; gives the five or six numbers by their words. */
export async function run(page, id) {
  await page.goto(`/imports/${id}/preview`);
  if (await page.locator("#sure").count() > 0) await page.check("#sure");
  await page.click("#start");
  return result(page);
}

export async function result(page) {
  await page.waitForURL("**/result", { timeout: 120_000 });
  const words = await page.locator("dl.numbers dt").allTextContents();
  const counts = (await page.locator("dl.numbers dd").allInnerTexts()).map(number);
  return Object.fromEntries(words.map((word, at) => [word.trim().toLowerCase(), counts[at]]));
}

/** The number at the beginning of a text in English. */
export function number(text) {
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(",", "") ?? Number.NaN);
}

/** Fetches what an act downloads and keeps it in the folder of the desk. */
export async function download(desk, page, act) {
  const [got] = await Promise.all([page.waitForEvent("download"), act()]);
  const name = got.suggestedFilename();
  const path = join(mkdtempSync(join(desk.folder, "got-")), name);
  await got.saveAs(path);
  return { name, path };
}

/** Exports the list that is open, as the dialog says; gives the file once it is ready. */
export async function exported(desk, page, { kind = "reimport", format = "xlsx" } = {}) {
  await page.click("header button[value=export]");
  await page.waitForURL(/\/export\?|\/export$/);
  await page.check(`input[name=kind][value=${kind}]`);
  await page.check(`input[name=format][value=${format}]`);
  await page.click(".export-form button.primary");
  await page.waitForURL("**/exports");
  await page.waitForSelector("tbody tr:first-child a[download]");
  return download(desk, page, () => page.locator("td a[download]").first().click());
}

/** How many records a list shows, by its own count. */
export async function listed(page, path) {
  await page.goto(path);
  return number(await page.textContent("#count"));
}
