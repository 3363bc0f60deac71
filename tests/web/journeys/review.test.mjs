// From the check to the result and back again: L7–L13, H5, H6, H8, R7–R12, M5–M8, A6–A8 as a person meets them.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit, leave, openPage, screen, signIn, startBrowser } from "../browser.mjs";
import { startSite } from "../site.mjs";

let site, browser, folder;
before(async () => {
  site = await startSite({ demo: true, people: [["petr", "operator"], ["olga", "administrator"]] });
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "kartoteka-files-"));
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** A file of this name with these lines. */
function file(name, lines) {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** Uploads and checks by the command line; gives the number of the import. */
function check(type, path, ...flags) {
  return JSON.parse(site.run("import", "check", type, path, ...flags, "--json")).id;
}

async function signedIn(options = {}, name = "jana") {
  const page = await openPage(browser, site, options);
  await signIn(page, site, name);
  return page;
}

const LEADS = [
  "Subject;Name;E-mail;Country;Employees",
  "Fair 1;Jan Novák;jan@alfa.cz;Czechya;12",
  "Fair 2;Eva Malá;eva@;CZ;8",
  "Fair 3;Petr Dlouhý;petr@gama.cz;Czechya;x",
  ";Ivo Bez;ivo@delta.cz;SK;3",
  "Fair 5;Ida Tichá;ida@omega.cz;Slovensko;1",
];

test("L7 L8 L9 L10: errors counted, listed by row, mended in the grid and in the file", async () => {
  const page = await signedIn();
  const number = check("companies", file("companies.csv", [
    "Name;E-mail;Country;Employees", "Alfa Trade;info@alfa.cz;Czechya;12", "Beta Servis;beta@;CZ;8", "Gama Plus;gama@gama.cz;Czechya;x",
    ";nobody@delta.cz;SK;3", "Omega Group;omega@omega.cz;Slovensko;1",
  ]));
  await page.goto(`/imports/${number}/check`);
  assert.match(await page.textContent("#sorts"), /Errors\s*4[\s\S]*Nothing has been saved yet\./);
  await audit(page, "check with errors");
  await screen(page, "check");
  await page.click("text=Replace value… >> nth=0");
  await audit(page, "a group with its form open");
  await page.click("#sorts a[href*='/issues']");
  await page.waitForURL("**/issues**");
  assert.match(await page.textContent("tbody tr:nth-child(2)"), /3[\s\S]*E-mail[\s\S]*beta@[\s\S]*is not an e-mail address/);
  await audit(page, "list of errors");
  await screen(page, "check-list-of-errors");
  await page.click("text=Back to the check");
  // One press for a group: two rows are right.
  await page.click("button[value=suggest]");
  await page.waitForSelector(".flash.success");
  assert.match(await page.textContent(".flash.success"), /4 → 3/);
  // The grid: one stop of Tab, arrows, F8, editing in place, undo.
  await page.focus("data-grid td[tabindex='0']");
  await page.keyboard.press("F8");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("tr")?.dataset.row), "3");
  assert.match(await page.textContent(".grid-bar"), /is not an e-mail address/);
  await screen(page, "check-grid");
  await audit(page, "the grid with a cell in focus");
  await page.keyboard.press("Enter");
  await page.keyboard.type("beta@beta.cz");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /Errors\s*2/.test(document.querySelector("#sorts")?.textContent ?? ""));
  await page.waitForSelector("#row-3 td.mended");
  await page.waitForFunction(() => !document.querySelector("#row-3 td[aria-invalid]"));
  await page.keyboard.press("Control+z");
  await page.waitForSelector("#row-3 td[aria-invalid]");
  await page.keyboard.press("Control+Home");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("tr")?.dataset.row), "2");
  await audit(page, "the grid after undo");
  // L9: the corrected file into the same import.
  await page.click("#sorts a[href$='/file']");
  await audit(page, "upload of a corrected file");
  await page.setInputFiles("#file", file("corrected.csv", ["Name;E-mail;Country;Employees", "Alfa Trade;info@alfa.cz;CZ;12", "Beta Servis;beta@beta.cz;CZ;8"]));
  await page.click("main form button");
  await page.waitForURL("**/check");
  await page.waitForSelector("#sorts");
  assert.match(await page.textContent("#sorts"), /All 2 rows are fine\.[\s\S]*→ 0 rows with errors/);
  await audit(page, "check without errors");
  // L10
  await page.click("text=Preview of changes");
  await audit(page, "preview");
  assert.match(await page.textContent("#start"), /create 2, update 0/);
  await page.click("#start");
  await page.waitForURL("**/result");
  assert.match(await page.textContent("main"), /Created: 2, updated: 0\./);
  await audit(page, "result");
  await leave(page);
});

test("L11 L12 L13: rows without errors go in, the tag is told, the import is deleted with both numbers", async () => {
  const page = await signedIn();
  const number = check("leads", file("leads.csv", LEADS));
  await page.goto(`/imports/${number}/preview`);
  await screen(page, "preview-create");
  const errors = Number(/(\d+) rows? stays? out|(\d+) rows stay out/.exec(await page.textContent("#summary-line"))?.[1] ?? 0);
  assert.ok(errors > 0);
  await page.click("#start");
  await page.waitForURL("**/result");
  assert.match(await page.textContent(".result-line"), new RegExp(`${errors} rows? (was|were) left out`));
  assert.match(await page.textContent(".tag-line"), new RegExp(`Import \\d{4}-\\d{2}-\\d{2} #${number}`));
  await audit(page, "result with rows left out");
  await screen(page, "result");
  await page.click("text=Delete this import");
  await page.waitForSelector("#plan");
  assert.match(await page.textContent("#plan"), /\d will be deleted, 0 will stay\.[\s\S]*Nothing has been changed yet/);
  await audit(page, "delete import, its plan");
  await screen(page, "delete-import");
  await page.click("[data-opens=confirm]");
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "confirm-title");
  await audit(page, "delete import, the question");
  await page.keyboard.press("Escape");
  await page.click("[data-opens=confirm]");
  await page.click("dialog[open] button.solid");
  await page.waitForURL(/\/result/);
  assert.match(await page.textContent("main"), /Deletion finished/);
  await audit(page, "result of a deletion");
  await page.goto("/imports/delete");
  await audit(page, "delete import, the kinds");
  await leave(page);
});

test("H5 H6: users that would be half an import do not start, every row is named", async () => {
  const page = await signedIn();
  const number = check("users", "examples/users-with-errors.csv");
  await page.goto(`/imports/${number}/check`);
  await audit(page, "check of users");
  await screen(page, "check-users");
  await page.goto(`/imports/${number}/preview`);
  assert.equal(await page.isDisabled("#start"), true);
  assert.match(await page.textContent("#start-why"), /only as a whole/);
  await audit(page, "a start that is not possible");
  await leave(page);
});

test("R8 R10 R12 M5 M7: updates shown old to new, by field and by person, and asked twice", async () => {
  const page = await signedIn();
  const listed = JSON.parse(site.run("record", "list", "companies", "--limit", "3", "--json"));
  const lines = ["id;name;status;responsible", ...listed.map((one, at) => `${one.id};${one.name};${at === 0 ? "inactive" : ""};jana`)];
  const number = check("companies", file("hand-over.csv", lines));
  await page.goto(`/imports/${number}/preview`);
  assert.match(await page.textContent("main"), /update 3[\s\S]*Changes by field[\s\S]*Changes by person[\s\S]*jana\s*\+3/);
  await audit(page, "preview of updates");
  await screen(page, "preview-update");
  await page.click("#start");
  await page.waitForSelector(".summary.danger");
  await audit(page, "a start that was not confirmed");
  await page.check("#sure");
  await page.click("#start");
  await page.waitForURL("**/result");
  await page.click("text=Undo >> nth=0");
  await page.waitForURL("**/undo");
  assert.match(await page.textContent("main"), /Get old values back\s*3/);
  await audit(page, "undo, its preview");
  await screen(page, "undo");
  await page.click("[data-opens=confirm]");
  await page.click("dialog[open] button.solid");
  await page.waitForURL(/\/result/);
  assert.match(await page.textContent("main"), /Undo finished/);
  await leave(page);
});

test("A6 A7 A8: clients matched by id and messenger, odd ids warned of, the later of two rows wins", async () => {
  const page = await signedIn();
  const number = check("clients", file("clients.csv", ["social_id;name", "111;Old", "abc;Odd", "111;New"]), "--bot", "Newsletter");
  await page.goto(`/imports/${number}/check`);
  assert.match(await page.textContent("#sorts"), /Skipped\s*1/);
  await audit(page, "check of clients");
  await leave(page);
});

test("two people at once: a second session sees the same; a stale edit is told with both texts", async () => {
  // A draft is its maker's; two administrators are the two who may be in it at once.
  const [jana, olga] = [await signedIn(), await signedIn({}, "olga")];
  const number = check("companies", file("two.csv", ["Name;E-mail", "Alfa;wrong@", "Beta;b@x.cz"]));
  await Promise.all([jana, olga].map((page) => page.goto(`/imports/${number}/rows/0/2`)));
  await jana.fill("#c1", "jana@alfa.cz");
  await jana.click(".row-form button");
  await jana.waitForSelector(".flash.success");
  await olga.fill("#c1", "olga@alfa.cz");
  await olga.click(".row-form button");
  await olga.waitForSelector(".summary.danger");
  assert.match(await olga.textContent(".summary"), /now holds "jana@alfa\.cz"/);
  assert.equal(await olga.inputValue("#c1"), "olga@alfa.cz");
  await audit(olga, "a row somebody changed meanwhile");
  await screen(olga, "row-stale");
  await olga.goto(`/imports/${number}/find`);
  await olga.fill("#find", "alfa.cz");
  await olga.fill("#with", "alfa.example");
  await olga.click("main form button");
  await olga.waitForSelector("#found-title");
  assert.match(await olga.textContent("#found-title"), /1 cell holds/);
  await audit(olga, "find and replace");
  await screen(olga, "find");
  await olga.click(".found button");
  await olga.waitForURL("**/check");
  assert.match(await olga.textContent("#mends"), /Find and replace: "alfa\.cz" → "alfa\.example", cells: 1[\s\S]*olga/);
  await leave(jana, olga);
});

test("R7: the history lists drafts first, filters, and throws a draft away", async () => {
  const page = await signedIn();
  const number = check("companies", file("draft.csv", ["Name", "Draft company"]));
  await page.goto("/imports");
  assert.match(await page.textContent(".history-part:first-of-type"), /draft\.csv/);
  await audit(page, "history");
  await screen(page, "imports-drafts");
  await page.fill("#history-search", "leads-fair");
  await page.click(".history-tools button");
  assert.match(await page.textContent("main table"), /leads-fair/);
  await page.goto("/imports");
  await page.click(`summary[aria-label='Actions for import ${number}']`);
  await audit(page, "the menu of a row");
  await page.click("details[open] form button");
  await page.waitForSelector(".flash.success");
  assert.match(await page.textContent(".flash"), new RegExp(`Draft #${number} was thrown away`));
  await leave(page);
});

test("dark, 320 px, four languages, and without script", async () => {
  const number = check("companies", file("looks.csv", ["Name;E-mail;Country", "Alfa;a@;Czechya", "Beta;b@x.cz;CZ", ";c@x.cz;Slovakya"]));
  const dark = await signedIn({ dark: true });
  for (const [place, name] of [["check", "check-dark"], ["preview", "preview-dark"], ["issues", ""], ["rows/0/2", "row-dark"], ["find", ""], ["file", ""]]) {
    await dark.goto(`/imports/${number}/${place}`);
    await audit(dark, `${place} in dark`);
    if (name) await screen(dark, name);
  }
  await leave(dark);
  const narrow = await signedIn({ width: 320, height: 640 });
  for (const place of ["check", "preview", "issues", "rows/0/2", "find", "file"]) {
    await narrow.goto(`/imports/${number}/${place}`);
    await audit(narrow, `${place} at 320 px`);
    if (["check", "preview"].includes(place)) await screen(narrow, `${place}-narrow`);
  }
  for (const place of ["/imports", "/imports/delete"]) {
    await narrow.goto(place);
    await audit(narrow, `${place} at 320 px`);
  }
  await leave(narrow);
  const plain = await signedIn({ script: false });
  await plain.goto(`/imports/${number}/check?rows=errors`);
  await plain.click("#row-2 th a");
  await plain.fill("#c1", "a@x.cz");
  await plain.click(".row-form button");
  assert.match(await plain.textContent(".flash"), /Row 2/);
  await plain.goto(`/imports/${number}/check`);
  await plain.click("button[value=undo]");
  assert.match(await plain.textContent(".flash"), /Rows with errors/);
  await leave(plain);
  const page = await signedIn();
  for (const tag of ["cs", "pt-BR", "ru", "en"]) {
    await page.goto(`/imports/${number}/check`);
    await page.click("header details:has([action='/language']) summary");
    await page.click(`button[value="${tag}"]`);
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    await audit(page, `check in ${tag}`);
    if (tag !== "en") await screen(page, `check-${tag}`);
    await page.goto(`/imports/${number}/preview`);
    await audit(page, `preview in ${tag}`);
  }
  await leave(page);
});
