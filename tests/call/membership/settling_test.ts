// When the busy moment after joining is over.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { Connections } from "@/call/transport/connections.ts";
import type { ConnectionState } from "@/call/transport/monitor/connection_state.ts";
import { MembershipState } from "@/call/membership/membership_state.ts";
import { settling } from "@/call/membership/settling.ts";
import { Scope } from "@/call/scope.ts";
import { fakeClock, fakePage } from "../../fakes/ports.ts";
import { member } from "../../components/kit/samples.ts";

function enter(...others: string[]) {
  const [clock, page] = [fakeClock(), fakePage()];
  const connections = new Connections();
  const signaling = { connected: signal(true), outdated: signal(false), problem: signal(null) };
  const membership = new MembershipState(signaling, connections);
  const settled = settling(new Scope(), { clock, page, membership, connections });
  membership.self.value = "me";
  membership.members.value = ["me", ...others].map((id) => member(id));
  membership.phase.value = "call";
  const report = (id: string, state: ConnectionState) =>
    connections.states.value = new Map(connections.states.value).set(id, state);
  return { clock, page, membership, settled, report };
}

Deno.test("it is over when all connections have come about and their pictures could, too", () => {
  const { clock, settled, report } = enter("a", "b");
  report("a", "connected");
  clock.advance(1_000);
  assert.equal(settled.value, false);
  report("b", "connected");
  assert.equal(settled.value, false, "the pictures come first");
  clock.advance(500);
  assert.equal(settled.value, true);
});

Deno.test("one who is alone waits for nobody, and nobody who cannot be reached is waited for long", () => {
  const alone = enter();
  alone.clock.advance(500);
  assert.equal(alone.settled.value, true);
  const { clock, settled } = enter("a");
  clock.advance(1_400);
  assert.equal(settled.value, false);
  clock.advance(100);
  assert.equal(settled.value, true);
});

Deno.test("it is over as soon as the person presses anything in the call", () => {
  const { page, membership, settled } = enter("a");
  page.press();
  assert.equal(settled.value, true);
  membership.phase.value = "left";
  page.press();
  assert.equal(settled.value, false, "there is no call");
  assert.equal(page.listeners, 0);
});

Deno.test("who comes later disturbs nothing; another call begins anew", () => {
  const { clock, membership, settled } = enter();
  clock.advance(500);
  membership.members.value = [...membership.members.value, member("late")];
  assert.equal(settled.value, true);
  membership.phase.value = "left";
  assert.equal(settled.value, false);
  clock.advance(60_000);
  assert.equal(settled.value, false);
});
