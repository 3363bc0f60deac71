// M: the mass edit file, criterion by criterion: down, changed in a spreadsheet, up, looked at, started.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { download, exported, number, run, sorts, startDesk, toCheck, upload, workbook } from "../person.mjs";

let desk, page;
before(async () => {
  desk = await startDesk({ demo: true, people: [["ivanov", "operator"], ["petrov", "operator"]] });
  page = await desk.page();
  // Something of every kind that has an edit file.
  for (const [type, lines] of [["location", "Name;Company;Address\nHall one;Čermáková v.o.s.;Brno 1\nHall two;Čermáková v.o.s.;Brno 2\n"],
    ["asset", "Name;Location\nBoiler;Hall one\nLift;Hall two\n"]]) {
    const id = await upload(page, `type=${type}`, desk.file(`${type}.csv`, lines));
    await toCheck(page, id);
    assert.equal((await run(page, id)).created, 2, type);
  }
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const edit = (name, lines) => desk.file(name, `id;name;status;responsible\n${lines.join("\n")}\n`);

/** Uploads an edit file, checks it, and gives the number of the import. */
async function checked(type, path, at = {}) {
  const id = await upload(page, `profile=edit&type=${type}`, path);
  await toCheck(page, id, at);
  return id;
}

const value = async (path, name) => {
  await page.goto(path);
  return (await page.textContent(`.values div:has(dt:text-is("${name}")) dd`)).trim();
};

test("M1: companies, locations, assets and contacts each have Download edit template and Upload edit file", async () => {
  for (const [path, type] of [["companies", "company"], ["locations", "location"], ["assets", "asset"], ["contacts", "contact"]]) {
    await page.goto(`/${path}/import`);
    await page.click(`a[href='/${path}/edit-file']`);
    assert.match(await page.textContent("main"), /Download edit template[\s\S]*Upload edit file/);
    const got = await download(desk, page, () => page.click("a[download]:has-text('Empty')"));
    assert.match(got.name, /\.xlsx$/);
    await page.click("a[href*='profile=edit']");
    await page.waitForURL(new RegExp(`profile=edit&type=${type}`));
  }
});

test("M2: its columns are id, name, status, responsible; blanks around logins do not matter", async () => {
  await page.goto("/companies/edit-file");
  const got = await download(desk, page, () => page.click("a[download]:has-text('Empty')"));
  const { order, sheets } = workbook(["read", got.path]);
  const headers = sheets[order[0]].rows[0].map((header) => header.replace(/ ?\*$/, "").toLowerCase());
  assert.deepEqual(headers, ["id", "name", "status", "responsible"]);
  const filled = `${desk.folder}/blanks.xlsx`;
  workbook(["fill", got.path, filled], [[2, 1, 2], [2, 4, " ivanov ,petrov  "]]);
  const id = await checked("company", filled);
  assert.equal((await sorts(page)).errors, 0);
  assert.equal((await run(page, id)).updated, 1);
  const people = await value("/companies/2", "Responsible");
  assert.match(people, /ivanov/);
  assert.match(people, /petrov/);
});

test("M3: an id stands in the address of a record's page and in its export, with the name", async () => {
  await page.goto("/companies");
  await page.click("tbody tr:first-child th a");
  const id = /\/companies\/(\d+)$/.exec(page.url())[1];
  assert.equal(await page.textContent("#record-id"), id);
  const name = (await page.textContent("h1")).trim();
  await page.goto("/companies");
  const { order, sheets } = workbook(["read", (await exported(desk, page, { kind: "edit" })).path]);
  const [headers, ...rows] = sheets[order[0]].rows;
  const at = headers.findIndex((header) => /^id/i.test(header));
  const named = headers.findIndex((header) => /^name/i.test(header));
  assert.ok(rows.some((row) => row[at] === id && name.includes(row[named])), `${id} ${name}`);
});

test("M4: the status activates and deactivates, in the words of every language", async () => {
  const off = ["inactive", "0", "no", "NEAKTIVNÍ", "inativo", "неактивный"];
  const id = await checked("company", edit("off.csv", off.map((word, at) => `${10 + at};;${word};`)));
  assert.deepEqual(await sorts(page), { ready: 6, warnings: 0, errors: 0, skipped: 0 }, await page.innerText("#groups"));
  await page.goto(`/imports/${id}/preview`);
  assert.match(await page.textContent("main"), /6 records become inactive/);
  assert.equal((await run(page, id)).updated, 6);
  const on = ["active", "1", "YES", "aktivní", "ativo", "активный"];
  const back = await checked("company", edit("on.csv", on.map((word, at) => `${10 + at};;${word};`)));
  assert.equal((await run(page, back)).updated, 6);
});

test("M5: responsible replaces the list, or adds to it, or removes from it; an empty cell changes nothing", async () => {
  const people = [];
  for (const [mode, login] of [["overwrite", "ivanov"], ["add", "petrov"], ["remove", "ivanov"]]) {
    const options = async () => page.check(`input[name=responsible][value=${mode}]`);
    const id = await checked("company", edit(`${mode}.csv`, [`20;;;${login}`, "21;;;"]), { options });
    assert.equal((await run(page, id)).updated, 1, mode);
    people.push(await value("/companies/20", "Responsible"));
  }
  assert.deepEqual(people.map((text) => ["ivanov", "petrov"].filter((login) => text.includes(login))), [["ivanov"], ["ivanov", "petrov"], ["petrov"]]);
});

test("M6: an unknown id, or an unknown login, is an error on that row, naming it; nothing is created", async () => {
  await page.goto("/companies");
  const stored = number(await page.textContent("#count"));
  const id = await checked("company", edit("unknown.csv", ["30;;;ivanov", "99999;;active;ivanov", "31;;;nikto", ";;active;"]));
  assert.equal((await sorts(page)).errors, 3);
  await page.click("#sorts a[href*='/issues']");
  const told = await page.innerText("main tbody");
  assert.match(told, /\b3\b[\s\S]*99999/);
  assert.match(told, /\b4\b[\s\S]*nikto/);
  await audit(page, "unknown ids and logins");
  await screen(page, "edit-unknown");
  const out = await run(page, id);
  assert.deepEqual([out.created ?? 0, out.updated], [0, 1]);
  await page.goto("/companies");
  assert.equal(number(await page.textContent("#count")), stored);
});

test("M7: the preview groups by person: who gains, who loses", async () => {
  const first = await checked("company", edit("give.csv", [40, 41, 42].map((id) => `${id};;;petrov`)));
  await run(page, first);
  const second = await checked("company", edit("hand-over.csv", [40, 41, 42].map((id) => `${id};;;ivanov`)));
  await page.goto(`/imports/${second}/preview`);
  const people = await page.innerText("section:has(#people-title)");
  assert.match(people, /ivanov\s*\+3/);
  assert.match(people, /petrov\s*−3/);
  await audit(page, "a hand-over");
  await screen(page, "preview-hand-over");
});

test("M8: a file for companies is refused under locations, and never applied", async () => {
  await page.goto("/companies");
  await page.check("tbody tr:nth-child(1) input");
  await page.click("button[value=edit-file]");
  const got = await download(desk, page, () => page.click("a[download]:has-text('With 1 chosen')"));
  await page.goto("/imports/new?profile=edit&type=location");
  await page.setInputFiles("#file", got.path);
  await page.click("#upload button.primary");
  await page.waitForSelector(".summary.danger");
  assert.match(await page.textContent(".summary"), /another record type/);
  await audit(page, "a file for another type");
  await page.goto("/imports");
  assert.doesNotMatch(await page.textContent("main"), new RegExp(got.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
});
