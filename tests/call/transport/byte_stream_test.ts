// Byte streams between two pages: order, back-pressure, ends in the middle, and what no page of ours sends.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { ChannelStream, HIGH_BYTES } from "@/call/transport/byte_stream.ts";
import { MAX_STREAMS, PeerStreams } from "@/call/transport/mesh/peer_streams.ts";
import { channelPair, FakeChannel } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { seeded, settled } from "../../fakes/random.ts";
import { connected } from "./mesh/peer_session_kit.ts";

const ROUNDS = 300;

function joinedBytes(pieces: readonly Uint8Array[]): Buffer {
  return Buffer.concat(pieces);
}

/** Two ends of an open stream, and all that the far one has got. */
function openPair() {
  const [near, far] = channelPair("test");
  const [writer, reader] = [new ChannelStream(near), new ChannelStream(far)];
  const got: Uint8Array[] = [];
  const ends = { writer: 0, reader: 0 };
  reader.onBytes = (bytes) => got.push(bytes);
  writer.onClose = () => ends.writer++;
  reader.onClose = () => ends.reader++;
  near.open();
  far.open();
  return { near, far, writer, reader, got, ends };
}

Deno.test("300 random streams arrive byte for byte, or end as a prefix that both sides know to be over", async () => {
  const met = { whole: 0, closedByWriter: 0, closedByReader: 0, cut: 0, held: 0 };
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = seeded(seed);
    const { near, writer, reader, got, ends } = openPair();
    near.isStalled = true;
    const sent: Uint8Array<ArrayBuffer>[] = [];
    const results: boolean[] = [];
    const writes = 1 + Math.floor(random() * 12);
    for (let n = 0; n < writes; n++) {
      const bytes = new Uint8Array(Math.floor(random() * 120_000)).map((_, at) =>
        at * 31 + n + seed
      );
      sent.push(bytes);
      void writer.write(bytes).then((isSent) => results.push(isSent));
    }
    await settled();
    if (results.length < writes) met.held++;
    const end = random();
    for (let turn = 0; results.length < writes || near.bufferedAmount > 0; turn++) {
      assert.ok(turn < 2_000, `seed ${seed}: writes that never end`);
      assert.ok(near.peakBytes <= HIGH_BYTES + 16_384, `${near.peakBytes} bytes wait`);
      if (turn === 3 && end < 0.2) writer.close();
      else if (turn === 3 && end < 0.4) reader.close();
      else if (turn === 3 && end < 0.6) near.cut();
      near.drain(1 + Math.floor(random() * 9));
      await settled();
    }
    const [all, arrived] = [joinedBytes(sent), joinedBytes(got)];
    assert.ok(arrived.equals(all.subarray(0, arrived.length)), `seed ${seed}: not a prefix`);
    if (!writer.isClosed) {
      assert.deepEqual([arrived.length, results.every(Boolean)], [all.length, true]);
      met.whole++;
    } else {
      assert.deepEqual([reader.isClosed, ends], [true, { writer: 1, reader: 1 }]);
      assert.equal(await writer.write(new Uint8Array(1)), false);
      if (end < 0.2) met.closedByWriter++;
      else if (end < 0.4) met.closedByReader++;
      else met.cut++;
    }
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 20, `${what}: ${times}`);
});

Deno.test("a writer waits for the channel to open, and for a reader that is slow", async () => {
  const [near, far] = channelPair("test");
  const [writer, reader] = [new ChannelStream(near), new ChannelStream(far)];
  let got = 0;
  reader.onBytes = ({ length }) => got += length;
  let isSent: boolean | null = null;
  near.isStalled = true;
  void writer.write(new Uint8Array(2_000_000)).then((value) => isSent = value);
  await settled();
  assert.equal(near.bufferedAmount, 0);
  near.open();
  far.open();
  await settled();
  assert.deepEqual([near.bufferedAmount >= HIGH_BYTES, isSent], [true, null]);
  near.isStalled = false;
  while (near.bufferedAmount > 0) {
    near.drain(1);
    await settled();
  }
  assert.deepEqual([got, isSent], [2_000_000, true]);
});

Deno.test("bytes that were written before the end still arrive", async () => {
  const { writer, got } = openPair();
  assert.equal(await writer.write(new Uint8Array(50_000)), true);
  writer.close();
  await settled();
  assert.equal(joinedBytes(got).length, 50_000);
});

Deno.test("text, and messages larger than any of ours, end a stream", async () => {
  for (const data of ["text", new ArrayBuffer(262_145), null, { byteLength: 1 }]) {
    const { far, reader, got, ends } = openPair();
    far.onmessage?.({ data } as MessageEvent);
    await settled();
    assert.deepEqual([reader.isClosed, got.length, ends.writer], [true, 0, 1]);
  }
});

Deno.test("another page can open sixteen streams at once, and none without a name", () => {
  const taken: unknown[] = [];
  const clock = fakeClock();
  const pc = {
    ondatachannel: null as PeerStreamsPort["ondatachannel"],
    createDataChannel: (label: string) => new FakeChannel(() => null, label),
  };
  const onError = (error: unknown) => assert.fail(String(error));
  const streams = new PeerStreams({ pc, clock, onStream: (stream) => taken.push(stream), onError });
  const open = (label: string) => {
    const channel = new FakeChannel(() => null, label);
    pc.ondatachannel?.({ channel } as unknown as RTCDataChannelEvent);
    return channel;
  };
  for (const label of ["", "x".repeat(65)]) assert.equal(open(label).readyState, "closed");
  assert.equal(taken.length, 0);
  const first = Array.from({ length: 20 }, () => open("a"));
  assert.equal(taken.length, MAX_STREAMS);
  assert.equal(streams.open("mine"), null);
  for (const channel of first) channel.onclose?.(new Event("close"));
  assert.ok(streams.open("mine"));
  streams.close();
  assert.equal(pc.ondatachannel, null, "a connection that has ended takes none");
  let opened = 0;
  const later = new PeerStreams({
    ...{ pc, clock, onError },
    onStream: (stream) => (opened++, stream.close()),
  });
  for (let n = 0; n < 40; n++) open("b");
  assert.equal(opened, 32, "what is opened only to be closed is bounded, too");
  later.close();
});

Deno.test("whatever a listener or the browser throws, a connection ends whole and a stream is refused", async () => {
  const { a, errors } = await connected();
  const { connection } = a.pair;
  const [first, second] = [connection.openStream("a"), connection.openStream("b")];
  assert.ok(first && second && a.pcs[0]);
  first.onClose = () => {
    throw new Error("of a listener");
  };
  a.pcs[0].createDataChannel = () => {
    throw new DOMException("no numbers are left", "OperationError");
  };
  assert.equal(connection.openStream("c"), null);
  const writing = second.write(new Uint8Array(1_000_000));
  connection.close();
  assert.equal(await writing, false);
  assert.deepEqual([second.isClosed, a.pcs[0].signalingState], [true, "closed"]);
  assert.deepEqual(errors.map(String), [
    "OperationError: no numbers are left",
    "Error: of a listener",
  ]);
});

type PeerStreamsPort = ConstructorParameters<typeof PeerStreams>[0]["pc"];
