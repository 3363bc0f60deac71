// The frame of every page: sign in, switch language and theme at once, profile, errors, and all of it without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, go, leave, openPage, screen, signIn, startBrowser } from "../browser.mjs";
import { startSite } from "../site.mjs";

let site, browser;
before(async () => {
  site = await startSite({ demo: true, people: [["klient", "end-user"]] });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test("sign in, look around, switch language and theme", async () => {
  const page = await openPage(browser, site);
  await page.goto("/imports");
  assert.match(page.url(), /\/sign-in\?next=/);
  await audit(page, "sign-in");
  await screen(page, "sign-in");
  await page.fill("#name", "jana");
  await page.fill("#password", "not the password");
  await page.click("main form button:not([type=button])");
  await page.waitForFunction(() => document.activeElement?.className === "summary danger");
  assert.match(await page.title(), /^Error: /);
  await audit(page, "sign-in with an error");
  await page.fill("#password", site.password);
  await page.click("main form button:not([type=button])");
  await page.waitForURL("**/imports");
  await audit(page, "imports");
  await screen(page, "imports");
  await page.goto("/");
  await audit(page, "home");
  await screen(page, "home");
  for (const [tag, title] of [["cs", "Přehled"], ["pt-BR", "Início"], ["ru", "Главная"], ["en", "Home"]]) {
    await page.click("header details:has([action='/language']) summary");
    await page.click(`button[value="${tag}"]`);
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
    assert.ok((await page.title()).startsWith(title), `${tag}: ${await page.title()}`);
    await audit(page, `home in ${tag}`);
    if (tag !== "en") await screen(page, `home-${tag}`);
  }
  await page.click("header details:has([action='/theme']) summary");
  await page.click("header button[value='dark']");
  await page.waitForSelector("html[data-theme=dark]");
  for (const [path, name] of [["/", "home-dark"], ["/imports", "imports-dark"], ["/profile", "profile-dark"], ["/notifications", ""], ["/nothing", ""]]) {
    await page.goto(path);
    await audit(page, `${path} in dark`);
    if (name) await screen(page, name);
  }
  await page.click("header details:has([action='/theme']) summary");
  await page.click("header button[value='light']");
  await page.waitForSelector("html[data-theme=light]");
  await page.goto("/imports");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  await audit(page, "the list of shortcuts");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await go(page, ["g", "h"], "/");
  await leave(page);
});

test("profile: another session is ended", async () => {
  const [page, other] = [await openPage(browser, site), await openPage(browser, site)];
  await signIn(page, site);
  await signIn(other, site);
  await page.goto("/profile");
  await audit(page, "profile");
  await screen(page, "profile");
  await page.click("form[action='/profile/sessions/end'] button");
  await page.waitForSelector(".flash");
  await audit(page, "profile after a change");
  await other.goto("/");
  assert.match(other.url(), /sign-in/);
  await leave(page);
  await leave(other);
});

test("L1: who may not import is told whom to ask", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site, "klient");
  const answer = await page.goto("/imports");
  assert.equal(answer.status(), 403);
  assert.match(await page.textContent("main"), /Only administrators can import\.[\s\S]*Ask jana/);
  await audit(page, "forbidden");
  await screen(page, "forbidden");
  await leave(page);
});

test("320 px wide, and without script", async () => {
  const narrow = await openPage(browser, site, { width: 320, height: 640 });
  await signIn(narrow, site);
  for (const path of ["/", "/imports", "/profile", "/notifications"]) {
    await narrow.goto(path);
    await audit(narrow, `${path} at 320 px`);
  }
  await narrow.goto("/imports");
  await screen(narrow, "imports-narrow");
  await leave(narrow);
  const plain = await openPage(browser, site, { script: false });
  await signIn(plain, site);
  await plain.goto("/imports");
  await plain.selectOption("#state", "completed");
  await plain.click(".filters button");
  assert.match(plain.url(), /state=completed/);
  await plain.click("header details:has([action='/theme']) summary");
  await plain.click("header button[value='light']");
  await plain.waitForSelector("html[data-theme=light]");
  await leave(plain);
});
