// The list of criteria of the product, and that each is the name of a journey.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

test("every criterion is a journey under its own name", () => {
  const names = readdirSync(import.meta.dirname).filter((file) => file.startsWith("criteria-"))
    .flatMap((file) => [...readFileSync(new URL(file, import.meta.url), "utf8").matchAll(/^test\("([LHRMA\d ]+):/gm)])
    .flatMap(([, of]) => of.split(" "));
  const wanted = Object.entries({ L: 15, H: 11, R: 12, M: 8, A: 10 })
    .flatMap(([flow, last]) => Array.from({ length: last }, (_, at) => `${flow}${at + 1}`));
  assert.deepEqual([...names].sort(), [...wanted].sort());
});
