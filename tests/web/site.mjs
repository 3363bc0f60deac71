// The program, started on a data directory of its own; gone at the end.
//
//   const site = await startSite({ demo: true });   // or {} for an empty register with the administrator jana
//   site.address, site.name, site.password, site.run("import", "list", "--json"), await site.stop()
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bounded } from "./bound.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.KARTOTEKA_TEST_PROGRAM ?? join(root, "target/debug/kartoteka");
const password = "correct horse battery";

function environment(data) {
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KARTOTEKA_")));
  return { ...plain, LC_ALL: "C.UTF-8", KARTOTEKA_DATA: data };
}

/** Runs one command to its end; gives what it said. */
function run(data, args, input = "") {
  const done = spawnSync(program, args, { cwd: root, env: environment(data), input, encoding: "utf8", timeout: 120_000 });
  if (done.error) throw new Error(`kartoteka ${args.join(" ")}: ${done.error.message}`);
  if (![0, 3].includes(done.status ?? 1)) throw new Error(`kartoteka ${args.join(" ")}: ${done.status}\n${done.stderr}`);
  return done.stdout;
}

/** A register with a sign-in for each person asked for; `jana` is its administrator. */
export async function startSite({ demo = false, people = [] } = {}) {
  const data = join(mkdtempSync(join(tmpdir(), "kartoteka-web-")), "data");
  if (demo) run(data, ["demo", "--no-serve"]);
  for (const [login, role] of [["jana", "administrator"], ...people]) {
    run(data, ["user", "add", login, "--email", `${login}@example.com`, "--role", role]);
    const token = run(data, ["user", "invite", login, "--quiet"]).trim();
    run(data, ["user", "accept", token], `${password}\n`);
  }
  const server = spawn(program, ["serve", "--listen", "127.0.0.1:0"], { cwd: root, env: environment(data) });
  // However the journey ends, the server ends with it.
  const gone = () => server.kill("SIGKILL");
  process.on("exit", gone);
  const address = await bounded(new Promise((found, failed) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (at) found(at[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  }), "the server");
  const ends = () => new Promise((ended) => {
    server.removeAllListeners("exit");
    server.on("exit", () => {
      process.off("exit", gone);
      rmSync(dirname(data), { recursive: true, force: true });
      ended();
    });
    server.kill("SIGTERM");
  });
  const stop = () => bounded(ends(), "the server that was asked to stop", 60_000);
  return { address, data, password, run: (...args) => run(data, args), stop };
}
