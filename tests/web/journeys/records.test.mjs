// Records: find, tick, change many, edit one, export and bring back. Every state is audited; the criteria are in the names.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit, leave, openPage, screen, signIn, startBrowser } from "../browser.mjs";
import { root, startSite } from "../site.mjs";

let site, browser, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kartoteka-files-"));
  site = await startSite({ demo: true, people: [["ivan", "operator"], ["petr", "operator"]] });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The number before "records" on a list. */
async function count(page) {
  return Number((await page.textContent("#count")).replace(/\D/g, ""));
}

/** Waits for the end of a mass edit, whether or not the page saw it run. */
async function done(page) {
  await page.waitForURL(/\/bulk\/\d+$/);
  await page.waitForSelector("#done-title");
}

/** Fetches what a link downloads and keeps it. */
async function fetched(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return { name: download.suggestedFilename(), path };
}

test("R1: filter, then some, a page, all that match, the whole base; kept from page to page", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/contacts");
  await audit(page, "the list");
  await screen(page, "records");
  const all = await count(page);
  await page.click("summary:has-text('Filter')");
  await page.selectOption("#filter-field", "email");
  await page.selectOption("#filter-sign", "filled");
  assert.equal(await page.isDisabled("#filter-value"), true);
  await audit(page, "the filter");
  await screen(page, "records-filter");
  await page.click("button:has-text('Add filter') >> nth=0");
  await page.waitForURL(/f=email%20filled/);
  const filled = await count(page);
  assert.ok(filled > 100 && filled <= all, `${filled} of ${all}`);
  await page.fill("#list-search", "a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=a/);
  assert.equal(await page.locator(".filter-chip").count(), 2);
  await page.click(".filter-chip >> nth=0");
  await page.click("th a.sort >> nth=0");
  await page.waitForURL(/sort=name/);
  assert.equal(await page.getAttribute("th[aria-sort]", "aria-sort"), "ascending");
  // Some, by keyboard: Space ticks, Shift+Space a range.
  await page.focus("tbody tr:nth-child(2) input");
  await page.keyboard.press("Space");
  await page.focus("tbody tr:nth-child(5) input");
  await page.keyboard.press("Shift+Space");
  assert.equal(await page.textContent("#picked"), "Selected: 4");
  await page.click("a[rel=next]");
  await page.waitForURL(/after=/);
  assert.equal(await page.textContent("#picked"), "Selected: 4");
  await page.check("#pick-page");
  assert.equal(await page.textContent("#picked"), "Selected: 54");
  await audit(page, "a selection");
  await screen(page, "records-picked");
  await page.check("input[name=scope][value=matching]");
  await page.uncheck("tbody tr:nth-child(1) input");
  await page.click("button[value=add-tag]");
  await page.fill("#value", "journey");
  await page.click("form.card button");
  await page.waitForSelector("#preview-title");
  assert.match(await page.textContent(".numbers"), new RegExp(`Chosen\\s*${(filled - 1).toLocaleString("en")}`));
  await leave(page);
});

test("R2 R3 R4: an export in the background, told on whatever page is open, fetched by its owner only", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site, "ivan");
  await page.goto("/contacts?f=email%20filled");
  await page.click("header button[value=export]");
  await page.waitForURL(/\/export\?/);
  await audit(page, "the export dialog");
  await screen(page, "export");
  await page.check("input[name=format][value=csv]");
  await page.click("summary:has-text('Options of CSV')");
  await audit(page, "the export dialog with the options of CSV");
  await page.check("input[name=kind][value=reimport]");
  assert.equal(await page.isVisible("input[name=which]"), false);
  await page.click(".export-form button.primary");
  await page.waitForURL("**/exports");
  await page.goto("/companies");
  await page.waitForFunction(() => Number(document.getElementById("unread")?.textContent) > 0 && !document.getElementById("unread")?.hidden);
  await page.click("#bell");
  assert.match(await page.textContent("main"), /Export of [\d,]+ records is ready/);
  await page.click("main form[action$='/read']:not([action='/notifications/read']) button >> nth=0");
  await page.waitForURL("**/exports");
  await page.waitForSelector("a[download]");
  await audit(page, "the exports");
  await screen(page, "exports");
  const file = await fetched(page, page.locator("td a[download]").first());
  assert.match(file.name, /^exported \d\d\.\d\d \d\d\.\d\d\.\d\d\.csv$/);
  const href = await page.getAttribute("td a[download]", "href");
  const other = await openPage(browser, site);
  await signIn(other, site, "petr");
  assert.equal((await other.goto(href)).status(), 404);
  await other.goto("/exports");
  await audit(other, "no exports");
  await leave(other);
  // R5: brought back as it is, nothing changes.
  const counts = JSON.parse(site.run("import", "run", "contacts", file.path, "--mode", "update", "--match-by", "id", "--dry-run", "--json=counts"));
  const { rows, unchanged } = counts.counts ?? counts;
  assert.equal(unchanged, rows, JSON.stringify(counts));
  await page.click("button[aria-label^='Run again']");
  await page.waitForFunction(() => document.querySelectorAll("td a[download]").length === 2);
  await page.click("button[aria-label^='Delete'] >> nth=0");
  await page.waitForFunction(() => document.querySelectorAll("td a[download]").length === 1);
  await leave(page);
});

test("R5: exports of every type come back unchanged, both formats, from the pages", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  for (const [path, format] of [["companies", "xlsx"], ["contacts", "xlsx"]]) {
    await page.goto(`/${path}`);
    await page.click("header button[value=export]");
    await page.check("input[name=kind][value=reimport]");
    await page.check(`input[name=format][value=${format}]`);
    await page.click(".export-form button.primary");
    await page.waitForURL("**/exports");
    await page.waitForSelector("tbody tr:first-child a[download]");
    const file = await fetched(page, page.locator("td a[download]").first());
    const said = JSON.parse(site.run("import", "run", path, file.path, "--mode", "update", "--match-by", "id", "--dry-run", "--json=counts"));
    const { rows, unchanged } = said.counts ?? said;
    assert.ok(rows > 0 && unchanged === rows, `${path}: ${JSON.stringify(said)}`);
  }
  await leave(page);
});

test("H11 M5 M7: an operator is made responsible for many; who gains and loses is shown; undo", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/companies");
  await page.check("#pick-page");
  await page.click("button[value=responsible]");
  await page.waitForURL(/act=responsible/);
  await audit(page, "responsible");
  await page.fill("#value", "nobody-here");
  await page.click("form.card button.primary");
  await page.waitForURL(/value=nobody-here/);
  assert.match(await page.textContent("main"), /nobody-here/);
  await page.fill("#value", "ivan");
  await page.click("form.card >> nth=0 >> button");
  await page.waitForSelector(".people");
  assert.match(await page.textContent(".people"), /ivan\s*\+50/);
  await audit(page, "the preview");
  await screen(page, "bulk-preview");
  await page.click("button:has-text('Change 50 records')");
  await done(page);
  assert.match(await page.textContent(".people"), /ivan\s*\+50/);
  await audit(page, "the result");
  await screen(page, "bulk-result");
  await page.goto("/companies?f=responsible%20is%20ivan");
  assert.equal(await count(page), 50);
  await page.goBack();
  await page.click("a:has-text('Undo')");
  await audit(page, "asked before undo");
  await page.click("button:has-text('Take back 50 records')");
  await done(page);
  await page.goto("/companies?f=responsible%20is%20ivan");
  assert.equal(await count(page), 0);
  await audit(page, "nothing fits");
  await screen(page, "records-none-fit");
  await leave(page);
});

test("M4: activate and deactivate say how many are like that already", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/companies?size=25");
  for (const row of [1, 2, 3]) await page.check(`tbody tr:nth-child(${row}) input`);
  await page.click("button[value=deactivate]");
  await page.click("button:has-text('Change 3 records')");
  await done(page);
  await page.goto("/companies?size=25");
  await page.check("#pick-page");
  await page.click("button[value=deactivate]");
  assert.match(await page.textContent("main"), /3 of 25 are inactive already/);
  await audit(page, "some are inactive already");
  await leave(page);
});

test("L12: leads of an import are filtered by its tag and deleted", async () => {
  const leads = join(root, "examples/leads-fair.xlsx");
  site.run("import", "run", "leads", leads, "--yes", "--json=counts");
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/leads");
  const [tag] = (await page.locator("tbody .under").last().textContent()).match(/Import \d{4}-\d\d-\d\d #\d+/);
  await page.goto(`/leads?any=${encodeURIComponent(tag)}`);
  const tagged = await count(page);
  assert.ok(tagged > 0);
  await page.check("input[name=scope][value=matching]");
  await page.click("button[value=delete]");
  await audit(page, "asked before deleting");
  await screen(page, "bulk-delete");
  await page.click("main form button.danger");
  await done(page);
  await page.goto(`/leads?any=${encodeURIComponent(tag)}`);
  assert.equal(await count(page), 0);
  await leave(page);
});

test("M3: a record's page: number to copy, sections edited in place, history, two people at once, its grave", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/contacts/1");
  assert.equal(await page.textContent("#record-id"), "1");
  assert.match(await page.textContent(".history"), /Created by Import #\d+, row 2/);
  await audit(page, "a record");
  await screen(page, "record");
  const other = await openPage(browser, site);
  await signIn(other, site, "ivan");
  for (const one of [page, other]) await one.goto("/contacts/1?edit=main");
  await audit(page, "editing");
  await screen(page, "record-edit");
  await page.fill("[name='field.position']", "Director");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".flash");
  assert.match(await page.textContent(".history"), /Changed by jana[\s\S]*Director/);
  await other.fill("[name='field.position']", "Chairman");
  await other.fill("[name='field.city']", "Olomouc");
  await other.click("form[data-edit] button.primary");
  await other.waitForSelector("h1:has-text('Somebody changed this meanwhile')");
  assert.match(await other.textContent("main"), /Director[\s\S]*Chairman[\s\S]*Olomouc/);
  await audit(other, "a conflict");
  await screen(other, "record-conflict");
  await other.check("input[name='keep.position'][value=mine]");
  await other.click("main form button.primary");
  await other.waitForSelector(".flash");
  assert.match(await other.textContent(".values"), /Chairman[\s\S]*Olomouc|Olomouc[\s\S]*Chairman/);
  await leave(other);
  await page.goto("/contacts/new");
  await audit(page, "a new record");
  await page.click("form[data-edit] button.primary");
  await page.waitForSelector(".summary");
  await audit(page, "a new record with errors");
  await page.fill("[name='field.name']", "Řehoř Šťastný");
  await page.click("form[data-edit] button.primary");
  await page.waitForURL(/\/contacts\/\d+$/);
  await page.fill("#add-tag", "zkouška");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".tag-list");
  const here = page.url();
  await page.click("a:has-text('Delete')");
  await audit(page, "asked before deleting one");
  await page.click("main form button.danger");
  await page.waitForURL(/\/contacts$/);
  const grave = await page.goto(here);
  assert.equal(grave.status(), 410);
  await audit(page, "a grave");
  await screen(page, "record-deleted");
  await leave(page);
});

test("M1 M2: an edit template, filled with the selection, and the way to upload it", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/companies");
  await page.check("tbody tr:nth-child(1) input");
  await page.check("tbody tr:nth-child(2) input");
  await page.click("button[value=edit-file]");
  await page.waitForURL(/edit-file\?selection=/);
  await audit(page, "the edit file");
  await screen(page, "edit-file");
  const file = await fetched(page, page.locator("a[download]:has-text('With 2 chosen')"));
  assert.match(file.name, /\.xlsx$/);
  const said = JSON.parse(site.run("import", "run", "companies", file.path, "--profile", "edit", "--dry-run", "--json=counts"));
  const { rows, unchanged } = said.counts ?? said;
  assert.deepEqual([rows, unchanged], [2, 2]);
  assert.ok(await page.isVisible("a:has-text('Upload edit file')"));
  await page.goto("/companies/import");
  await audit(page, "the ways in");
  await leave(page);
});

test("A3 A9: an export of clients is named by its moment and comes back", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  const clients = await page.goto("/clients").then(() => count(page));
  if (clients === 0) {
    site.run("bot", "add", "Journey bot", "--messenger", "telegram");
    site.run("import", "run", "clients", join(root, "examples/audience.xlsx"), "--bot", "Journey bot", "--yes", "--json=counts");
  }
  await page.goto("/clients");
  await page.click("header button[value=export]");
  await page.check("input[name=kind][value=reimport]");
  await page.click(".export-form button.primary");
  await page.waitForURL("**/exports");
  await page.waitForSelector("tbody tr:first-child a[download]");
  const file = await fetched(page, page.locator("td a[download]").first());
  assert.match(file.name, /^exported \d\d\.\d\d \d\d\.\d\d\.\d\d\.xlsx$/);
  await leave(page);
});

test("dark, 320 px, other languages, and without script", async () => {
  const dark = await openPage(browser, site, { dark: true });
  await signIn(dark, site);
  for (const [path, name] of [["/contacts", "records-dark"], ["/contacts/1", "record-dark"], ["/exports", "exports-dark"], ["/search?q=nov", "search-dark"]]) {
    await dark.goto(path);
    await audit(dark, `${path} in dark`);
    await screen(dark, name);
  }
  for (const tag of ["cs", "pt-BR", "ru"]) {
    await dark.goto("/contacts/1");
    await dark.click("header details:has([action='/language']) summary");
    await dark.click(`button[value="${tag}"]`);
    await dark.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    for (const path of ["/contacts", "/contacts/1", "/exports"]) {
      await dark.goto(path);
      await audit(dark, `${path} in ${tag}`);
    }
    await screen(dark, `exports-${tag}`);
  }
  await dark.click("header details:has([action='/language']) summary");
  await dark.click('button[value="en"]');
  await leave(dark);
  const narrow = await openPage(browser, site, { width: 320, height: 700 });
  await signIn(narrow, site);
  for (const path of ["/companies", "/companies/1", "/companies/1?edit=main", "/companies/new", "/exports", "/companies/edit-file", "/search?q=a"]) {
    await narrow.goto(path);
    await audit(narrow, `${path} at 320 px`);
  }
  await narrow.goto("/companies");
  await screen(narrow, "records-narrow");
  await leave(narrow);
  const plain = await openPage(browser, site, { script: false });
  await signIn(plain, site);
  await plain.goto("/companies");
  await plain.click("a[rel=next]");
  await plain.click("tbody tr:nth-child(1) input");
  await plain.click("button[value=add-tag]");
  await plain.fill("#value", "bez skriptu");
  await plain.click("form.card button");
  await plain.click("button:has-text('Change 1 record')");
  for (let tries = 0; tries < 20 && !await plain.isVisible("#done-title"); tries += 1) await plain.reload();
  assert.match(await plain.textContent("main"), /bez skriptu/);
  await leave(plain);
});

test("privacy: a person is erased for good, after a page that counts every place", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/contacts?f=email%20filled");
  const before = await count(page);
  await page.click("tbody tr:nth-child(3) th a");
  await page.waitForURL(/\/contacts\/\d+$/);
  const at = page.url();
  const name = await page.innerText("h1");
  await page.click("a[href$='/erase']");
  await page.waitForURL(/\/erase$/);
  assert.match(await page.innerText("h1"), new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  assert.ok(await page.locator("dl.values dd").count() > 1, "the record, and the row it came from");
  await audit(page, "before a person is erased");
  await screen(page, "erase");
  await page.click("main form button.danger");
  await page.waitForSelector(".flash");
  await audit(page, "after a person was erased");
  const gone = await page.goto(at);
  assert.equal(gone.status(), 410);
  await page.goto("/contacts?f=email%20filled");
  assert.equal(await count(page), before - 1);
  await leave(page);
});
