// A long file: two people look at one run, tabs beside each other follow it, it survives a reload, is stopped, and goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit, leave, screen } from "../browser.mjs";
import { startDesk, toCheck, upload } from "../person.mjs";

const ROWS = 240_000;
let desk;
before(async () => {
  desk = await startDesk({ people: [["petr", "administrator"]] });
});
after(async () => desk?.clear());

test("a long run: a second session sees it, it survives a reload, is stopped, and goes on", async () => {
  const [page, other, still] = [await desk.page(), await desk.page("petr"), await desk.page()];
  const rows = Array.from({ length: ROWS }, (_, at) => `Long company ${at};company${at}@${at === 30_000 ? "" : "x.cz"}`);
  const number = await upload(page, "type=company", desk.file("long.csv", `Name;E-mail\n${rows.join("\n")}\n`));
  await page.goto(`/imports/${number}/columns`);
  await page.click("button[value=next]");
  await page.waitForURL("**/options");
  await page.click("button[value=check]");
  await page.waitForURL("**/check");
  if (await page.locator("#progress").count() > 0) {
    await audit(page, "a check at work");
    await screen(page, "check-working");
  }
  await toCheck(page, number);
  // The one row that is wrong, far down, is one key away.
  await page.focus("data-grid td[tabindex='0']");
  await page.keyboard.press("F8");
  await page.waitForFunction(() => document.activeElement?.closest("tr")?.id === "row-30002" && document.activeElement.matches("[aria-invalid]"));
  await page.keyboard.press("F2");
  await page.keyboard.type("mended@x.cz");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#row-30002 td.mended");
  assert.equal(await page.locator("#row-30002 td[aria-invalid]").count(), 0);
  // What the bar at the head of the page half covers here is whole a line further up.
  await page.evaluate(() => window.scrollTo(0, 0));
  await audit(page, "the grid of a long file");
  // Too long to be checked again at once: the page says so and offers it.
  await page.goto(`/imports/${number}/check`);
  await page.waitForSelector("#sorts");
  if (await page.locator("#sorts .buttons form button").count() > 0) await page.click("#sorts .buttons form button");
  await page.waitForFunction(() => /All 240,000 rows are fine/.test(document.querySelector("#sorts")?.textContent ?? ""), null);
  await page.goto(`/imports/${number}/preview`);
  await page.click("#start");
  await page.waitForURL("**/run");
  // Somebody else opens the import and is shown the same run. A third page is cut off there: it keeps what it showed, and is looked at later.
  await Promise.all([other, still].map((one) => one.goto(`/imports/${number}`)));
  await still.context().setOffline(true);
  assert.match(other.url(), /\/run$/);
  await page.click("[data-opens=stop]");
  await page.click("dialog[open] button.solid");
  await page.waitForURL("**/result");
  assert.match(await page.textContent(".result-line"), /Stopped/);
  await audit(page, "a stopped run");
  await screen(page, "result-stopped");
  await other.waitForURL("**/result");
  assert.match(await other.textContent(".result-line"), /Stopped/, "the other session is told without a reload");
  assert.match(still.url(), /\/run$/);
  await audit(still, "a run");
  await screen(still, "run");
  await still.click("[data-opens=stop]");
  await still.waitForSelector("dialog[open]");
  await audit(still, "stop, the question");
  await screen(still, "run-stop");
  await still.context().setOffline(false);
  // It goes on where it stopped, by the one who did not start it; five tabs follow.
  await other.click("form[action$='/go-on'] button");
  await other.waitForURL(/\/(run|result)$/);
  await page.goto(`/imports/${number}`);
  // A run that waits for a worker has no number yet; one that is done has no progress any more.
  const done = () => page.evaluate(() => {
    const progress = document.querySelector("#progress progress");
    return progress ? Number(progress.getAttribute("value") ?? 0) : Number.POSITIVE_INFINITY;
  });
  const before = await done();
  await page.reload();
  assert.ok(await done() >= before, "numbers never go back");
  const tabs = [];
  while (tabs.length < 5) tabs.push(await page.context().newPage());
  for (const tab of tabs) await tab.goto(`/imports/${number}`);
  for (const one of [other, ...tabs]) {
    await one.waitForURL("**/result");
    await one.waitForFunction(() => /Created: 240,000/.test(document.querySelector(".result-line")?.textContent ?? ""), null);
  }
  await leave(other, still, page);
});
