// Which ways to others are found: every relay by itself, and nobody waits for ever.
import assert from "node:assert/strict";
import { explorePaths } from "@/call/echo/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import type { PeerLike, Rtc } from "@/call/ports.ts";
import type { IceServer } from "@/protocol/shapes.ts";

const TURN: IceServer = {
  urls: ["turn:good.example", "turns:bad.example"],
  username: "u",
  credential: "c",
};

/** A browser that finds what `candidatesOf` says for the servers of a connection. */
function browser(candidatesOf: (urls: string[]) => (string | null)[]) {
  const opened: string[][] = [];
  let closed = 0;
  const rtc: Pick<Rtc, "makePeer"> = {
    makePeer(ice) {
      const urls = ice.flatMap((server) => [server.urls].flat());
      opened.push(urls);
      const pc: Partial<PeerLike> = {
        onicecandidate: null,
        addTransceiver: () => ({}) as ReturnType<PeerLike["addTransceiver"]>,
        setLocalDescription() {
          for (const kind of candidatesOf(urls)) {
            const candidate = kind === null
              ? null
              : { candidate: `candidate:1 1 udp 1 x 9 typ ${kind}` };
            pc.onicecandidate?.({ candidate } as RTCPeerConnectionIceEvent);
          }
          return Promise.resolve();
        },
        close: () => void closed++,
      };
      return pc as PeerLike;
    },
  };
  return { rtc: rtc as Rtc, opened, closed: () => closed };
}

Deno.test("each relay is tried alone, and only one that gives an address works", async () => {
  const { rtc, opened, closed } = browser((urls) =>
    urls.includes("turn:good.example") ? ["host", "relay"] : ["host", "srflx", null]
  );
  const ice = [{ urls: ["stun:a.example"] }, TURN];
  const { found, relays } = await explorePaths({ rtc, clock: fakeClock() }, ice);
  assert.deepEqual(opened, [["stun:a.example"], ["turn:good.example"], ["turns:bad.example"]]);
  assert.deepEqual(relays, [
    { url: "turn:good.example", works: true },
    { url: "turns:bad.example", works: false },
  ]);
  assert.deepEqual([...found], ["host", "srflx", "relay"]);
  assert.equal(closed(), 3);
});

Deno.test("a search that does not end by itself ends after eight seconds", async () => {
  const clock = fakeClock();
  const { rtc, closed } = browser(() => ["host"]);
  const result = explorePaths({ rtc, clock }, []);
  clock.advance(7_900);
  assert.equal(closed(), 0);
  clock.advance(200);
  assert.deepEqual([...(await result).found], ["host"]);
  assert.equal(closed(), 1);
});
