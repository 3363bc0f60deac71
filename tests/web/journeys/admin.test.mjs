// Administration: every page of the settings and of help in four languages, light, dark and narrow; and the criteria whose
// place is here: H8 the switch of the sign-in, H11 an invitation, L4 a custom field.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, leave, openPage, screen, signIn, startBrowser } from "../browser.mjs";
import { startSite } from "../site.mjs";

const PAGES = ["/", "/settings", "/settings/fields", "/settings/fields/lead", "/settings/new-field/lead", "/settings/types", "/settings/users",
  "/settings/new-user", "/settings/roles", "/settings/tokens", "/settings/security", "/settings/general", "/settings/bots",
  "/settings/tunnels", "/settings/tunnels/1", "/settings/lgts", "/settings/tags", "/settings/recipes", "/settings/audit", "/settings/sessions",
  "/help", "/help/leads", "/help/helpdesk", "/help/round-trip", "/help/mass-edit", "/help/audience", "/help/issues", "/help/shortcuts",
  "/notifications", "/profile"];

let site, browser;
before(async () => {
  site = await startSite({ demo: true, people: [["petr", "operator"], ["klient", "end-user"]] });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** A name for the picture of a page. */
const named = (path) => (path === "/" ? "home" : path.slice(1).replaceAll("/", "-"));

test("every page of the settings and of help, in four languages, light, dark, narrow", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  // Everything that is wrong is told at once: a walk over all pages takes its time.
  const wrong = [];
  const look = (of, what) => audit(of, what).catch((error) => wrong.push(error.message));
  for (const tag of ["cs", "pt-BR", "ru", "en"]) {
    await page.goto("/profile");
    await page.selectOption("#language", tag);
    await page.click("form[action='/language'].form button");
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    for (const path of PAGES) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      await look(page, `${path} in ${tag}`);
      if (tag === "en") await screen(page, `admin-${named(path)}`);
      if (tag !== "en" && ["/", "/settings", "/settings/users", "/help/leads"].includes(path)) await screen(page, `admin-${named(path)}-${tag}`);
    }
  }
  await leave(page);
  for (const [name, options] of [["dark", { dark: true }], ["narrow", { width: 320, height: 640 }]]) {
    const other = await openPage(browser, site, options);
    await signIn(other, site);
    for (const path of PAGES) {
      await other.goto(path);
      await look(other, `${path} ${name}`);
      if (["/", "/settings", "/settings/fields/lead", "/settings/new-field/lead", "/settings/tokens", "/settings/users", "/help/issues"].includes(path)) await screen(other, `admin-${named(path)}-${name}`);
    }
    await leave(other);
  }
  assert.deepEqual(wrong, []);
});

test("L4: a custom field, defined here by keyboard, is the last column of the template", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/settings/fields/lead");
  await page.click("text=Add field");
  await page.fill("#label-en", "Shelf");
  await page.fill("#label-cs", "Kraj");
  await page.selectOption("#kind", "choice");
  await page.fill("#choice-0-en", "North");
  await page.fill("#choice-1-en", "South");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".flash.success");
  await audit(page, "fields after one was added");
  await page.goto("/settings/new-field/lead");
  await page.fill("#label-en", "Shelf");
  await page.fill("#key", "shelf");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".summary");
  assert.match(await page.title(), /^Error: /);
  await audit(page, "a field whose key is taken");
  await screen(page, "admin-field-error");
  await page.fill("#label-en", "Budget");
  await page.fill("#key", "");
  await page.selectOption("#kind", "money");
  await page.click("form button.primary");
  await page.waitForURL("**/settings/fields/lead");
  // Up and down by keyboard: the place is said, the focus stays.
  await page.focus("#up-budget");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#said")?.textContent === "Budget moved to 1 of 2");
  await audit(page, "fields after one was moved");
  await screen(page, "admin-fields-moved");
  await page.click("tr:has(#up-shelf) summary");
  await audit(page, "the menu of a field");
  await page.keyboard.press("Escape");
  const type = site.run("template", "get", "leads", "--columns", "all", "--format", "csv", "--lang", "en", "--output", "-");
  assert.match(type.split(/\r?\n/)[0], /Budget[;,]Shelf$/, type.split(/\r?\n/)[0]);
  await page.goto("/settings/fields/lead/budget/kind?kind=date");
  await audit(page, "the kind of an empty field");
  await page.goto("/settings/fields/lead/budget/delete");
  await audit(page, "deleting a field");
  await page.click("main button.danger");
  await page.waitForSelector(".flash.success");
  await leave(page);
});

test("H11: a user is made, invited by link, signs in, is put aside", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/settings/users");
  assert.equal(await page.getAttribute("main .page-head a", "href"), "/imports/new?profile=users");
  await page.click("text=New user");
  await page.fill("#username", "zuzana.new");
  await page.fill("#email", "zuzana@made.up.cz");
  await page.check("input[value=operator]");
  await page.click("form button.primary");
  await page.waitForSelector(".flash.success");
  await audit(page, "a new user");
  await screen(page, "admin-user");
  await page.click("text=Make invitation link");
  const link = await page.inputValue("#link");
  await audit(page, "the link, once");
  await screen(page, "admin-user-link");
  await page.click("[data-copy-field]");
  await page.waitForSelector(".toast");
  const guest = await openPage(browser, site);
  await guest.goto(link);
  await guest.fill("#password", "a few words in a row");
  await guest.click("main form button:not([type=button])");
  await guest.waitForURL((url) => url.pathname === "/");
  assert.match(await guest.textContent("header"), /zuzana\.new/);
  await page.goto("/settings/users?q=zuzana.new");
  await page.click("tbody a:text-is('zuzana.new')");
  await page.click("text=Deactivate");
  await audit(page, "deactivating");
  await screen(page, "admin-user-deactivate");
  await page.click("main button.danger");
  await page.waitForSelector(".flash.success");
  await guest.goto("/");
  assert.match(guest.url(), /sign-in/, "the session ended");
  // The last administrator is protected.
  await page.goto("/settings/users?q=jana&role=administrator");
  await page.click("tbody a:text-is('jana')");
  await page.check("input[value=operator]");
  await page.click("form button.primary");
  await page.waitForSelector(".summary");
  assert.match(await page.textContent(".summary"), /last administrator/);
  await audit(page, "the last administrator");
  await screen(page, "admin-user-last");
  await leave(guest);
  await leave(page);
});

test("H8: the switch to sign-in by e-mail lists who stands in the way", async () => {
  const own = await startSite();
  const page = await openPage(browser, own);
  await signIn(page, own);
  own.run("user", "add", "twin", "--email", "jana@example.com");
  await page.goto("/settings/security");
  await page.click("text=Check e-mails");
  await page.waitForSelector("#check");
  assert.match(await page.textContent("#check"), /jana@example\.com/);
  await audit(page, "the check of e-mails");
  await screen(page, "admin-security-check");
  await page.check("#mode-email");
  await page.click("form button.primary");
  await page.waitForSelector(".summary");
  await audit(page, "the switch refused");
  await page.click("#check tbody a >> text=twin");
  await page.click("tbody a:text-is('twin')");
  await page.fill("#email", "twin@example.com");
  await page.click("form button.primary");
  await page.waitForSelector(".flash.success");
  await page.goto("/settings/security");
  await page.check("#mode-email");
  await page.click("form button.primary");
  await page.waitForSelector(".flash.success");
  await leave(page);
  const other = await openPage(browser, own);
  await other.goto("/sign-in");
  assert.match(await other.textContent("label[for=name]"), /E-mail/);
  await leave(other);
  await own.stop();
});

test("tokens are shown once; the log is filtered; help is searched; all of it without script too", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  await page.goto("/settings/tokens");
  await page.fill("#name", "Nightly");
  await page.click("form button.primary");
  assert.match(await page.inputValue("#token"), /^kt_[0-9a-f]{64}$/);
  await audit(page, "a token, once");
  await screen(page, "admin-token");
  await page.goto("/settings/tokens");
  assert.equal(await page.$("#token"), null);
  await page.click("tbody button.danger");
  await page.waitForSelector(".empty");
  await page.goto("/help/issues");
  await page.fill("#find", "encoding");
  const shown = await page.$$eval("#issues > li:not([hidden])", (items) => items.length);
  assert.ok(shown > 0 && shown < 20 && Number(await page.textContent("#found")) === shown, String(shown));
  await page.goto("/");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  await leave(page);
  const plain = await openPage(browser, site, { script: false });
  await signIn(plain, site);
  await plain.goto("/settings/audit");
  await plain.selectOption("#verb", "sign-in");
  await plain.click(".filters button");
  assert.match(await plain.textContent("tbody"), /Signed in/);
  await plain.goto("/settings/bots");
  await plain.fill("#name", "Shop");
  await plain.click("form.card button.primary");
  assert.match(await plain.textContent("main"), /Shop/);
  await plain.goto("/help/issues?q=encoding");
  assert.ok((await plain.$$("#issues > li")).length < 20);
  await leave(plain);
});

test("the first day", async () => {
  const empty = await startSite();
  const page = await openPage(browser, empty);
  await signIn(page, empty);
  await page.waitForSelector(".first-day");
  await audit(page, "home on the first day");
  await screen(page, "home-first-day");
  await leave(page);
  await empty.stop();
});
