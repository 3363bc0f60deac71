// The import inside another product: the page of the guide, on an origin of its own, with the program in its frame.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit, leave, openPage } from "../browser.mjs";
import { startDesk } from "../person.mjs";
import { root } from "../site.mjs";

let desk, token;
const hosts = [];
before(async () => {
  desk = await startDesk();
  token = desk.site.run("token", "create", "shop", "--user", "jana", "--scopes", "import", "--quiet").trim();
});
after(async () => {
  for (const host of hosts) host.close();
  await desk?.clear();
});

/** The page in the guide, with a list of everything it hears. */
const guide = readFileSync(join(root, "docs/guides/embed.md"), "utf8");
const shown = /```html\n([\s\S]*?)```/.exec(guide)[1]
  .replace("<script type=\"module\">", "<script>window.heard = []; window.addEventListener(\"message\", (one) => window.heard.push({ ...one.data, from: one.origin }));</script>\n<script type=\"module\">");

/** Another product on this machine: another site than the register, which is at 127.0.0.1. `asked` is what its server asks for. */
async function startHost(asked, origin) {
  let own = "";
  const host = createServer(async (request, response) => {
    if (request.method === "POST") {
      const body = JSON.stringify({ ...asked, origin: origin ?? own });
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(`${desk.site.address}/api/v1/embed-sessions`, { method: "POST", headers, body });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    } else if (request.url === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(shown);
    } else {
      response.writeHead(204).end();
    }
  });
  hosts.push(host);
  await new Promise((ready) => host.listen(0, "localhost", ready));
  own = `http://localhost:${host.address().port}`;
  return own;
}

const heard = (page, event) => page.waitForFunction((wanted) => window.heard.findLast((one) => one.event === wanted), event)
  .then((found) => found.jsonValue());

/** The page in the frame, as `audit` knows pages. */
const framed = (page, frame) => ({
  problems: page.problems, url: () => frame.url(), reload: () => {}, evaluate: (...given) => frame.evaluate(...given),
});

test("a person imports inside another product, which hears of it", async () => {
  const theme = { accent: "#7a3cff", "on-accent": "#ffffff", radius: "9px", scheme: "light" };
  const own = await startHost({ type: "contacts", theme, language: "cs", options: { mode: "create" } });
  const page = await openPage(desk.browser, desk.site);
  await page.goto(own);
  await heard(page, "ready");
  const frame = page.frames().find((one) => one.url().startsWith(desk.site.address));
  await frame.waitForSelector("#upload");
  assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim()), "#7a3cff");
  assert.equal(await frame.getAttribute("html", "lang"), "cs");
  assert.equal(await frame.locator("nav.side, header.top").count(), 0);
  await audit(framed(page, frame), "upload in a frame");
  const height = (await heard(page, "resized")).height;
  assert.ok(height > 100, `${height} px`);
  await frame.setInputFiles("#file", desk.file("fair.csv", "Name,E-mail\nJan,jan@example.com\nEva,eva@\n"));
  await frame.click("#upload button.primary");
  await frame.waitForURL(/\/imports\/\d+\/(upload|columns)/);
  if (frame.url().endsWith("/upload")) {
    await frame.click("main form[method=post][action$='/upload'] button.primary");
    await frame.waitForURL(/\/columns/);
  }
  await audit(framed(page, frame), "columns in a frame");
  await frame.click("button[name=act][value=next].primary");
  await frame.waitForURL(/\/check/);
  await frame.click("main form[action$='/check'] button.primary");
  await frame.waitForSelector("#sorts");
  const checked = await heard(page, "checked");
  assert.deepEqual([checked.import.type, checked.import.counts.rows, checked.import.counts.rejected], ["contacts", 2, 1]);
  assert.equal(checked.from, desk.site.address);
  await audit(framed(page, frame), "check in a frame");
  await frame.goto(frame.url().replace(/\/check.*/, "/preview"));
  await frame.click("#start");
  const finished = await heard(page, "finished");
  assert.deepEqual([finished.import.state, finished.import.counts.created, finished.import.counts.rejected], ["completed", 1, 1]);
  await page.waitForFunction(() => document.getElementById("result").textContent === "1 new, 0 changed, 1 left out");
  await frame.waitForURL(/\/result/);
  await audit(framed(page, frame), "result in a frame");
  await frame.click(".embed-head button");
  const closed = await heard(page, "closed");
  assert.deepEqual(closed.imports.map((one) => one.state), ["completed"]);
  await page.waitForSelector("iframe", { state: "detached" });
  const events = await page.evaluate(() => window.heard.map((one) => one.event).filter((one) => one !== "resized"));
  assert.deepEqual(events, ["ready", "checked", "started", "finished", "closed"]);
  await leave(page);
});

test("another origin cannot show it, and the address opens once", async () => {
  const own = await startHost({ type: "contacts" }, "http://localhost:9");
  const page = await openPage(desk.browser, desk.site);
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await page.goto(own);
  await refused;
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  await leave(page);
});

test("who is signed in is not who acts in the frame", async () => {
  const own = await startHost({ types: ["contacts", "companies"] });
  const page = await desk.page();
  await page.goto(own);
  await heard(page, "ready");
  const frame = page.frames().find((one) => one.url().startsWith(desk.site.address));
  await frame.click("a.tile >> nth=1");
  await frame.waitForSelector("#upload");
  assert.match(frame.url(), /\/embed\/\d+\/imports\/new\?.*type=company/);
  const answers = await frame.evaluate(async () => {
    const prefix = document.body.dataset.embed;
    const status = async (path) => (await fetch(`${prefix}${path}`)).status;
    return [await status("/settings"), await status("/imports"), await status("/state")];
  });
  assert.deepEqual(answers, [404, 404, 200]);
  await page.goto("/imports");
  assert.equal(await page.locator("nav.side").count(), 1, "the window of the person is as before");
  await leave(page);
});
