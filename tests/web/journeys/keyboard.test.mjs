// Every flow with nothing but the keyboard: Tab, Enter, Space, arrows and typing. No mouse, no focus set by a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { leave, openPage } from "../browser.mjs";
import { example, startDesk } from "../person.mjs";

let desk, page;
before(async () => {
  desk = await startDesk({ demo: true, people: [["ivan", "operator"]] });
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** Tab until the focus is where it should be; everything on the way must be reachable and seen. */
async function to(selector) {
  for (let tries = 0; tries < 250; tries += 1) {
    const here = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (here) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not reached by Tab on ${page.url()}`);
}

/** Goes to it by Tab and presses Enter; the page that follows is there. */
async function enter(selector, address) {
  await to(selector);
  await page.keyboard.press("Enter");
  if (address) await page.waitForURL(address);
}

/** The file dialog opens by Space, as by a click. */
async function file(path) {
  await to("#file");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await chooser.setFiles(path);
}

/** From an upload that was sent to the result, by Enter on the button of each step. */
async function through({ options = async () => {} } = {}) {
  for (let steps = 0; steps < 6 && !page.url().includes("/check"); steps += 1) {
    const step = new URL(page.url()).pathname.split("/")[3];
    if (step === "upload" && await page.locator("#right").count() > 0) {
      await to("#right");
      await press("Space");
    }
    if (step === "options") await options();
    await enter({ upload: "main form[method=post] button.primary", sheet: "main form button.primary", columns: "button[value=next]", options: "button[value=check]" }[step],
      (url) => url.pathname.split("/")[3] !== step);
  }
  await page.waitForSelector("#sorts");
  await enter("#sorts a[href$='/preview']", "**/preview");
  if (await page.locator("#sure").count() > 0) {
    await to("#sure");
    await press("Space");
  }
  await enter("#start", "**/result");
  return page.innerText(".result-line");
}

test("sign in, and L: leads from the hub to the result", async () => {
  page = await openPage(desk.browser, desk.site);
  // One that always listens keeps the browser's dialogs held back: switched off and on between two files, one could slip through.
  page.on("filechooser", () => {});
  await page.goto("/sign-in");
  await to("#name");
  await page.keyboard.type("jana");
  await to("#password");
  await page.keyboard.type(desk.site.password);
  await enter("main form button:not([type=button])", (url) => url.pathname === "/");
  // The skip link comes first and leads past the navigation.
  await press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await enter("nav.side a[href='/settings/import']", "**/settings/import");
  await enter("a[href*='/imports/new'][href*='profile=leads']", /imports\/new/);
  await file(desk.file("keys.csv", "Subject;Last name\nBy keys;Nováková\n"));
  await enter("#upload button.primary", /\/imports\/\d+\//);
  assert.match(await through(), /Created: 1/);
});

test("L13: the import is deleted, by its question", async () => {
  await enter("a.danger[href*='/imports/delete']", /\/imports\/delete/);
  await page.waitForSelector("#plan");
  await enter("[data-opens=confirm]");
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "confirm-title");
  await press("Escape");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("[data-opens=confirm]")), "the focus comes back");
  await press("Enter");
  await enter("dialog[open] button.solid", /\/result/);
  assert.match(await page.innerText("main"), /Deletion finished/);
});

test("H: users with a role of their own", async () => {
  await page.goto("/imports/new?profile=users");
  await file(example("operators-windows-1250.csv"));
  await enter("#upload button.primary", /\/imports\/\d+\/upload/);
  // Seen before: the demonstration has them already; two new people go in.
  await page.goto("/imports/new?profile=users");
  await file(desk.file("keys-users.csv", "Username;E-mail\nkeys.one;one@example.cz\nkeys.two;two@example.cz\n"));
  await enter("#upload button.primary", /\/imports\/\d+\//);
  const said = await through({ options: async () => {
    await to("input[name=role]");
    await press("ArrowDown", "ArrowDown");
    assert.equal(await page.evaluate(() => document.querySelector("input[name=role]:checked")?.value), "operator");
  } });
  assert.match(said, /Created: 2/);
});

test("R: rows are ticked, exported, and the file is fetched", async () => {
  await page.goto("/contacts");
  await to("tbody tr:nth-child(1) input");
  await press("Space");
  await to("tbody tr:nth-child(3) input");
  await press("Shift+Space");
  assert.equal(await page.textContent("#picked"), "Selected: 3");
  await to("#list-search");
  await enter("header button[value=export]", /export/);
  await enter(".export-form button.primary", "**/exports");
  await page.waitForSelector("td a[download]");
  await to("td a[download]");
  const [got] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(got.suggestedFilename(), /^exported .*\.xlsx$/);
});

test("M: an edit file goes up, its preview is confirmed", async () => {
  await page.goto("/companies/edit-file");
  await enter("a[href*='profile=edit']", /profile=edit/);
  await file(desk.file("keys-edit.csv", "id;name;status;responsible\n1;;inactive;ivan\n"));
  await enter("#upload button.primary", /\/imports\/\d+\//);
  assert.match(await through(), /updated: 1/);
});

test("A: clients, a bot chosen from the list", async () => {
  await page.goto("/imports/new?profile=audience");
  await to("#bot");
  await page.keyboard.type("News");
  await file(desk.file("keys-clients.csv", "social_id;name\n987654321;By keys\n"));
  await enter("#upload button.primary", /\/imports\/\d+\//);
  assert.match(await through(), /Created: 1/);
});
