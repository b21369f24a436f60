// Bounds of the TURN server inside, and of its streams at the port of the pages.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { coturnFile } from "@/server/turn/coturn_file.ts";
import { STREAMS, TurnStreams } from "@/server/turn_streams.ts";
import { freePort } from "../browser/harness/server.ts";
import { addressOf, type Bound, howOften } from "./bounds_kit.ts";

const RELAYS = { ofAddress: 480, all: 2_400, bytesPerSecond: 500_000 };
const FIRST_BYTES_S = 5;
const STUN = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42];

/** Stands for a decrypted connection that has sent these bytes. */
function stream(address: string, bytes: readonly number[]): Duplex {
  const made = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  Object.assign(made, { remoteAddress: address, setNoDelay: () => {} });
  made.push(Buffer.from(bytes));
  return made;
}

/** Streams to a TURN server to which each connection fails later than this test looks. */
function streamsWith({ addressLimit }: { addressLimit: number }) {
  const place = { host: "127.0.0.1", port: freePort() };
  const streams = new TurnStreams({
    ...{ place: () => place, addressLimit, firstBytesMs: FIRST_BYTES_S * 1_000 },
  });
  const isTaken = (address: string) => {
    const socket = stream(address, STUN);
    streams.take(socket as unknown as Socket, () => assert.fail("that is no HTTP"));
    const before = streams.count;
    socket.emit("readable");
    return streams.count > before;
  };
  return { streams, isTaken };
}

export const TURN_BOUNDS: Record<string, Bound> = {
  // A real coturn is filled in tests/turn/attacks_test.ts: it goes by these lines.
  "relays (`TURN=1`)": {
    says: [RELAYS.ofAddress, RELAYS.all, "4 Mbit/s"],
    fill: () => {
      const file = coturnFile({
        settings: { host: "::", port: 3478, addresses: [], ports: [49_152, 65_535], peers: [] },
        places: { listen: [], relays: [], warning: null },
        ...{ secret: "secret", folder: "/data/turn" },
      });
      const numberOf = (key: string) => Number(new RegExp(`^${key}=(\\d+)$`, "m").exec(file)?.[1]);
      assert.equal(numberOf("user-quota"), RELAYS.ofAddress);
      assert.equal(numberOf("total-quota"), RELAYS.all);
      assert.equal(numberOf("max-bps"), RELAYS.bytesPerSecond);
    },
  },
  "streams of TURN at the pages' port": {
    says: [`${STREAMS.ofAddress} × \`ADDRESS_LIMIT\``, STREAMS.all, FIRST_BYTES_S],
    fill: () => {
      const one = streamsWith({ addressLimit: 2 });
      assert.equal(howOften(20, () => one.isTaken("192.0.2.1")), 2 * STREAMS.ofAddress);
      one.streams.end();
      const all = streamsWith({ addressLimit: 0 });
      assert.equal(howOften(STREAMS.all + 20, (n) => all.isTaken(addressOf(n))), STREAMS.all);
      all.streams.end();
    },
  },
};
