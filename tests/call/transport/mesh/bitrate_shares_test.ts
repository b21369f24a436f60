// A bitrate is divided without a rest, and never beyond the budget.
import assert from "node:assert/strict";
import { type Claim, shareBitrate } from "@/call/transport/mesh/bitrate_shares.ts";
import { seeded } from "../../../fakes/random.ts";

const claim = (want: number, least: number, turn: number): Claim => ({ want, least, turn });

Deno.test("everybody gets their least before anybody gets more, and the first turn comes first", () => {
  const [text, large, one, other] = [
    claim(1_000, 100, 0),
    claim(800, 50, 2),
    claim(300, 50, 3),
    claim(300, 50, 3),
  ];
  const all = [one, text, other, large];
  const shares = shareBitrate(all, 1_300);
  assert.deepEqual([text, large, one, other].map((of) => shares.get(of)), [1_000, 200, 50, 50]);
});

Deno.test("those of one turn get equally much, and what one does not want the others get", () => {
  const [small, one, other] = [claim(100, 50, 3), claim(900, 50, 3), claim(900, 50, 3)];
  const shares = shareBitrate([one, small, other], 1_100);
  assert.deepEqual([small, one, other].map((of) => shares.get(of)), [100, 500, 500]);
});

Deno.test("if the budget is less than all leasts, everybody gets the same part of theirs", () => {
  const [one, other] = [claim(900, 300, 0), claim(900, 100, 3)];
  assert.deepEqual([...shareBitrate([one, other], 200).values()], [150, 50]);
  assert.deepEqual([...shareBitrate([one, other], 0).values()], [0, 0]);
});

Deno.test("whatever the claims are, shares stay within budget and wants, and nothing useful is left", () => {
  const random = seeded(14);
  const number = (below: number) => Math.floor(random() * below);
  for (let round = 0; round < 500; round++) {
    const claims = Array.from(
      { length: number(12) },
      () => claim(number(2_000), number(300), number(4)),
    );
    const budget = number(8_000);
    const shares = shareBitrate(claims, budget);
    const sum = [...shares.values()].reduce((total, share) => total + share, 0);
    const wanted = claims.reduce((total, { want }) => total + want, 0);
    assert.ok(sum <= budget + 1e-6);
    assert.ok(sum >= Math.min(budget, wanted) - 1e-6, `${sum} of ${budget}, wanted ${wanted}`);
    for (const [{ want }, share] of shares) assert.ok(share >= 0 && share <= want + 1e-6);
  }
});
