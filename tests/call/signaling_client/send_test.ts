// Events that nobody acknowledges to their sender.
import assert from "node:assert/strict";
import { world } from "./reconnecting_client_kit.ts";

Deno.test("send() asks for no acknowledgement, and sends nothing where nobody is connected", () => {
  const { client, last, up } = world();
  const to = { to: "b", toEpoch: 1, seq: 0, ack: 1 };
  client.send("peer:ack", to);
  up();
  client.send("peer:ack", to);
  assert.deepEqual(last().sent, [{ event: "peer:ack", payload: to, reply: undefined }]);
  last().onEnd();
  client.send("peer:ack", to);
  assert.equal(last().sent.length, 1);
});
