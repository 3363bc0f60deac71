// H: helpdesk, companies and then their users, criterion by criterion, in a register that begins empty.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { audit, leave, openPage, screen } from "../browser.mjs";
import { download, example, listed, number, run, sorts, startDesk, toCheck, upload } from "../person.mjs";
import { root } from "../site.mjs";

let desk, page;
before(async () => {
  desk = await startDesk({ people: [["petr", "operator"]] });
  page = await desk.page();
});
after(async () => {
  if (page) await leave(page);
  await desk?.clear();
});

const users = (name, lines, head = "Username;E-mail;Company") => desk.file(name, `${head}\n${lines.join("\n")}\n`);
const sample = (name) => join(root, "tests/samples", name);

test("H1: Customers, Companies, Import: CSV in UTF-8; files to download whose fields can be widened and narrowed", async () => {
  await page.goto("/");
  await page.click("nav.side a[href='/companies']");
  await page.click("a[href='/companies/import']");
  await page.click("a[href*='/imports/new']");
  await page.waitForURL(/\/imports\/new/);
  const widths = [];
  for (const type of ["company", "user"]) {
    const door = type === "company" ? "helpdesk-companies" : "users";
    await page.goto(`/imports/new?profile=${door}`);
    const got = await download(desk, page, () => page.click(`a[href='/samples/${type}?format=csv']`));
    const bytes = readFileSync(got.path);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "UTF-8 with a byte order mark");
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    for (const columns of ["required", "usual", "all"]) {
      await page.goto(`/settings/import/template?profile=${door}`);
      await page.check("input[value=csv]");
      await page.check(`input[name=columns][value=${columns}]`);
      const file = await download(desk, page, () => page.click("main form button.primary"));
      widths.push(readFileSync(file.path, "utf8").split("\n")[0].split(/[;,]/).length);
    }
  }
  assert.ok(widths[0] < widths[1] && widths[1] < widths[2] && widths[3] < widths[4] && widths[4] < widths[5], widths.join());
  const id = await upload(page, "profile=helpdesk-companies", sample("spolecnosti_utf8.csv"));
  await toCheck(page, id);
  assert.equal((await run(page, id)).created, 200);
  const plain = await upload(page, "profile=helpdesk-companies", desk.file("plain.csv", "Name,City\nWithout Mark,Žďár\n"));
  await toCheck(page, plain);
  assert.equal((await run(page, plain)).created, 1);
});

test("H2: the fields to import are chosen on the page of columns", async () => {
  const id = await upload(page, "profile=helpdesk-companies", desk.file("chosen.csv", "Name;City;E-mail\nChosen Fields;Brno;chosen@example.cz\n"));
  await page.goto(`/imports/${id}/columns`);
  await page.focus("#field-0-1");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("do not");
  await page.waitForSelector(".picker-list:not([hidden]) [role=option].active");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /2 of 3/.test(document.querySelector("#ready-title")?.textContent ?? ""));
  await toCheck(page, id);
  await run(page, id);
  await page.goto("/companies?q=Chosen%20Fields");
  await page.click("tbody th a");
  const values = await page.innerText("main");
  assert.match(values, /chosen@example\.cz/);
  assert.doesNotMatch(values, /Brno/);
});

test("H3: Administration, Users, Import, the same for users", async () => {
  await page.goto("/settings/users");
  await page.click("a[href='/imports/new?profile=users']");
  assert.match(await page.textContent("h1"), /Users/);
  const id = await upload(page, "profile=users", sample("uzivatele_utf8.csv"));
  await toCheck(page, id);
  assert.deepEqual(await sorts(page).then(({ errors }) => errors), 0);
  assert.equal((await run(page, id)).created, 600);
});

test("H4: e-mail and user name are required for every user", async () => {
  const id = await upload(page, "profile=users", users("lacking.csv", ["h4.one;;", ";h4.two@example.cz;", "h4.three;h4.three@example.cz;"]));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 2);
  await page.click("#sorts a[href*='/issues']");
  assert.match(await page.innerText("main tbody"), /2[\s\S]*E-mail[\s\S]*3[\s\S]*Username/);
  const without = await upload(page, "profile=users", users("without.csv", ["h4.four"], "Username"));
  await page.goto(`/imports/${without}/columns`);
  assert.equal(await page.getAttribute("button[value=next]", "aria-disabled"), "true");
  assert.match(await page.textContent("#why"), /E-mail/);
});

test("H5: a user name twice, in the file or in the register, in any case: all rows are listed, nothing is written", async () => {
  const stored = await listed(page, "/users");
  const id = await upload(page, "profile=users", users("twice.csv", ["h5.same;a@example.cz;", "H5.SAME;b@example.cz;", "PETR;c@example.cz;", "h5.other;d@example.cz;"]));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 3);
  await page.click("#sorts a[href*='/issues']");
  const told = await page.innerText("main tbody");
  for (const row of ["2", "3", "4"]) assert.match(told, new RegExp(`^${row}\\b`, "m"));
  await page.goto(`/imports/${id}/preview`);
  assert.equal(await page.isDisabled("#start"), true);
  assert.match(await page.textContent("#start-why"), /only as a whole/);
  assert.equal(await listed(page, "/users"), stored);
});

test("H6: a company that does not exist ends the import with every such row; none is made on the side", async () => {
  const [people, companies] = [await listed(page, "/users"), await listed(page, "/companies")];
  const id = await upload(page, "profile=users", users("no-company.csv", ["h6.a;a@example.cz;Nowhere s.r.o.", "h6.b;b@example.cz;", "h6.c;c@example.cz;Nobody a.s."]));
  await toCheck(page, id);
  await page.click("#sorts a[href*='/issues']");
  assert.match(await page.innerText("main tbody"), /2[\s\S]*Nowhere s\.r\.o\.[\s\S]*4[\s\S]*Nobody a\.s\./);
  await audit(page, "companies that do not exist");
  await screen(page, "check-users-list");
  await page.goto(`/imports/${id}/preview`);
  assert.equal(await page.isDisabled("#start"), true);
  assert.deepEqual([await listed(page, "/users"), await listed(page, "/companies")], [people, companies]);
});

test("H7: one role for the whole import, end user unless told, or a column; operators only by an administrator", async () => {
  const choose = (role) => ({ options: () => page.check(`input[name=role][value="${role}"]`) });
  const roleOf = async (login) => {
    await page.goto(`/settings/users?q=${login}`);
    return page.innerText("tbody tr:first-child td:nth-of-type(2)");
  };
  const usual = await upload(page, "profile=users", users("usual.csv", ["h7.usual;u@example.cz;"]));
  await toCheck(page, usual);
  await run(page, usual);
  assert.match(await roleOf("h7.usual"), /End user/);
  const operators = await upload(page, "profile=users", users("ops.csv", ["h7.op;o@example.cz;"]));
  await toCheck(page, operators, choose("operator"));
  await run(page, operators);
  assert.match(await roleOf("h7.op"), /Operator/);
  const column = await upload(page, "profile=users", users("column.csv", ["h7.col;c@example.cz;operator"], "Username;E-mail;Role"));
  await toCheck(page, column);
  await run(page, column);
  assert.match(await roleOf("h7.col"), /Operator/);
  // Somebody who is no administrator is not offered operators, or no import of users at all.
  const petr = await desk.page("petr");
  const status = (await petr.goto("/imports/new?profile=users")).status();
  if (status === 200) {
    const id = await upload(petr, "profile=users", users("petr.csv", ["h7.petr;p@example.cz;operator"], "Username;E-mail;Role"));
    let offered = -1;
    await toCheck(petr, id, { options: async () => { offered = await petr.locator("input[name=role][value=operator]").count(); } }).catch(() => {});
    assert.equal(offered, 0);
    await petr.goto(`/imports/${id}/preview`);
    if (await petr.locator("#start").count() > 0 && await petr.isEnabled("#start")) {
      await petr.click("#start");
      await petr.waitForLoadState();
    }
    assert.equal(await listed(page, "/users?q=h7.petr"), 0, "no operator was made");
  } else {
    assert.equal(status, 403);
  }
  await leave(petr);
});

test("H8: one e-mail at several companies passes while sign-in is by user name; by e-mail it is an error", async () => {
  // A register of its own: nobody in it shares an e-mail yet.
  const own = await startDesk({});
  const other = await own.page();
  const twins = own.file("twins.csv", "Username;E-mail\nh8.one;twin@example.cz\nh8.two;twin@example.cz\nh8.three;alone@example.cz\n");
  const before = await upload(other, "profile=users", twins);
  await toCheck(other, before);
  assert.equal((await sorts(other)).errors, 0);
  await other.goto("/settings/security");
  await other.check("#mode-email");
  await other.click("form button.primary");
  await other.waitForSelector(".flash.success");
  const after = await upload(other, "profile=users", twins);
  await toCheck(other, after);
  assert.equal((await sorts(other)).errors, 2);
  await other.click("#sorts a[href*='/issues']");
  const told = await other.innerText("main tbody");
  assert.match(told, /^2\b[\s\S]*^3\b/m);
  assert.match(told, /twin@example\.cz/);
  await audit(other, "a repeated e-mail");
  await leave(other);
  await own.clear();
});

test("H9: made-up addresses pass; an import sends no mail and says so", async () => {
  const id = await upload(page, "profile=users", users("made-up.csv", ["h9.one;xx@yy.cz;", "h9.two;aa@bb.cz;"]));
  await toCheck(page, id);
  assert.equal((await sorts(page)).errors, 0);
  await page.goto(`/imports/${id}/preview`);
  assert.match(await page.textContent(".side-effects"), /No mail is sent/);
  assert.equal((await run(page, id)).created, 2);
});

test("H10: another encoding is recognised, shown, and confirmed before anything is checked", async () => {
  // The same sentence in the tables of five encodings; bytes above 127 by hand.
  const czech = { ř: 0xf8, š: [0x9a, 0xb9], ě: 0xec, í: 0xed, á: 0xe1, ý: 0xfd, č: 0xe8, ž: [0x9e, 0xbe], Ž: [0x8e, 0xae] };
  const bytes = (text, table) => Buffer.from([...text].map((sign) => [czech[sign]].flat()[table] ?? [czech[sign]].flat()[0] ?? sign.charCodeAt(0)));
  const lines = ["Username;E-mail;First name;Last name", ...Array.from({ length: 30 }, (_, at) => `h10.u${at};u${at}@example.cz;Jiří;Řehořková Příšerně žluťoučký čáp`.replace("Ř", "ř").replace("ť", "t").replace("ň", "n"))];
  const text = `${lines.join("\n")}\n`;
  const russian = text.replaceAll("Jiří", "Иван").replaceAll("řehořková Příšerně žlutoučký čáp", "Петров Сергей");
  const cyrillic = Buffer.from([...russian].map((sign) => (sign >= "А" && sign <= "я" ? sign.codePointAt(0) - 0x410 + 0xc0 : sign.charCodeAt(0))));
  const portuguese = Buffer.from(text.replaceAll("Jiří", "João").replaceAll("řehořková Příšerně žlutoučký čáp", "Conceição Magalhães da Assunção"), "latin1");
  const files = [["windows-1250", bytes(text, 0), "Jiří"], ["ISO-8859-2", bytes(text, 1), "Jiří"], ["windows-1251", cyrillic, "Иван"],
    ["windows-1252", portuguese, "João"], ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "Jiří"]];
  for (const [encoding, content, word] of files) {
    const id = await upload(page, "profile=users", desk.file(`${encoding}.csv`, content));
    assert.match(page.url(), /\/upload$/, `${encoding} wants a look`);
    assert.match(await page.inputValue("#encoding"), new RegExp(encoding, "i"));
    assert.match(await page.textContent(".preview"), new RegExp(word), encoding);
    // No address leads past it.
    for (const step of ["", "/columns"]) {
      await page.goto(`/imports/${id}${step}`);
      assert.match(page.url(), /\/upload$/, `${encoding}${step}`);
    }
    await page.click("#reading form[method=post] button");
    await page.waitForSelector(".summary.danger");
    await page.check("#right");
    await page.click("#reading form[method=post] button");
    await page.waitForURL(`**/imports/${id}/columns`);
  }
});

test("H11: imported operators are made responsible at once, and sign in after an invitation", async () => {
  const id = await upload(page, "profile=users", example("operators-windows-1250.csv"));
  await toCheck(page, id, { options: () => page.check("input[name=role][value=operator]") });
  assert.equal((await run(page, id)).created, 8);
  await page.goto("/companies");
  await page.check("tbody tr:nth-child(1) input");
  await page.click("button[value=responsible]");
  await page.fill("#value", "operator1");
  await page.click("form.card >> nth=0 >> button");
  await page.waitForSelector(".people");
  await page.click("button:has-text('Change 1 record')");
  await page.waitForSelector("#done-title");
  assert.equal(await listed(page, "/companies?f=responsible%20is%20operator1"), 1);
  await page.goto("/settings/users?q=operator1");
  await page.click("tbody a:text-is('operator1')");
  await page.click("text=Make invitation link");
  const link = await page.inputValue("#link");
  const guest = await openPage(desk.browser, desk.site);
  await guest.goto(link);
  await guest.fill("#password", "a few words in a row");
  await guest.click("main form button:not([type=button])");
  await guest.waitForURL((url) => url.pathname === "/");
  await guest.goto("/companies?f=responsible%20is%20operator1");
  assert.equal(number(await guest.textContent("#count")), 1);
  await leave(guest);
});
