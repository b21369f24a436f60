// A browser without WebRTC: it is told of everybody that there is no path, and of nobody who left.
import assert from "node:assert/strict";
import { NullTransport } from "@/call/transport/null_transport.ts";
import type { Member } from "@/protocol/shapes.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";

function member(id: string): Member {
  const name = id;
  return {
    id,
    epoch: 1,
    name,
    media: NO_MEDIA,
    joinedAt: 0,
    away: false,
    hand: null,
    role: "guest",
  };
}

Deno.test("everybody else has no path, is told once, and is forgotten when they leave", () => {
  const told: string[] = [];
  const transport = new NullTransport({
    onState: (id, state) => told.push(`${id} ${state}`),
    onGone: (id) => told.push(`${id} gone`),
  });
  transport.reconcile({ members: [member("me"), member("a")] }, "me");
  transport.reconcile({ members: [member("me"), member("a"), member("b")] }, "me");
  transport.reconcile({ members: [member("me"), member("b")] }, "me");
  assert.deepEqual(told, ["a blocked", "b blocked", "a gone"]);
  assert.equal(transport.send(), false, "there is no way but the server's");
  transport.close();
  assert.deepEqual(told.slice(3), ["b gone"]);
});
