// Runs the journeys, each file in a process of its own, two at a time. Comes in: names of files, or none for all.
// Goes out: what failed, whole; a line and the time of each file; exit 1 when one failed. Neither a file nor the whole
// can stand still: past its limit it is ended and named.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const AT_ONCE = Number(process.env.KARTOTEKA_TEST_AT_ONCE ?? 2);
/** Minutes; many times what they take on a quiet machine. */
const FILE_LIMIT = 12;
const WHOLE_LIMIT = 40;
/** The long ones first, so that none of them is left alone at the end. */
const LONG = ["admin", "wizard", "looks", "records", "review", "long-run"];

const folder = join(dirname(fileURLToPath(import.meta.url)), "journeys");
const named = process.argv.slice(2).map((name) => basename(name));
const place = (name) => (LONG.indexOf(name.split(".")[0]) + LONG.length + 1) % (LONG.length + 1);
const waiting = (named.length > 0 ? named : readdirSync(folder).filter((name) => name.endsWith(".test.mjs")))
  .sort((a, b) => place(a) - place(b) || a.localeCompare(b));
const running = new Map();
const failed = [];
const began = Date.now();

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Ends a file and all it started: browsers hear it from the process that drives them, servers end with it. */
function end(child) {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
}

function one(name) {
  return new Promise((over) => {
    const start = Date.now();
    const child = spawn(process.execPath, ["--test-reporter=spec", join(folder, name)], { stdio: ["ignore", "pipe", "pipe"] });
    running.set(name, child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { said += chunk; });
    const late = setTimeout(() => {
      said += `\n${name} does not come to an end: ended after ${FILE_LIMIT} minutes\n`;
      end(child);
    }, FILE_LIMIT * 60_000);
    child.on("close", (code) => {
      clearTimeout(late);
      running.delete(name);
      const tests = /tests (\d+)/.exec(said)?.[1] ?? "no";
      if (code === 0 && tests !== "no") {
        console.log(`ok      ${name}: ${tests} tests, ${seconds(start)}`);
      } else {
        failed.push(name);
        console.log(`FAILED  ${name} after ${seconds(start)}\n${said}`);
      }
      over();
    });
  });
}

async function worker() {
  for (let name = waiting.shift(); name; name = waiting.shift()) await one(name);
}

const whole = setTimeout(() => {
  failed.push(...waiting.splice(0));
  console.log(`The journeys do not come to an end within ${WHOLE_LIMIT} minutes; at work: ${[...running.keys()].join(", ")}`);
  for (const child of running.values()) end(child);
}, WHOLE_LIMIT * 60_000);
await Promise.all(Array.from({ length: AT_ONCE }, worker));
clearTimeout(whole);
console.log(failed.length === 0 ? `All journeys came to their end in ${seconds(began)}.` : `Failed after ${seconds(began)}: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
