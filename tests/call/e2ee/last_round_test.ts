// One member cannot end the exchange of those who stay: rounds go in a circle.
import assert from "node:assert/strict";
import { MAX_ROUND, readMessage, writeMessage } from "@/call/transport/data_messages.ts";
import { SasExchange } from "@/call/e2ee/sas_exchange.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { until } from "../../fakes/random.ts";

/** Pages that tell each other as they would over a connection. */
class Pages {
  readonly all = new Map<string, SasExchange>();

  add(self: string): SasExchange {
    const exchange = new SasExchange({
      room: "room1",
      secrets: {
        subtle: crypto.subtle,
        random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      },
      clock: fakeClock(),
      self: () => self,
      tell: (id, part) => {
        const message = readMessage(writeMessage({ kind: "words", ...part }));
        assert.ok(message?.kind === "words", `nobody can read round ${part.round}`);
        queueMicrotask(() => this.all.get(id)?.hear(self, message));
      },
      onChange: () => {},
    });
    this.all.set(self, exchange);
    return exchange;
  }

  /** These are in the room from now on. */
  async meet(ids: readonly string[], pages: string): Promise<void> {
    for (const id of ids) this.all.get(id)?.update(ids.filter((other) => other !== id), pages);
    const present = ids.flatMap((id) => this.all.get(id) ?? []);
    if (present.length < ids.length) return; // somebody is not one of ours
    await until(() => present.every(({ numbers }) => numbers?.size === ids.length));
  }
}

for (const round of [MAX_ROUND, MAX_ROUND - 1, MAX_ROUND / 2, MAX_ROUND / 2 + 1, 123_456_789]) {
  Deno.test(`who brings all to round ${round} and leaves ends nothing, for newcomers neither`, async () => {
    const pages = new Pages();
    for (const id of ["a", "b"]) pages.add(id);
    await pages.meet(["a", "b", "liar"], "1");
    for (const page of pages.all.values()) page.hear("liar", { round, commit: "x".repeat(22) });
    await pages.meet(["a", "b"], "2");
    pages.add("c");
    await pages.meet(["a", "b", "c"], "3");
  });
}
