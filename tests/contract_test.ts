// Every row of docs/contract.md has a test whose name begins with its number.
import assert from "node:assert/strict";
import { findTests } from "./runner/files.ts";

const ROWS = 50;
/** Recording, blur and files are outside of the agreement; 35 are figures of Lighthouse, no test. */
const LEFT_OUT = new Set([35, 46, 47, 50]);
/** A name that begins with numbers of rows: "7: …", "39 and 43: …", "1, 2, 3: …". */
const NAMED = /^\s*["`](\d{1,2}(?:(?:, | and )\d{1,2})*): /;

Deno.test("each row of the contract is the beginning of a test's name, and no other number is", async () => {
  const root = `${import.meta.dirname}/..`;
  const files = await findTests(root);
  const rows = new Set<number>();
  for (const file of files) {
    const source = await Deno.readTextFile(`${root}/${file}`);
    for (const test of source.split("Deno.test(").slice(1)) {
      const [, numbers = ""] = NAMED.exec(test) ?? [];
      for (const number of numbers.match(/\d+/g) ?? []) rows.add(Number(number));
    }
  }
  const wanted = Array.from({ length: ROWS }, (_, index) => index + 1).filter((row) =>
    !LEFT_OUT.has(row)
  );
  assert.deepEqual([...rows].sort((a, b) => a - b), wanted);
});

Deno.test("docs/contract.md has each row once, in order", async () => {
  const text = await Deno.readTextFile(`${import.meta.dirname}/../docs/contract.md`);
  const numbers = [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
  assert.deepEqual(numbers, Array.from({ length: ROWS }, (_, index) => index + 1));
});
