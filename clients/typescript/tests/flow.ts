// One register from empty to full and back, by the client alone. In: the address and a token of a server. Out: silence, or what differs.

import assert from "node:assert/strict";
import { Kartoteka, Problem, StillRunning, about } from "../src/index.ts";
import type { models } from "../src/index.ts";

const server = process.env["KARTOTEKA_SERVER"] ?? "";
const token = process.env["KARTOTEKA_TOKEN"] ?? "";

/** Lines that break: the second piece of a file arrives and its answer is lost; the first answer to a new company is lost. */
const broken = new Set(["PUT offset=40", "POST /records/companies"]);
const breaking: typeof fetch = async (url, request) => {
  const answer = await fetch(url, request);
  const line = [...broken].find((one) => `${request?.method} ${String(url)}`.replace(/ .*[/?](?=offset|records)/, " ") === one.replace(" /", " "));
  if (line && broken.delete(line)) throw new TypeError("the line broke");
  return answer;
};
const api = new Kartoteka({ server, token, fetch: breaking });

const refused = (status: number, code: models.Problem["code"]) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return Boolean(error.requestId && error.title);
};

// A file comes in pieces, one of which is sent over a line that breaks.
const file = "Name,E-mail\r\nJan,jan@example.com\r\nEva,eva@\r\nPetr,petr@example.com\r\nIvo,ivo@example.com\r\n";
const heard: number[] = [];
const made = await api.importFile(
  new TextEncoder().encode(file),
  { type: "contacts", name: "fair.csv", auto: "check", options: { mode: "create" } },
  { piece: 20, told: (done) => heard.push(done) },
);
assert.deepEqual(heard, [0, 20, 40, 60, 80, file.length]);
assert.ok(!broken.has("PUT offset=40"), "the line never broke");

// Checked: what is wrong is data.
const checked = await api.wait(made);
assert.deepEqual([checked.state, checked.counts.rows, checked.counts.rejected], ["checked", 4, 1]);
const issues = await api.listIssues(made.id, { severity: "error" }).all();
assert.deepEqual(issues.map((one) => [one.row, one.code, one.value]), [[3, "email-unreadable", "eva@"]]);

// Mended, checked again, started.
const touched = await api.addFix(made.id, { mend: "set", row: 3, column: "E-mail", text: "eva@example.com" });
assert.equal(touched.touched, 1);
const clean = await api.wait(await api.checkImport(made.id));
assert.equal(clean.counts.rejected, 0);
const finished = await api.wait(await api.startImport(made.id));
assert.deepEqual([finished.state, finished.outcome, finished.counts.created], ["completed", "clean", 4]);
let last: unknown;
for await (const { event, data } of api.followImport(made.id)) last = [event, (data as models.Import).state];
assert.deepEqual(last, ["done", "completed"]);

// Records, page by page, each of the form of its type.
const pages: number[] = [];
for await (const page of api.listRecords("contacts", { limit: 3, fields: "name", sort: "-name" }).pages()) pages.push(page.data.length);
assert.deepEqual(pages, [3, 1]);
const names: (string | null | undefined)[] = [];
for await (const contact of api.listRecords("contacts", { limit: 2, sort: "name" })) names.push(contact.name);
assert.deepEqual(names, ["Eva", "Ivo", "Jan", "Petr"]);
const found = await api.listRecords("contacts", { filter: { email: { contains: "jan" } }, include_total: true }).page();
assert.deepEqual([found.total, found.data[0]?.name], [1, "Jan"]);

// Changes are based on what was read.
const jan = await api.getRecord("contacts", found.data[0]?.id ?? "");
const changed = await api.updateRecord("contacts", jan.id, { phone: "+420 777 123 456" }, { ifMatch: jan });
assert.equal(changed.version, jan.version + 1);
await assert.rejects(api.updateRecord("contacts", jan.id, { phone: "1" }, { ifMatch: jan }), refused(412, "record_changed"));
assert.equal(await api.changed(changed), undefined);
await api.deleteRecord("contacts", jan.id, { ifMatch: "*" });

// A record whose answer was lost is made once.
await api.createRecord("companies", { name: "ACME" });
assert.ok(!broken.has("POST /records/companies"), "the line never broke");
assert.equal((await api.listRecords("companies").all()).length, 1);
const once = { idempotencyKey: "order-17" };
const omega = await api.createRecord("companies", { name: "Omega" }, once);
const replayed = await api.createRecord("companies", { name: "Omega" }, once);
assert.deepEqual([about(omega).isReplayed, about(replayed).isReplayed, replayed.id], [false, true, omega.id]);
await assert.rejects(api.createRecord("companies", { name: "Beta" }, once), refused(422, "idempotency_key_mismatch"));

// Each no is a problem with a code.
await assert.rejects(api.getRecord("contacts", "999"), refused(404, "record_unknown"));
await assert.rejects(api.createRecord("companies", { nmae: "X" } as models.RecordWrites["companies"]), refused(422, "field_unknown"));
await assert.rejects(new Kartoteka({ server, token: "kt_none" }).getMe(), refused(401, "token_invalid"));
await assert.rejects(api.getRecord("contacts", "999", { language: "cs" }), (error) => /[ěščřžýáíé]/.test(String(error)));

// Files come piece by piece.
const csv = await api.exportRecords("contacts", { format: "csv", columns: ["name"], records: { all: true } });
let bytes = 0;
for await (const piece of csv.stream) bytes += piece.length;
assert.ok(bytes > 10 && csv.name?.endsWith(".csv"), `${bytes} ${csv.name}`);
const kept = await api.wait(await api.createExport({ type: "contacts", format: "csv" }));
assert.ok((await (await api.getExportFile(kept.id)).text()).includes("Petr"));

// And everything is taken back; what somebody changed since stays.
const undo = await api.revertImport(made.id);
assert.ok("state" in undo);
const back = await api.wait(undo);
assert.equal(back.state, "undone");
assert.deepEqual(await api.listRecords("contacts").all(), []);
await assert.rejects(api.wait({ ...undo, job: { state: "running" } }, { seconds: 0 }), (error) => error instanceof StillRunning);
