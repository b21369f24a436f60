// Which version of the protocol a page must speak.
import assert from "node:assert/strict";
import { OUTDATED, PROTOCOL_VERSION, speaksOurVersion } from "@/protocol/version.ts";
import { Client, startServer } from "./socket_kit.ts";

Deno.test("pages of this version may connect, and those of before it had a number", () => {
  assert.ok(speaksOurVersion({ protocol: PROTOCOL_VERSION }));
  assert.equal(speaksOurVersion({}), false);
  assert.equal(speaksOurVersion(undefined), false);
  for (const protocol of [0, 2, -1, "1", null, NaN, [1], { valueOf: 1 }, true]) {
    if (protocol !== PROTOCOL_VERSION) assert.ok(!speaksOurVersion({ protocol }), String(protocol));
  }
});

Deno.test("a page of another version is told so, by WebSocket and by polling, and holds no seat", async () => {
  const refused: string[] = [];
  const server = await startServer({ onRefused: ({ kind }) => void refused.push(kind) });
  for (const transport of ["websocket", "polling"] as const) {
    const options = { transports: [transport], auth: { protocol: PROTOCOL_VERSION + 1 } };
    await assert.rejects(Client.connect(server.url, options), { message: OUTDATED });
    using client = await Client.connect(server.url, {
      transports: [transport],
      auth: { protocol: PROTOCOL_VERSION },
    });
    assert.equal((await client.ask("room:watch", { room: "бөлмө" })).ok, true);
  }
  assert.deepEqual(refused, ["version", "version"], "the log tells the operator");
  await server.close();
});
