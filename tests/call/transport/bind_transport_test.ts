// The transport of a call hears other pages from the beginning, and in their turn.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { nullPorts } from "@/call/null_ports.ts";
import type { SignalingClient } from "@/call/ports.ts";
import { Scope } from "@/call/scope.ts";
import { bindTransport } from "@/call/transport/bind_transport.ts";
import { Connections } from "@/call/transport/connections.ts";
import { loadMesh } from "@/call/transport/mesh/load_mesh.ts";
import type { Member } from "@/protocol/shapes.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { fakeRtc } from "../../fakes/rtc.ts";

const OFFER = "v=0\r\na=fingerprint:sha-256 aa\r\na=ice-ufrag:far\r\nlines=4\r\n";

Deno.test("an offer that is read together with the answer to the first join is not lost", async () => {
  const clock = fakeClock();
  await loadMesh({ clock, onError: (error) => assert.fail(String(error)) });
  const listeners = new Map<string, (payload: never) => void>();
  const sent: string[] = [];
  const signaling = {
    ...nullPorts().signaling,
    send: (event: string) => void sent.push(event),
    onEvent: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, listener);
      return () => void listeners.delete(event);
    },
  } as unknown as SignalingClient;
  const early: (() => void)[] = [];
  const scope = new Scope();
  const transport = bindTransport(
    {
      ...nullPorts(),
      clock,
      signaling,
      rtc: fakeRtc(),
      onError: (error) => assert.fail(`${error}`),
    },
    {
      ...{ room: "room1", key: () => null, connections: new Connections(), scope },
      self: signal("z"),
      tracks: signal({ mic: null, camera: null, screen: null, screenAudio: null }),
      inOrder: (step) => void early.push(step),
    },
  );
  listeners.get("peer:offer")?.(
    { from: "b", fromEpoch: 1, link: 0, seq: 1, ack: 0, sdp: OFFER } as never,
  );
  const rest = { epoch: 1, media: NO_MEDIA, joinedAt: 0, hand: null, role: "guest" as const };
  const members = ["b", "z"].map((id): Member => ({ id, name: id, away: false, ...rest }));
  transport.reconcile({ members, media: { kind: "mesh" } }, "z");
  for (const step of early) step();
  await settled();
  assert.ok(sent.includes("peer:answer"), sent.join());
  transport.close();
  scope.dispose();
  assert.equal(listeners.size, 0);
});
