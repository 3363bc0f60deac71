// What a person's machine asks for: forced colours, no motion, a width of 320 px, no script. On every main screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { startDesk, toCheck, upload } from "../person.mjs";

let desk, number, paths;
before(async () => {
  desk = await startDesk({ demo: true });
  const page = await desk.page();
  number = await upload(page, "type=company", desk.file("looks.csv", "Name;E-mail;Country\nLooks Alfa;a@;Czechya\nLooks Beta;b@x.cz;CZ\n"));
  await toCheck(page, number);
  await leave(page);
  paths = ["/", "/imports", "/companies", "/companies/1", "/companies/1?edit=main", "/exports", "/settings", "/settings/import", "/imports/new?profile=leads",
    "/notifications", "/profile", "/search?q=no", "/imports/delete", ...["check", "issues", "preview", "columns", "options", "find"].map((step) => `/imports/${number}/${step}`)];
});
after(async () => desk?.clear());

test("forced colours: edges, focus and chosen things stay visible", async () => {
  const page = await desk.page("jana", { dark: true });
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  for (const path of paths) {
    await page.goto(path);
    await audit(page, `${path} in forced colours`);
  }
  await page.goto(`/imports/${number}/check`);
  await screen(page, "check-forced-colours");
  await page.goto("/imports");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, Number.parseFloat(style.outlineWidth)];
  });
  assert.ok(ring[0] !== "none" && ring[1] >= 2, ring.join());
  const edge = await page.evaluate(() => getComputedStyle(document.querySelector("main .button")).borderTopStyle);
  assert.notEqual(edge, "none");
  await leave(page);
});

test("reduced motion: nothing on a page moves by itself", async () => {
  const page = await desk.page();
  for (const path of paths) {
    await page.goto(path);
    const moving = await page.evaluate(() => document.getAnimations().filter((one) => one.playState === "running" && Number(one.effect?.getTiming().duration) > 10).length);
    assert.equal(moving, 0, path);
  }
  await leave(page);
});

test("320 px: every main screen flows, only tables of data scroll", async () => {
  const page = await desk.page("jana", { width: 320, height: 640 });
  for (const path of paths) {
    await page.goto(path);
    await audit(page, `${path} at 320 px`);
  }
  await leave(page);
});

test("without script: filters, pages, forms, the whole way of an import", async () => {
  const page = await desk.page("jana", { script: false });
  await page.goto("/companies");
  const first = await page.textContent("tbody tr:first-child th a");
  await page.click("a[rel=next]");
  assert.notEqual(await page.textContent("tbody tr:first-child th a"), first);
  await page.goto("/companies?edit-file");
  await page.fill("#list-search", "Looks");
  await page.press("#list-search", "Enter");
  await page.waitForURL(/q=Looks/);
  await page.goto("/companies/1?edit=main");
  await page.fill("[name='field.city']", "Bez skriptu");
  await page.click("form[data-edit] button.primary");
  assert.match(await page.textContent(".values"), /Bez skriptu/);
  await page.goto("/imports/new?profile=leads");
  await page.setInputFiles("#file", desk.file("plain.csv", "Subject;Last name\nWithout script;Nováková\n"));
  await page.click("#upload button.primary");
  const id = /\/imports\/(\d+)/.exec(page.url())[1];
  await page.click("main form[method=post][action$='/upload'] button.primary");
  await page.click("button[value=next]");
  await page.click("button[value=check]");
  await arrived(page, () => page.locator("#sorts").count());
  await page.goto(`/imports/${id}/preview`);
  await page.click("#start");
  await arrived(page, () => page.url().endsWith("/result"), `/imports/${id}`);
  assert.match(await page.textContent(".result-line"), /Created: 1/);
  await leave(page);
});

/** Without script a person presses reload. */
async function arrived(page, is, path) {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await is()) return;
    await (path ? page.goto(path) : page.reload());
  }
  throw new Error(`${page.url()} never came to an end`);
}
