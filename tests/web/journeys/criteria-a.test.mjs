// A: the audience of a messenger, criterion by criterion.
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { choose, download, example, exported, listed, run, sorts, startDesk, toCheck, workbook } from "../person.mjs";

let desk, page;
before(async () => {
  desk = await startDesk({});
  for (const [name, messenger] of [["Shop bot", "telegram"], ["Other bot", "viber"]]) desk.site.run("bot", "add", name, "--messenger", messenger);
  page = await desk.page();
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const clients = (name, lines) => desk.file(name, `social_id;name\n${lines.join("\n")}\n`);

/** Uploads clients for a bot, with what else is chosen on the page of the upload. */
async function upload(path, bot = "Shop bot", more = {}) {
  await page.goto("/imports/new?profile=audience");
  await page.selectOption("#bot", { label: await optionOf("#bot", bot) });
  if (Object.keys(more).length > 0) await page.click("details.more summary");
  for (const [name, label] of Object.entries(more)) await page.selectOption(`#${name}`, { label });
  await choose(page, path);
  return Number(/\/imports\/(\d+)/.exec(page.url())[1]);
}

/** The whole text of the choice that begins so. */
async function optionOf(select, begins) {
  return (await page.locator(`${select} option`).allTextContents()).map((text) => text.trim()).find((text) => text.startsWith(begins));
}

async function stored(path, bot, more) {
  const id = await upload(path, bot, more);
  await toCheck(page, id);
  return run(page, id);
}

async function card(social) {
  await page.goto(`/clients?f=social_id%20is%20${social}`);
  await page.click("tbody tr:first-child th a");
  await page.waitForURL(/\/clients\/\d+$/);
  return page.innerText("main");
}

test("A1: Audience, Import, from a file: XLSX, CSV too", async () => {
  await page.goto("/clients");
  await page.click("main a:has-text('Import') >> nth=0");
  if (!page.url().includes("/imports/new")) await page.click("a[href*='/imports/new']");
  await page.waitForURL(/profile=audience|type=client/);
  const book = desk.book("a1.xlsx", { Data: [["social_id", "name"], ["9000001", "From a workbook"]] });
  assert.equal((await stored(book)).created, 1);
  assert.equal((await stored(clients("a1.csv", ["9000002;From a text"]))).created, 1);
});

test("A2: an empty social_id is an error; any digits pass; an empty name is a warning; nothing else is needed", async () => {
  const id = await upload(clients("a2.csv", ["111;One", "222;Two", ";Nobody", "333;"]));
  await toCheck(page, id);
  const found = await sorts(page);
  assert.equal(found.errors, 1);
  assert.ok(found.warnings >= 1);
  await page.click("#sorts a[href*='/issues']");
  assert.match(await page.innerText("main tbody"), /^4\b[\s\S]*(Social ID|social_id)/m);
  const only = await upload(desk.file("a2-only.csv", "social_id\n444\n"));
  await toCheck(page, only);
  assert.equal((await sorts(page)).errors, 0);
});

test("A3: the sample is an export itself, named by its moment", async () => {
  await page.goto("/imports/new?profile=audience");
  const got = await download(desk, page, () => page.click("a[href='/samples/client?format=xlsx']"));
  assert.match(got.name, /^exported \d\d\.\d\d \d\d\.\d\d\.\d\d\.xlsx$/);
  const { order, sheets } = workbook(["read", got.path]);
  assert.ok(sheets[order[0]].rows[0].some((header) => /social/i.test(header)));
});

test("A4: Import clients is inactive until file and bot are there, and says why", async () => {
  await page.goto("/imports/new?profile=audience");
  const button = page.locator("#upload button.primary");
  assert.equal((await button.textContent()).trim(), "Import clients");
  const state = async () => [await button.getAttribute("aria-disabled"), (await page.textContent("#why")).trim()];
  assert.equal((await state())[0], "true");
  assert.match((await state())[1], /a file and a bot/);
  await page.setInputFiles("#file", clients("a4.csv", ["555;Five"]));
  assert.match((await state())[1], /a bot/);
  await page.selectOption("#bot", { index: 1 });
  assert.equal((await state())[0], "false");
});

test("A5: without tunnel and lgt the Default tunnel; with only an lgt its tunnel; tags if wanted", async () => {
  desk.site.run("record", "add", "tunnel", "name=Spring campaign");
  desk.site.run("record", "add", "lgt", "name=Landing page", "tunnel=Spring campaign");
  await stored(clients("a5-plain.csv", ["700001;Plain"]));
  assert.match(await card("700001"), /Tunnel\s*Default tunnel/);
  const id = await upload(clients("a5-lgt.csv", ["700002;By lgt"]), "Shop bot", { lgt: "Landing page" });
  await toCheck(page, id, { options: () => page.fill("#tags", "Spring") });
  await run(page, id);
  const shown = await card("700002");
  assert.match(shown, /Tunnel\s*Spring campaign/);
  assert.match(shown, /LGT\s*Landing page/);
  assert.match(shown, /Spring/);
});

test("A6: matched by social_id and messenger: both equal updates the card, either other makes a new one", async () => {
  await stored(clients("a6-1.csv", ["800001;First name"]));
  const same = await stored(clients("a6-2.csv", ["800001;Second name"]));
  assert.deepEqual([same.created ?? 0, same.updated], [0, 1]);
  const otherMessenger = await stored(clients("a6-3.csv", ["800001;At the other bot"]), "Other bot");
  assert.deepEqual([otherMessenger.created, otherMessenger.updated ?? 0], [1, 0]);
  const otherId = await stored(clients("a6-4.csv", ["800002;Second name"]));
  assert.deepEqual([otherId.created, otherId.updated ?? 0], [1, 0]);
  assert.equal(await listed(page, "/clients?f=social_id%20is%20800001"), 2);
});

test("A7: an id that cannot belong to the messenger goes in with a warning and cannot be messaged", async () => {
  const id = await upload(clients("a7.csv", ["@nickname;Odd"]));
  await toCheck(page, id);
  assert.deepEqual(await sorts(page).then(({ warnings, errors }) => [warnings, errors]), [1, 0]);
  assert.match(await page.innerText("#groups"), /does not look like|messenger/i);
  await audit(page, "an odd id");
  assert.equal((await run(page, id)).created, 1);
  assert.match(await card("%40nickname"), /Can be messaged\s*no/i);
});

test("A8: the same social_id twice: the later row wins, the earlier is skipped, both are named", async () => {
  const id = await upload(clients("a8.csv", ["600001;Earlier", "600002;Between", "600001;Later"]));
  await toCheck(page, id);
  assert.equal((await sorts(page)).skipped, 1);
  const told = await page.innerText("#groups");
  assert.match(told, /\b2\b/);
  assert.match(told, /\b4\b/);
  await screen(page, "check-audience");
  assert.equal((await run(page, id)).created, 2);
  assert.match(await card("600001"), /Later/);
});

test("A9: exported, the name changed, imported: the name on the card changes", async () => {
  await stored(clients("a9.csv", ["500001;Before"]));
  await page.goto("/clients?f=social_id%20is%20500001");
  const got = await exported(desk, page);
  const { order, sheets } = workbook(["read", got.path]);
  const rows = sheets[order[0]].rows;
  const column = rows[0].findIndex((header) => /^name/i.test(header)) + 1;
  const row = rows.findIndex((cells) => cells.includes("500001")) + 1;
  const path = `${desk.folder}/a9.xlsx`;
  workbook(["fill", got.path, path], [[row, column, "After"]]);
  const out = await stored(path);
  assert.deepEqual([out.created ?? 0, out.updated], [0, 1]);
  assert.match(await card("500001"), /After/);
});

test("A10: a file whose extension is typed in Cyrillic is recognised by what it holds", async () => {
  const path = `${desk.folder}/клиенты.хlsx`;
  copyFileSync(example("audience.xlsx"), path);
  const out = await stored(path);
  assert.equal(out.created + out.updated, 1498);
  await audit(page, "the result of an audience");
});
