// From the hub to the check: templates, uploads, how a file is read, columns and values, options. Named by the criteria.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit, leave, openPage, screen, signIn, startBrowser } from "../browser.mjs";
import { root, startSite } from "../site.mjs";

let site, browser, folder;
before(async () => {
  site = await startSite({ demo: true, people: [["petr", "operator"], ["klient", "end-user"]] });
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "kartoteka-files-"));
});
after(async () => {
  await browser?.close();
  await site?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const example = (name) => join(root, "examples", name);
const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

async function signedIn(options = {}, name = "jana") {
  const page = await openPage(browser, site, options);
  await signIn(page, site, name);
  return page;
}

/** Uploads a file through a door; the page that follows is open. */
async function upload(page, door, path) {
  await page.goto(`/imports/new?${door}`);
  await page.setInputFiles("#file", path);
  await page.click("#upload button.primary");
  await page.waitForURL(/\/imports\/\d+\/\w+/);
  return /\/imports\/(\d+)/.exec(page.url())[1];
}

/** Downloads what a click leads to; gives its name and bytes. */
async function download(page, act) {
  const [got] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: got.suggestedFilename(), bytes: readFileSync(await got.path()) };
}

test("L1 who may not import sees no entry and is refused", async () => {
  const page = await signedIn({}, "klient");
  await page.goto("/");
  assert.equal(await page.locator("a[href='/settings/import']").count(), 0);
  assert.equal((await page.goto("/settings/import")).status(), 403);
  assert.equal((await page.goto("/imports/new?profile=leads")).status(), 403);
  await audit(page, "forbidden");
  await leave(page);
  const operator = await signedIn({}, "petr");
  await operator.goto("/settings/import");
  assert.equal(await operator.locator("a[href*='profile=leads']").count(), 0, "an operator is not offered leads");
  assert.equal((await operator.goto("/imports/new?profile=leads")).status(), 403);
  await leave(operator);
});

test("L2 L3 L4 Data import: the hub, the template, custom fields at its end", async () => {
  const page = await signedIn();
  const number = await upload(page, "profile=leads", file("halls.csv", "Topic;Hall\nIn hall three;3\n"));
  await page.goto(`/imports/${number}/columns`);
  await page.click("summary:has-text('Create custom field')");
  await page.fill("#new-label", "Fair hall");
  await page.click("button[value=field-add]");
  await page.waitForSelector(".flash");
  await page.goto("/");
  await page.click("nav a[href='/settings/import']");
  await audit(page, "the hub");
  await screen(page, "import-hub");
  await page.click("a[href='/settings/import/template?profile=leads&type=lead']");
  await audit(page, "the choice of a template");
  await screen(page, "import-template");
  await page.selectOption("#lang", "cs");
  const xlsx = await download(page, () => page.click("main form button.primary"));
  assert.match(xlsx.name, /\.xlsx$/);
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), "PK");
  await page.check("input[value=csv]");
  const csv = await download(page, () => page.click("main form button.primary"));
  const headers = csv.bytes.toString("utf8").trim().split(";");
  assert.equal(csv.bytes[0], 0xef, "UTF-8 with a byte order mark");
  assert.equal(headers.at(-1), "Fair hall", `the custom field comes last: ${headers}`);
  await page.goto("/settings/import/template?profile=companies-contacts");
  assert.equal(await page.locator("input[name=layout]").count(), 2, "L15: contacts in two sheets or beside");
  await audit(page, "the template of companies");
  await leave(page);
});

test("L5 L6 too many rows are told with both numbers; nothing is kept", async () => {
  const page = await signedIn();
  const lines = Array.from({ length: 5001 }, (_, row) => `T${row};p${row}@example.com`);
  await page.goto("/imports/new?profile=leads");
  assert.match(await page.textContent("#file-hint"), /5,000 rows.*255 characters/);
  assert.equal(await page.getAttribute("#upload button.primary", "aria-disabled"), "true");
  await audit(page, "the upload");
  await screen(page, "import-upload");
  await page.setInputFiles("#file", file("leads.csv", `Topic;E-mail\n${lines.join("\n")}\n`));
  await page.click("#upload button.primary");
  await page.waitForSelector(".summary.danger");
  assert.match(await page.textContent(".summary"), /5,001 rows\. The limit is 5,000/);
  assert.match(await page.title(), /^Error: /);
  await audit(page, "too many rows");
  await screen(page, "import-upload-refused");
  await leave(page);
});

test("L7 L14 leads: from the file to the check, by the keyboard", async () => {
  const page = await signedIn();
  const number = await upload(page, "profile=leads", example("leads-fair.xlsx"));
  await page.goto(`/imports/${number}`);
  assert.match(page.url(), /\/columns$/, "the address leads to the fitting step");
  assert.match(await page.textContent("#mapping-side"), /every row makes a new record/);
  await audit(page, "columns of leads");
  await screen(page, "import-columns");
  await page.focus("#mapping-side button[value=next]");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/options");
  assert.equal(await page.locator("input[name=mode]").count(), 0, "L14: there is nothing to choose");
  await audit(page, "options of leads");
  await screen(page, "import-options");
  await page.focus("button[value=check]");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/imports/${number}/check`);
  await leave(page);
});

test("L9 L15 sheet and header row under a title", async () => {
  const page = await signedIn();
  const number = await upload(page, "type=company", file("titled.csv", "Our companies;;\n;;\nName;City;Note\nTitled one;Brno;x\nTitled two;Praha;y\n"));
  await audit(page, "how the file is read");
  await screen(page, "import-file");
  await page.goto(`/imports/${number}/sheet`);
  assert.equal(await page.isChecked("input[name=header_row][value='3']"), true, "the header under the title is found");
  await audit(page, "sheet and header row");
  await screen(page, "import-sheet");
  await page.focus("input[name=header_row][value='3']");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.isChecked("input[name=header_row][value='1']"), true, "arrows move");
  await page.keyboard.press("ArrowDown");
  await page.click("main form button.primary");
  await page.waitForURL("**/columns");
  assert.match(await page.textContent("#mapping-side h2"), /of 3 columns matched/);
  await leave(page);
});

test("L15 companies with contacts beside them: two tables to match", async () => {
  const page = await signedIn();
  const number = await upload(page, "profile=companies-contacts", file("both.csv", "Name;City;Contact 1 Name;Contact 1 E-mail\nBoth Alfa;Brno;Ana Both;ana.both@example.com\n"));
  await page.goto(`/imports/${number}/sheet`);
  await audit(page, "a sheet of two kinds of records");
  await page.goto(`/imports/${number}/columns`);
  assert.equal(await page.locator("table.mapping").count(), 2);
  await audit(page, "two tables to match");
  await screen(page, "import-columns-two");
  await leave(page);
});

test("M1 M8 an edit file: the template, and refused for another type", async () => {
  const page = await signedIn();
  await page.goto("/imports/new?profile=edit&type=company");
  await audit(page, "the upload of an edit file");
  const template = await download(page, () => page.click("a[href*='kind=edit']"));
  const path = join(folder, "edit.xlsx");
  writeFileSync(path, template.bytes);
  await page.goto("/imports/new?profile=edit&type=location");
  await page.setInputFiles("#file", path);
  await page.click("#upload button.primary");
  await page.waitForSelector(".summary.danger");
  assert.match(await page.textContent(".summary"), /another record type/);
  const number = await upload(page, "profile=edit&type=company", path);
  await page.goto(`/imports/${number}/columns`);
  await audit(page, "columns of an edit file");
  await page.click("button[value=next]");
  await page.waitForURL("**/options");
  assert.equal(await page.locator("input[name=responsible]").count(), 3, "replace, add, remove");
  await audit(page, "options of an edit file");
  await leave(page);
});

test("H1 H2 companies from CSV: fields chosen by typing, kept at once", async () => {
  const page = await signedIn();
  await page.goto("/imports/new?profile=helpdesk-companies");
  const sample = await download(page, () => page.click("a[href='/samples/company?format=csv']"));
  assert.equal(sample.bytes[0], 0xef, "UTF-8 with a byte order mark");
  const number = await upload(page, "profile=helpdesk-companies", file("firms.csv", "Aaa;Town;Quantum;Active\nAlfa Test;Brno;1;ANO\nBeta Test;Praha;2;perhaps\n"));
  await page.goto(`/imports/${number}/columns`);
  assert.equal(await page.getAttribute("button[value=next]", "aria-disabled"), "true");
  assert.match(await page.textContent("#why"), /Name/, "what is missing is said");
  await audit(page, "a column is missing");
  await screen(page, "import-columns-missing");
  await page.keyboard.press("Alt+KeyN");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await page.focus("#field-0-0");
  await page.keyboard.type("nam");
  await page.waitForSelector(".picker-list:not([hidden]) [role=option].active");
  await audit(page, "the list of fields");
  await screen(page, "import-columns-picker");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("button[value=next]")?.getAttribute("aria-disabled") !== "true");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "field-0-0", "the focus stays");
  await page.click("a.values-link[href$='/0/3']");
  await audit(page, "values of a column");
  await screen(page, "import-values");
  await page.selectOption("select[name=value-0]", "no");
  await page.click("#values button.primary");
  await page.waitForSelector(".flash");
  await page.click("#gear-0-1");
  await audit(page, "settings of a column");
  await page.selectOption("#existing-0-1", "fill");
  await page.waitForSelector("#gear-0-1.set");
  await page.click("summary:has-text('Create custom field')");
  await page.fill("#new-label", "Quantum number");
  await page.selectOption("#new-column", "0-2");
  await page.click("button[value=field-add]");
  await page.waitForSelector(".flash");
  assert.match(await page.inputValue("#field-0-2"), /Quantum number/);
  await page.click("summary:has-text('Saved mappings')");
  await page.fill("#recipe-name", "Firms of the fair");
  await page.click("button[value=recipe-save]");
  await page.waitForSelector(".flash");
  await audit(page, "a mapping was saved");
  await leave(page);
});

test("H3 H4 H7 H9 users: what every user needs, and one role for all", async () => {
  const page = await signedIn();
  const number = await upload(page, "profile=users", file("users.csv", "Username;E-mail\nwizard.one;xx@yy.cz\n"));
  await page.goto(`/imports/${number}/columns`);
  assert.match(await page.textContent(".checklist"), /Username[\s\S]*E-mail/);
  await page.click("button[value=next]");
  await page.waitForURL("**/options");
  await page.check("input[name=role][value=operator]");
  await audit(page, "options of users");
  await screen(page, "import-options-users");
  await page.click("button[value=save]");
  await page.waitForURL("**/options");
  assert.equal(await page.isChecked("input[name=role][value=operator]"), true);
  await leave(page);
});

test("H10 another encoding is recognised, shown and confirmed", async () => {
  const page = await signedIn();
  const number = await upload(page, "profile=users", example("operators-windows-1250.csv"));
  assert.match(page.url(), /\/upload$/);
  assert.match(await page.textContent("#reading"), /windows-1250[\s\S]*Jiří/);
  await audit(page, "a recognised encoding");
  await screen(page, "import-encoding");
  await page.selectOption("#encoding", "windows-1251");
  await page.waitForFunction(() => !document.querySelector(".preview")?.textContent?.includes("Jiří"));
  await page.selectOption("#encoding", "windows-1250");
  await page.waitForFunction(() => document.querySelector(".preview")?.textContent?.includes("Jiří"));
  await page.click("#reading form[method=post] button");
  await page.waitForSelector(".summary.danger");
  await audit(page, "the encoding is not confirmed");
  await page.check("#right");
  await page.click("#reading form[method=post] button");
  await page.waitForURL(`**/imports/${number}/columns`);
  await leave(page);
});

test("A1 A2 A3 A4 A5 A10 audience: a bot, a sample, any file name", async () => {
  const page = await signedIn();
  await page.goto("/imports/new?profile=audience");
  const button = page.locator("#upload button.primary");
  assert.equal((await button.textContent()).trim(), "Import clients");
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  assert.match(await page.textContent("#why"), /a file and a bot/);
  await audit(page, "clients without a bot");
  await screen(page, "import-audience");
  const sample = await download(page, () => page.click("a[href='/samples/client?format=xlsx']"));
  assert.match(sample.name, /^exported \d\d\.\d\d \d\d\.\d\d\.\d\d\.xlsx$/);
  const odd = join(folder, "клиенты.хlsx");
  writeFileSync(odd, readFileSync(example("audience.xlsx")));
  await page.setInputFiles("#file", odd);
  assert.match(await page.textContent("#why"), /a bot/);
  await page.selectOption("#bot", { index: 1 });
  assert.equal(await button.getAttribute("aria-disabled"), "false");
  await button.click();
  await page.waitForURL(/\/imports\/\d+\/upload/);
  assert.match(await page.textContent("main"), /This file was imported on/);
  await audit(page, "the same file again");
  await screen(page, "import-same-file");
  await page.click("main form button.primary");
  await page.waitForURL(/\/imports\/\d+\/columns/);
  assert.match(await page.textContent(".checklist"), /social/i, "A2: the id is required");
  await page.click("button[value=next]");
  await page.waitForURL("**/options");
  assert.match(await page.textContent("#options"), /Default tunnel/);
  await audit(page, "options of the audience");
  await screen(page, "import-options-audience");
  await leave(page);
});

test("R6 R11 a round trip is prepared; finishing writes nothing", async () => {
  const page = await signedIn();
  const number = await upload(page, "type=contact", file("contacts.csv", "Name;E-mail;Active\nAna Prepare;ana.prepare@example.com;SIM\n"));
  await page.goto(`/imports/${number}/columns`);
  await page.click("button[value=next]");
  await page.waitForURL("**/options");
  for (const value of ["standard", "strict", "structure"]) assert.equal(await page.locator(`input[name=validation][value=${value}]`).count(), 1);
  await page.fill("#tags", "Round trip");
  await page.click("button[value=save]");
  await page.waitForURL("**/options");
  assert.equal(await page.inputValue("#tags"), "Round trip");
  assert.doesNotMatch(site.run("record", "list", "contacts", "--filter", "email=ana.prepare@example.com"), /Ana Prepare/);
  await leave(page);
});

test("without script, at 320 px, in dark and in four languages", async () => {
  const plain = await signedIn({ script: false });
  await plain.goto("/imports/new?type=company");
  await plain.setInputFiles("#file", file("plain.csv", "Name;Somewhere\nPlain one;Brno\n"));
  await plain.click("#upload button.primary");
  const number = /\/imports\/(\d+)\/upload/.exec(plain.url())[1];
  await plain.selectOption("#delimiter", ",");
  await plain.click("#look");
  await plain.selectOption("#delimiter", ";");
  await plain.click("#look");
  await plain.click("#reading form[method=post] button");
  await plain.selectOption("#field-0-1", "city");
  await plain.click("#mapping-side button[value=save]");
  assert.equal(await plain.inputValue("#field-0-1"), "city");
  await plain.click("#mapping-side button[value=next]");
  assert.match(plain.url(), /\/options$/);
  await leave(plain);
  const steps = ["/settings/import", "/settings/import/template?profile=companies-contacts", "/imports/new?profile=audience",
    ...["upload", "sheet", "columns", "options"].map((step) => `/imports/${number}/${step}`)];
  const narrow = await signedIn({ width: 320, height: 640 });
  for (const path of steps) {
    await narrow.goto(path);
    await audit(narrow, `${path} at 320 px`);
  }
  await narrow.goto(`/imports/${number}/columns`);
  await screen(narrow, "import-columns-narrow");
  await leave(narrow);
  const dark = await signedIn({ dark: true });
  for (const path of steps) {
    await dark.goto(path);
    await audit(dark, `${path} in dark`);
  }
  await screen(dark, "import-options-dark");
  await dark.goto(`/imports/${number}/columns`);
  await screen(dark, "import-columns-dark");
  await dark.goto("/settings/import");
  await screen(dark, "import-hub-dark");
  for (const tag of ["cs", "pt-BR", "ru"]) {
    await dark.click("header details:has([action='/language']) summary");
    await dark.click(`button[value="${tag}"]`);
    await dark.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    for (const path of steps) {
      await dark.goto(path);
      await audit(dark, `${path} in ${tag}`);
    }
    await dark.goto(`/imports/${number}/columns`);
    await screen(dark, `import-columns-${tag}`);
    await dark.goto("/settings/import");
  }
  await leave(dark);
});
