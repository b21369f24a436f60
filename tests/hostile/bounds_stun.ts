// Bounds of the STUN server.
import assert from "node:assert/strict";
import { ADDRESS_RATE, StunAnswers, TOTAL_RATE } from "@/server/stun/stun_answers.ts";
import { addressOf, type Bound, howOften } from "./bounds_kit.ts";

export const STUN_BOUNDS: Record<string, Bound> = {
  "STUN requests": {
    says: [ADDRESS_RATE.burst, ADDRESS_RATE.perSecond, TOTAL_RATE.perSecond, 44],
    fill: () => {
      let now = 0;
      const answers = new StunAnswers(() => now);
      const request = new Uint8Array([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...Array(12).fill(7)]);
      const asks = (address: string) => answers.answer(request, { address, port: 9 }) !== null;
      assert.equal(howOften(10_000, () => asks("192.0.2.1")), ADDRESS_RATE.burst);
      now += 1_000;
      assert.equal(howOften(10_000, () => asks("192.0.2.1")), ADDRESS_RATE.perSecond);
      now += 1_000;
      assert.equal(howOften(10_000, (n) => asks(addressOf(n))), TOTAL_RATE.burst);
      now += 1_000;
      assert.equal(howOften(10_000, (n) => asks(addressOf(n))), TOTAL_RATE.perSecond);
    },
  },
};
