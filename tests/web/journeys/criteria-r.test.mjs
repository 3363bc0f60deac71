// R: out, changed in a spreadsheet, and in again, criterion by criterion.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { example, exported, listed, number, run, sorts, startDesk, toCheck, upload, workbook } from "../person.mjs";

let desk, page;
before(async () => {
  desk = await startDesk({ demo: true, people: [["ivan", "operator"]] });
  page = await desk.page();
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const contacts = (name, text) => desk.file(name, text);
const door = "type=contact";
const byId = (mode) => ({ options: async () => {
  await page.check(`input[name=mode][value=${mode}]`);
  await page.check("input[name=match][value=id]");
} });
/** The groups of issues of the check, as read. */
const groups = () => page.innerText("#groups");
const value = async (id, label) => {
  await page.goto(`/contacts/${id}`);
  return (await page.textContent(`.values div:has(dt:text-is("${label}")) dd`)).trim();
};

/** An export of all contacts for re-import, and where its columns are. */
async function contactsOut() {
  await page.goto("/contacts");
  const { path } = await exported(desk, page);
  const { order, sheets } = workbook(["read", path]);
  const rows = sheets[order[0]].rows;
  const at = (name) => rows[0].findIndex((header) => header.replace(/ ?\*$/, "") === name) + 1;
  return { path, rows, at, row: (id) => rows.findIndex((row) => row[at("ID") - 1] === String(id)) + 1 };
}

test("R1: some, all on the page, all that match a filter, the whole base", async () => {
  const all = await listed(page, "/companies");
  for (const [act, scope, wanted] of [
    [() => page.check("tbody tr:nth-child(1) input"), "selected", 1],
    [() => page.check("#pick-page"), "selected", 50],
    [async () => { await page.goto("/companies?q=a&size=25"); await page.check("input[name=scope][value=matching]"); }, "matching", await listed(page, "/companies?q=a")],
    [() => page.check("input[name=scope][value=matching]"), "matching", all],
  ]) {
    await page.goto("/companies");
    await act();
    await page.click("header button[value=export]");
    await page.waitForURL(/export/);
    const said = await page.innerText(".export-form fieldset >> nth=0");
    assert.match(said.replaceAll(",", ""), new RegExp(`\\b${wanted}\\b`), `${scope}: ${said}`);
  }
});

test("R2: Export, Simple, XLSX or CSV, made in the background", async () => {
  for (const format of ["xlsx", "csv"]) {
    await page.goto("/contacts?q=an");
    const wanted = number(await page.textContent("#count"));
    const got = await exported(desk, page, { kind: "simple", format });
    assert.match(got.name, new RegExp(`\\.${format}$`));
    const lines = format === "csv" ? readFileSync(got.path, "utf8").trim().split(/\r?\n/).length
      : Object.values(workbook(["read", got.path]).sheets)[0].rows.length;
    assert.equal(lines - 1, wanted, format);
  }
});

test("R4: the file holds ID and every field that can be imported, custom ones too", async () => {
  await page.goto("/settings/new-field/contact");
  await page.fill("#label-en", "Loyalty card");
  await page.click("form button.primary");
  await page.waitForURL("**/settings/fields/contact");
  const { rows } = await contactsOut();
  const headers = rows[0].map((header) => header.replace(/ ?\*$/, ""));
  assert.equal(headers[0], "ID");
  await page.goto("/settings/import/template?type=contact");
  await page.check("input[value=csv]");
  await page.check("input[name=columns][value=all]");
  await page.selectOption("#lang", "en");
  const [got] = await Promise.all([page.waitForEvent("download"), page.click("main form button.primary")]);
  const template = readFileSync(await got.path(), "utf8").replace(/^\ufeff/, "").split(/\r?\n/)[0].split(/[;,]/);
  const missing = template.map((header) => header.replace(/ ?\*$/, "")).filter((header) => !headers.includes(header));
  assert.deepEqual(missing, []);
  assert.ok(headers.includes("Loyalty card"));
});

test("R5: an export that nobody edited changes nothing, every type, both formats", async () => {
  for (const [path, type] of [["companies", "company"], ["contacts", "contact"], ["users", "user"], ["clients", "client"]]) {
    for (const format of ["xlsx", "csv"]) {
      const stored = await listed(page, `/${path}`);
      const got = await exported(desk, page, { format });
      const id = await upload(page, type === "client" ? "profile=general&type=client" : `type=${type}`, got.path).catch(async () => {
        await page.selectOption("#bot", { index: 1 });
        await page.click("#upload button.primary");
        await page.waitForURL(/\/imports\/\d+\/\w+/);
        return Number(/\/imports\/(\d+)/.exec(page.url())[1]);
      });
      // Users are made by their import unless one says otherwise.
      await toCheck(page, id, { options: async () => {
        if (type !== "user") return;
        await page.check("input[name=mode][value=update]");
        await page.check("input[name=match][value=id]");
      } });
      await page.goto(`/imports/${id}/preview?tab=unchanged`);
      const unchanged = number(await page.textContent("ul.tabs [aria-current=page] .tab-count"));
      assert.equal(unchanged, stored, `${path} as ${format}`);
      assert.equal(await page.isDisabled("#start"), true);
    }
  }
});

test("R6: Import, file, prepare, confirm the fields, a tag, the validation, finish: nothing is written", async () => {
  const stored = await listed(page, "/contacts");
  await page.click("a[href='/contacts/import']");
  await page.click("a[href*='/imports/new']");
  await page.waitForURL(/\/imports\/new/);
  await page.setInputFiles("#file", contacts("r6.csv", "Full name;E-mail\nPrepared Only;prepared@example.cz\n"));
  await page.click("#upload button.primary");
  await page.waitForURL(/\/imports\/\d+\/\w+/);
  const id = Number(/\/imports\/(\d+)/.exec(page.url())[1]);
  await toCheck(page, id, { options: async () => {
    for (const word of ["standard", "structure", "strict"]) await page.check(`input[name=validation][value=${word}]`);
    await page.fill("#tags", "Prepared");
  } });
  await page.goto(`/imports/${id}/preview`);
  assert.match(await page.textContent(".side-effects"), /Prepared/);
  await page.click("a[href='/imports']:has-text('Save for later')");
  assert.equal(await listed(page, "/contacts"), stored);
});

test("R7: Imports lists it; opening it shows errors and warnings; Start import runs it", async () => {
  const id = await upload(page, door, contacts("r7.csv", "Full name;E-mail\nListed One;listed@example.cz\nListed Two;not an address\n"));
  await toCheck(page, id);
  await page.goto("/imports");
  await page.click(`a[href^='/imports/${id}'] >> nth=0`);
  await page.waitForURL(`**/imports/${id}/check`);
  assert.deepEqual(await sorts(page).then(({ errors }) => errors), 1);
  assert.match(await groups(), /E-mail/);
  await page.click("#sorts a[href$='/preview']");
  await page.click("#start");
  await page.waitForURL("**/result");
  assert.match(await page.textContent(".result-line"), /Created: 1/);
});

test("R8: a known ID is updated; an unknown or empty one is a new contact, told with the count; in update-only an error", async () => {
  const path = contacts("r8.csv", "ID;Full name;Position\n1;;Known\n99999;Unknown Id;New\n;Without Id;New\n");
  const id = await upload(page, door, path);
  await toCheck(page, id, byId("create-and-update"));
  assert.match(await groups(), /2 rows[\s\S]*New record because of the ID/);
  await page.goto(`/imports/${id}/preview`);
  assert.match(await page.textContent("#summary-line"), /create 2[\s\S]*update 1/);
  const out = await run(page, id);
  assert.deepEqual([out.created, out.updated], [2, 1]);
  assert.equal(await value(1, "Position"), "Known");
  const only = await upload(page, door, contacts("r8b.csv", "ID;Full name;Position\n1;;Again\n99999;Unknown Id;New\n;Without Id;New\n"));
  await toCheck(page, only, byId("update"));
  assert.deepEqual((await sorts(page)).errors, 2);
});

test("R9: empty ID, Name, Lifecycle stage, Responsible and Legal entity of an update are warnings, not errors", async () => {
  const id = await upload(page, door, contacts("r9.csv", "ID;Full name;Lifecycle stage;Responsible;Legal entity;Position\n2;;;;;Warned\n;New One;;;;Warned\n"));
  await toCheck(page, id, byId("create-and-update"));
  const found = await sorts(page);
  assert.equal(found.errors, 0, await groups());
  assert.equal(found.warnings, 2);
  const told = await groups();
  for (const label of ["ID", "Full name", "Lifecycle stage", "Responsible", "Legal entity"]) assert.match(told, new RegExp(label), told);
  await audit(page, "warnings of an update");
  await screen(page, "check-warnings");
  assert.equal((await run(page, id)).updated, 1);
});

test("R10: only confirmed columns change anything; empty cells keep the stored value unless told to clear", async () => {
  const lines = "ID;Position;City\n3;Kept out;\n";
  await upload(page, door, contacts("r10-set.csv", "ID;Position;City\n3;Stays;Zlín\n")).then(async (id) => {
    await toCheck(page, id, byId("update"));
    await run(page, id);
  });
  const leaveOut = async () => {
    await page.focus("#field-0-1");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("do not");
    await page.waitForSelector(".picker-list:not([hidden]) [role=option].active");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /2 of 3/.test(document.querySelector("#ready-title")?.textContent ?? ""));
  };
  const keep = await upload(page, door, contacts("r10-keep.csv", lines));
  await toCheck(page, keep, { ...byId("update"), columns: leaveOut });
  await page.goto(`/imports/${keep}/preview`);
  assert.equal(await page.isDisabled("#start"), true, "nothing is left to change");
  const clear = await upload(page, door, contacts("r10-clear.csv", `${lines}\n`));
  const both = byId("update");
  await toCheck(page, clear, { columns: leaveOut, options: async () => { await both.options(); await page.check("input[name=empty][value=clear]"); } });
  assert.equal((await run(page, clear)).updated, 1);
  assert.equal(await value(3, "Position"), "Stays");
  await page.goto("/contacts/3");
  assert.doesNotMatch(await page.textContent(".values"), /Zlín/);
});

test("R11: yes and no in four languages, figures, any case", async () => {
  const words = ["SIM", "não", "Ano", "NE", "да", "НЕТ", "yes", "No", "1", "0", "TRUE", "false"];
  const id = await upload(page, door, contacts("r11.csv", `Full name;Legal entity\n${words.map((word, at) => `Word ${String(at).padStart(2, "0")};${word}`).join("\n")}\n`));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 0, await groups());
  assert.equal((await run(page, id)).created, words.length);
  assert.equal(await listed(page, "/contacts?q=Word&f=is_legal_entity%20is%20yes"), 6);
  assert.equal(await listed(page, "/contacts?q=Word&f=is_legal_entity%20is%20no"), 6);
});

test("R12: edited on both sides is a conflict that is listed; edits on one side merge", async () => {
  const { path, row, at } = await contactsOut();
  for (const [id, position] of [[5, "Changed here"], [6, "Also here"]]) {
    await page.goto(`/contacts/${id}?edit=main`);
    await page.fill("[name='field.position']", position);
    await page.click("form[data-edit] button.primary");
    await page.waitForSelector(".flash");
  }
  const changed = `${desk.folder}/r12.xlsx`;
  workbook(["fill", path, changed], [[row(5), at("City"), "Changed there"], [row(6), at("Position"), "Changed there"], [row(6), at("City"), "Merged"]]);
  const id = await upload(page, door, changed);
  await toCheck(page, id);
  const told = await groups();
  assert.match(told, /Changed in the file and in the register/);
  assert.match(told, /1 row/);
  await audit(page, "a conflict of both sides");
  await screen(page, "check-conflict");
  assert.equal((await run(page, id)).updated, 2);
  assert.equal(await value(5, "Position"), "Changed here");
  assert.equal(await value(5, "City"), "Changed there");
  assert.equal(await value(6, "Position"), "Also here");
  assert.equal(await value(6, "City"), "Merged");
});

test("R3: when it is ready a notice appears on whatever page is open and leads to the exports", async () => {
  const other = await desk.page("ivan");
  await other.goto("/contacts");
  await other.click("header button[value=export]");
  await other.click(".export-form button.primary");
  await other.waitForURL("**/exports");
  await other.goto("/help");
  await other.waitForFunction(() => !document.getElementById("unread")?.hidden);
  await other.click("#bell");
  assert.match(await other.textContent("main"), /Export of [\d,]+ records is ready/);
  await other.click("main form[action$='/read']:not([action='/notifications/read']) button >> nth=0");
  await other.waitForURL("**/exports");
  await other.waitForSelector("td a[download]");
  await leave(other);
});
