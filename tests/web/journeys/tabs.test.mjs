// Many tabs of one person at once: a browser opens six connections to one place, and none of them may be used up by waiting.
import { after, before, test } from "node:test";
import { leave, openPage, signIn, startBrowser } from "../browser.mjs";
import { startSite } from "../site.mjs";

let site, browser;
before(async () => {
  site = await startSite({ demo: true });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function startExport(page) {
  await page.click("header button[value=export]");
  await page.waitForURL(/\/export/);
  await page.click(".export-form button.primary");
  await page.waitForURL("**/exports");
}

test("eight tabs of one person load, and all of them are told what is new", async () => {
  const page = await openPage(browser, site);
  await signIn(page, site);
  const tabs = [page];
  while (tabs.length < 8) tabs.push(await page.context().newPage());
  for (const tab of tabs) await tab.goto("/contacts");
  await startExport(page);
  for (const tab of tabs) await tab.waitForFunction(() => document.getElementById("unread")?.textContent === "1");
  // The one that listened goes: another takes its turn.
  await page.goto("about:blank");
  const [, second] = tabs;
  await startExport(second);
  await tabs[7].waitForFunction(() => document.getElementById("unread")?.textContent === "2");
  await leave(page);
});
