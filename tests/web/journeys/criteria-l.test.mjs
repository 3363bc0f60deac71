// L: leads from a template, criterion by criterion, from the pages to the file and back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { choose, download, example, listed, number, result, run, sorts, startDesk, toCheck, upload, workbook } from "../person.mjs";

let desk, page, early;
before(async () => {
  desk = await startDesk({ demo: true, people: [["petr", "operator"], ["klient", "end-user"]] });
  page = await desk.page();
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const LEADS = "profile=leads";
const leads = (name, lines) => desk.file(name, `Subject;Last name;E-mail;Priority;Note\n${lines.join("\n")}\n`);

/** The template of leads, in English, as a person downloads it. */
async function template() {
  await page.goto("/settings/import");
  await page.click("a[href*='/settings/import/template'][href*='profile=leads']");
  await page.selectOption("#lang", "en");
  await page.check("input[name=columns][value=all]");
  return download(desk, page, () => page.click("main form button.primary"));
}

test("L1: only an administrator imports leads; others see no entry and are refused", async () => {
  for (const name of ["petr", "klient"]) {
    const other = await desk.page(name);
    for (const path of ["/", "/settings/import", "/leads", "/leads/import"]) {
      await other.goto(path);
      assert.equal(await other.locator("a[href*='profile=leads']").count(), 0, `${name} sees an entry on ${path}`);
    }
    assert.equal((await other.goto("/imports/new?profile=leads")).status(), 403);
    // Also when the form is sent without the page.
    const status = await other.evaluate(async () => {
      const form = new FormData();
      form.append("profile", "leads");
      form.append("type", "lead");
      form.append("file", new File(["Subject\nSneaked in\n"], "leads.csv"));
      return (await fetch("/imports", { method: "POST", body: form })).status;
    });
    assert.equal(status, 403);
    await leave(other);
  }
  assert.doesNotMatch(desk.site.run("record", "list", "leads", "--filter", "topic=Sneaked in"), /Sneaked in/);
});

test("L2: Settings, Data import, Import leads", async () => {
  await page.goto("/");
  await page.click("nav.side a[href='/settings/import']");
  await page.click("a[href*='/imports/new'][href*='profile=leads']");
  assert.match(await page.textContent("h1"), /Leads/);
});

test("L3: the template is made now: explanations inside, required columns bold and starred, lists, digits kept", async () => {
  early = await template();
  assert.match(early.name, /\.xlsx$/);
  const { order, sheets } = workbook(["read", early.path]);
  const [data, instructions] = order.map((name) => sheets[name]);
  const starred = data.rows[0].filter((header) => header.endsWith("*"));
  assert.ok(starred.some((header) => header.startsWith("Subject")), data.rows[0].join());
  for (const header of starred) assert.ok(data.bold.includes(header), `${header} is bold`);
  assert.ok(data.lists.length > 0, "drop-down lists for choices");
  assert.ok(data.text.length > 10, "columns of text");
  for (const header of data.rows[0]) {
    const name = header.replace(/ ?\*$/, "");
    assert.ok(instructions.rows.some((row) => row.some((cell) => cell.replace(/ ?\*$/, "") === name)), `${name} is explained`);
  }
});

test("L4: a custom field is the last column of the template; an earlier template still loads and what it lacks is told", async () => {
  await page.goto("/settings/new-field/lead");
  await page.fill("#label-en", "Stand at the fair");
  await page.click("form button.primary");
  await page.waitForURL("**/settings/fields/lead");
  const { order, sheets } = workbook(["read", (await template()).path]);
  assert.equal(sheets[order[0]].rows[0].at(-1), "Stand at the fair");
  const headers = workbook(["read", early.path]).sheets[order[0]].rows[0];
  const subject = headers.findIndex((header) => header.startsWith("Subject")) + 1;
  const path = `${desk.folder}/early.xlsx`;
  workbook(["fill", early.path, path], [[2, subject, "From an early template"]]);
  const id = await upload(page, LEADS, path);
  await page.goto(`/imports/${id}/columns`);
  assert.match(await page.textContent("main"), /lacks: Stand at the fair/);
  await audit(page, "an early template");
  await toCheck(page, id);
  assert.deepEqual(await run(page, id).then(({ created }) => created), 1);
});

test("L5: 5,000 rows pass, 5,001 are refused with the count and the limit, nothing is written", async () => {
  const rows = (count) => Array.from({ length: count }, (_, at) => `Many ${at};N;;;`);
  const stored = await listed(page, "/leads");
  await page.goto("/imports/new?profile=leads");
  await page.setInputFiles("#file", leads("many.csv", rows(5001)));
  await page.click("#upload button.primary");
  await page.waitForSelector(".summary.danger");
  assert.match(await page.textContent(".summary"), /5,001 rows\. The limit is 5,000/);
  assert.equal(await listed(page, "/leads"), stored);
  const id = await upload(page, LEADS, leads("limit.csv", rows(5000)));
  await toCheck(page, id);
  assert.deepEqual(await sorts(page), { ready: 5000, warnings: 0, errors: 0, skipped: 0 });
});

test("L6: 255 letters pass, 256 are an error with row and column", async () => {
  const id = await upload(page, LEADS, leads("long.csv", [`Fits;N;;;${"ř".repeat(255)}`, `Over;N;;;${"ř".repeat(256)}`]));
  await toCheck(page, id);
  assert.deepEqual(await sorts(page), { ready: 1, warnings: 0, errors: 1, skipped: 0 });
  await page.click("#sorts a[href*='/issues']");
  assert.match(await page.textContent("main tbody"), /3[\s\S]*Note[\s\S]*256[\s\S]*255/);
});

test("L7: after upload the check counts the errors, zero included; nothing is written yet", async () => {
  const stored = await listed(page, "/leads");
  const id = await upload(page, LEADS, leads("none.csv", ["Zero errors;Novák;jan@alfa.cz;;"]));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 0);
  assert.match(await page.textContent("#sorts"), /Nothing has been saved yet/);
  assert.equal(await listed(page, "/leads"), stored);
});

test("L8 L9 L11: row 15 is called row 15; the file is corrected again and again; the rest goes in with both numbers", async () => {
  const id = await upload(page, LEADS, example("leads-fair.xlsx"));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 17);
  await audit(page, "the check of the fair");
  await screen(page, "check-leads");
  await page.click("#sorts a[href*='/issues']");
  const first = await page.innerText("main tbody tr:first-child");
  assert.match(first, /^15\b/, first);
  assert.match(first, /e-mail/i);
  // L9: twice corrected, the same import.
  const fixed = `${desk.folder}/leads-fixed.xlsx`;
  const headers = workbook(["read", example("leads-fair.xlsx")]).sheets;
  const column = Object.values(headers)[0].rows[0].findIndex((header) => /mail/i.test(header)) + 1;
  for (const [rows, left] of [[[15, 47], 15], [[15, 47, 103], 14]]) {
    workbook(["fill", example("leads-fair.xlsx"), fixed], rows.map((row) => [row, column, `row${row}@example.cz`]));
    await page.goto(`/imports/${id}/file`);
    await page.setInputFiles("#file", fixed);
    await page.click("main form button");
    await page.waitForURL(`**/imports/${id}/check`);
    await page.waitForFunction((wanted) => document.querySelector("#sorts .sort.danger strong")?.textContent === String(wanted), left);
  }
  assert.match(await page.textContent("#sorts"), /15 → 14 rows with errors/);
  // L11: errors are left and it is started anyway.
  const out = await run(page, id);
  assert.equal(out.created, 486);
  assert.match(await page.textContent(".result-line"), /14 rows were left out/);
  await audit(page, "the result of the fair");
  await screen(page, "result-leads");
});

test("L10: no errors, Start import", async () => {
  const id = await upload(page, LEADS, leads("fine.csv", ["All fine;Novák;jan@alfa.cz;;", "All fine too;Malá;eva@beta.cz;;"]));
  await toCheck(page, id);
  await page.click("#sorts a[href$='/preview']");
  assert.match(await page.textContent("#start"), /Start import: create 2, update 0/);
  await page.click("#start");
  assert.equal((await result(page)).created, 2);
});

test("L12: every imported lead carries the tag; leads are filtered by it and deleted by it", async () => {
  const id = await upload(page, LEADS, leads("tagged.csv", ["Tagged 1;A;;;", "Tagged 2;B;;;", "Tagged 3;C;;;"]));
  await toCheck(page, id);
  await run(page, id);
  const tag = (await page.textContent(".tag-line")).match(/Import \d{4}-\d\d-\d\d #\d+/)[0];
  assert.ok(tag.endsWith(`#${id}`));
  await page.click(".tag-line a");
  await page.waitForURL(/\/leads/);
  assert.equal(number(await page.textContent("#count")), 3);
  await page.check("input[name=scope][value=matching]");
  await page.click("button[value=delete]");
  await page.click("main form button.danger");
  await page.waitForURL(/\/bulk\/\d+$/);
  await page.waitForSelector("#done-title");
  assert.equal(await listed(page, `/leads?any=${encodeURIComponent(tag)}`), 0);
});

test("L13: delete import by kind and tag; what others are linked to stays; both numbers before and after", async () => {
  const companies = await upload(page, "type=company", desk.file("linked.csv", "Name;City\nLinked Alfa;Brno\nLinked Beta;Praha\nLinked Gama;Zlín\n"));
  await toCheck(page, companies);
  await run(page, companies);
  const people = await upload(page, "type=contact", desk.file("at.csv", "Full name;Company\nOne At Alfa;Linked Alfa\n"));
  await toCheck(page, people);
  await run(page, people);
  await page.goto("/settings/import");
  await page.click("a[href='/imports/delete']");
  await page.check("input[name=kind][value=company]").catch(() => page.check("input[name=kind] >> nth=0"));
  await page.click("form.delete-kind button");
  assert.doesNotMatch(await page.textContent("table.tags"), /VIP/, "only tags made by imports");
  await page.click(`table.tags a[href*='${encodeURIComponent(`#${companies}`)}']`);
  await page.waitForSelector("#plan");
  assert.match(await page.textContent("#plan"), /2 will be deleted, 1 will stay/);
  await audit(page, "delete import where a record stays");
  await page.click("[data-opens=confirm]");
  await page.click("dialog[open] button.solid");
  await page.waitForURL("**/result**", { timeout: 60_000 });
  assert.match(await page.textContent("main"), /1 record stays/);
  assert.match(await page.textContent("main"), /Linked Alfa/);
  assert.equal(await listed(page, "/companies?q=Linked"), 1);
});

test("L14: a lead import always creates, never updates", async () => {
  const path = leads("twice.csv", ["The same lead;Same;same@example.cz;;"]);
  for (const round of [1, 2]) {
    await page.goto("/imports/new?profile=leads");
    await choose(page, path);
    const id = Number(/\/imports\/(\d+)/.exec(page.url())[1]);
    await toCheck(page, id, { options: async () => assert.equal(await page.locator("input[name=mode]").count(), 0) });
    const out = await run(page, id);
    assert.deepEqual([out.created, out.updated ?? 0], [1, 0], `round ${round}`);
  }
  assert.equal(await listed(page, "/leads?q=The%20same%20lead"), 2);
});

test("L15: companies with contacts in two sheets or beside them; products by code, updated", async () => {
  const two = desk.book("two.xlsx", {
    Companies: [["Name", "City"], ["Sheet Alfa", "Brno"], ["Sheet Beta", "Praha"]],
    Contacts: [["Full name", "Company", "E-mail"], ...Array.from({ length: 8 }, (_, at) => [`Sheet Person ${at}`, "Sheet Alfa", `p${at}@sheet.cz`])],
  });
  const first = await upload(page, "profile=companies-contacts", two);
  await toCheck(page, first);
  assert.equal((await run(page, first)).created, 10);
  assert.equal(await listed(page, "/contacts?q=Sheet%20Person"), 8);
  const six = Array.from({ length: 6 }, (_, at) => [`Contact ${at + 1} Full name`, `Contact ${at + 1} E-mail`]).flat();
  const beside = desk.book("beside.xlsx", { Data: [["Name", ...six], ["Beside Alfa", ...Array.from({ length: 6 }, (_, at) => [`Beside Person ${at}`, `b${at}@beside.cz`]).flat()]] });
  const second = await upload(page, "profile=companies-contacts", beside);
  await toCheck(page, second);
  await run(page, second);
  assert.equal(await listed(page, "/contacts?q=Beside%20Person"), 6);
  for (const [price, wanted] of [["10", { created: 1, updated: 0 }], ["12.50", { created: 0, updated: 1 }]]) {
    const id = await upload(page, "type=product", desk.file(`products-${price}.csv`, `Code;Name;Price\nP-1;Chair;${price}\n`));
    await toCheck(page, id);
    const { created, updated } = await run(page, id);
    assert.deepEqual({ created, updated }, wanted);
  }
});
