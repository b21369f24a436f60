// Pages that share files, with a transport of fake channels between them and stores in memory.
import assert from "node:assert/strict";
import { computed, signal } from "@preact/signals-core";
import { type FileInfo, readAnnouncement } from "@/call/files/announcement.ts";
import type { FilePorts, FileStore } from "@/call/files/file_ports.ts";
import { mayOffer } from "@/call/files/file_rights.ts";
import { Files } from "@/call/files/files.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import type { Bytes } from "@/call/files/pieces.ts";
import type { Store } from "@/call/ports.ts";
import { Scope } from "@/call/scope.ts";
import { type ByteStream, ChannelStream } from "@/call/transport/byte_stream.ts";
import { PeerMessageBus } from "@/call/transport/message_bus.ts";
import type { StreamListener } from "@/call/transport/transport.ts";
import type { Rules } from "@/protocol/roles.ts";
import type { ChatLine, Member } from "@/protocol/shapes.ts";
import { channelPair, type FakeChannel } from "../../fakes/paths.ts";
import { type FakeClock, fakeClock, fakeStore } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

/** One page of the room. */
export interface FilePage {
  id: string;
  files: Files;
  store: Store;
  disk: FileStore;
  /** What was handed to the person. */
  saved: { file: Blob; name: string }[];
  errors: unknown[];
  /** Streams that it opened, with the far ends. */
  streams: { to: string; label: string; near: FakeChannel; far: FakeChannel }[];
  /** The page is gone, with all its connections. */
  close(): void;
}

interface Connected extends FilePage {
  bus: PeerMessageBus;
  listeners: StreamListener[];
}

/** Everybody who is in one room, whose chat reaches all at once. */
export class FileRoom {
  readonly clock: FakeClock = fakeClock();
  readonly lines = signal<readonly ChatLine[]>([]);
  readonly rules = signal<Rules | null>(null);
  readonly members = signal<readonly Member[]>([]);
  readonly phase = signal("call");
  /** What becomes of bytes on their way to a page; null: the channel is cut. */
  tamper: (bytes: Bytes, to: string, from: string) => readonly Bytes[] | Bytes | null = (bytes) =>
    bytes;
  /** Bytes of the largest file. */
  readonly limit = signal(100_000_000);
  readonly #pages = new Map<string, Connected>();
  #lines = 0;

  /** Opens a page; with the store and disk of another one it is a reload of that. */
  open(
    id: string,
    { store = fakeStore(), disk = memoryStore() }: { store?: Store; disk?: FileStore } = {},
  ): FilePage {
    const saved: FilePage["saved"] = [];
    const scope = new Scope();
    const errors: unknown[] = [];
    const listeners: StreamListener[] = [];
    const bus = new PeerMessageBus({
      send: (to, message) => {
        const page = this.#pages.get(to);
        if (page !== undefined) {
          queueMicrotask(() => page.bus.deliver(id, structuredClone(message)));
        }
        return page !== undefined;
      },
      onError: (error) => errors.push(error),
    });
    if (!this.members.value.some((member) => member.id === id)) {
      this.members.value = [...this.members.value, memberOf(id)];
    }
    const streams: FilePage["streams"] = [];
    const files = new Files({
      ...{ room: "room1", subtle: crypto.subtle, clock: this.clock, store },
      ports: portsOf(disk, saved),
      transport: {
        messages: bus,
        openStream: (to, label) => this.#connect(id, { to, label, streams }),
        onStream: (listener) => listeners.push(listener),
      },
      chat: { lines: this.lines, send: (text) => this.say(id, text) },
      membership: {
        ...{ members: this.members, self: signal(id), rules: this.rules, phase: this.phase },
      },
      pathTrip: () => null,
      mayOffer: (authors) => mayOffer(authors, { members: this.members, rules: this.rules }),
      ...{ limit: this.limit, scope, signals: { signal, computed } },
      onError: (error) => errors.push(error),
    });
    const close = () => {
      this.#pages.delete(id);
      for (const page of this.#pages.values()) {
        for (const { to, near } of page.streams) if (to === id) near.cut();
      }
      for (const { near } of streams) near.cut();
      files.dispose();
      scope.dispose();
    };
    const page = { ...{ id, files, store, disk, saved, errors, streams, close }, bus, listeners };
    this.#pages.set(id, page);
    for (const other of this.#pages.values()) {
      if (other === page) continue;
      other.bus.reached(id);
      bus.reached(other.id);
    }
    return page;
  }

  /** The line stands in everybody's chat. */
  say(from: string, text: string): void {
    const seq = ++this.#lines;
    const line: ChatLine = {
      ...{ kind: "text", id: `line-${seq}`, seq, at: seq, from: { id: from, name: from }, text },
    };
    this.lines.value = [...this.lines.value, line];
  }

  #connect(
    from: string,
    { to, label, streams }: Pick<FilePage, "streams"> & { to: string; label: string },
  ): ByteStream | null {
    const page = this.#pages.get(to);
    if (page === undefined || !this.#pages.has(from)) return null;
    const [near, far] = channelPair(label);
    this.#tampered(near, { sender: far, to: from, from: to });
    this.#tampered(far, { sender: near, to, from });
    streams.push({ to, label, near, far });
    const [stream, other] = [new ChannelStream(near), new ChannelStream(far)];
    if (!page.listeners.some((listener) => listener(from, other))) other.close();
    near.open();
    far.open();
    return stream;
  }

  /** Lets `tamper` have the bytes that arrive at a channel. */
  #tampered(
    channel: FakeChannel,
    { sender, to, from }: { sender: FakeChannel; to: string; from: string },
  ): void {
    const send = sender.send.bind(sender);
    sender.send = (data) => {
      if (typeof data === "string") return send(data);
      const made = this.tamper(data, to, from);
      if (made === null) return channel.cut();
      for (const bytes of made instanceof Uint8Array ? [made] : made) {
        if (sender.readyState === "open") send(bytes);
      }
    };
  }
}

function memberOf(id: string): Member {
  return {
    ...{ id, epoch: 1, name: id, joinedAt: 0, away: false, hand: null, role: "guest" },
    media: { mic: false, camera: false, screen: false, screenAudio: false },
  };
}

/** Files of the type image/jpeg have a picture of three bytes. */
function portsOf(store: FileStore, saved: FilePage["saved"]): FilePorts {
  return {
    store,
    choosePlace: () => Promise.resolve(null),
    save: (file, name) => void saved.push({ file, name }),
    preview: ({ type }) =>
      Promise.resolve(type === "image/jpeg" ? new Uint8Array([1, 2, 3]) : null),
    show: (picture) => ({ url: `blob:${picture}`, release: () => {} }),
  };
}

/** A file of so many bytes that are not all alike. */
export function fileOf(size: number, { name = "отчёт.pdf", type = "application/pdf" } = {}): File {
  const bytes = new Uint8Array(size).map((_, at) => (at * 31 + (at >> 8) * 7 + (at >> 16)) & 255);
  return new File([bytes], name, { type });
}

/** Waits for what takes turns of the event loop, while the clock goes on: so much in each turn. */
export async function run(
  room: FileRoom,
  done: () => boolean,
  { stepMs = 5, turns = 20_000 }: { stepMs?: number; turns?: number } = {},
): Promise<void> {
  for (let turn = 0; !done(); turn++) {
    if (turn === turns) throw new Error("it did not come to that");
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
    room.clock.advance(stepMs);
  }
}

/** SHA-256 in hexadecimal digits. */
export async function sha256(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return new Uint8Array(hash).toHex();
}

/** The newest file that the chat announces. */
export function announced(room: FileRoom): FileInfo {
  const line = room.lines.value.findLast(({ kind }) => kind === "text");
  const info = line?.kind === "text" ? readAnnouncement(line.text) : null;
  assert.ok(info, "nothing is announced");
  return info;
}

/** A page gives a file to the room; answers its announcement. */
export async function shared(room: FileRoom, page: FilePage, file: File): Promise<FileInfo> {
  const before = room.lines.value.length;
  page.files.attach([file]);
  await run(room, () => room.lines.value.length > before);
  return announced(room);
}

/** Waits until the store takes so many bytes, which is all that it ever does. */
export async function empties(disk: FileStore, bytes: number): Promise<void> {
  for (let turn = 0; !await disk.hasRoom(bytes); turn++) {
    assert.ok(turn < 5_000, "something stays on the disk");
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}
