// What one event costs where much has gone before: at its limits beside a beginning. Ratios should be near 1.
import type { Author } from "../../protocol/shapes.ts";
import { append, emptyLog, putBack, type Saying, since } from "../../signaling/room/chat_log.ts";
import { changed, NEW_ACCESS } from "../../signaling/room/room_access.ts";
import { AccessStore } from "../../signaling/access/access_store.ts";
import { WaitingRooms } from "../../signaling/access/waiting_rooms.ts";
import { openStorage } from "../../server/storage/mod.ts";
import { CountSubscribers } from "../../signaling/count_subscribers.ts";
import type { ClientConnection } from "../../signaling/room/connection.ts";
import { printTable, ratio, spread } from "./measurements.ts";

const ROUNDS = 7;
const TIMES = 2_000;
const AIGUL: Author = { id: "a", name: "A" };

/** Makes something with a past of this size, and gives what is measured on it. */
type Case = (size: number) => (n: number) => void;

const CASES: readonly { name: string; sizes: [number, number]; make: Case }[] = [
  {
    name: "chat: text into a full log (lines)",
    sizes: [10, 1_000],
    make: (size) => said(size, text),
  },
  {
    name: "chat: reaction (lines)",
    sizes: [10, 1_000],
    make: (size) =>
      said(size, (n) => ({
        kind: "reacted",
        id: `r${n}`,
        target: `t${2 * size - 1 - n % 5}`,
        reaction: "heart",
        on: n % 2 === 0,
      })),
  },
  {
    name: "chat: edit (lines)",
    sizes: [10, 1_000],
    make: (size) =>
      said(size, (n) => ({ kind: "edited", id: `e${n}`, target: `t${2 * size - 1}`, text: "w" })),
  },
  { name: "chat: put back what is known (lines)", sizes: [10, 1_000], make: restored },
  { name: "chat: ask for the last line (lines)", sizes: [10, 1_000], make: asked },
  { name: "watchers: count (rooms)", sizes: [10, 10_000], make: watched },
  { name: "lobbies: count (rooms)", sizes: [10, 10_000], make: waited },
  { name: "access record: read and save (rooms)", sizes: [2_000, 50_000], make: kept },
];

/** Prints microseconds for each case, short past and long. */
export function benchPast(): Promise<void> {
  const rows = CASES.map(({ name, sizes, make }) => {
    const [short, long] = sizes.map((size) => microsOf(make(size)));
    return [
      name,
      sizes.join(" → "),
      spread(short ?? [], 2),
      spread(long ?? [], 2),
      ratio(long ?? [], short ?? []),
    ];
  });
  printTable(
    "Costs by what went before (µs)",
    ["what", "from → to", "short", "long", "ratio"],
    rows,
  );
  return Promise.resolve();
}

function microsOf(act: (n: number) => void): number[] {
  const micros: number[] = [];
  for (let round = 0, n = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    for (const end = n + TIMES; n < end; n++) act(n);
    if (round > 0) micros.push((performance.now() - begun) * 1_000 / TIMES); // the first warms up
  }
  return micros;
}

function text(n: number): Saying {
  return { kind: "text", id: `t${n}`, text: "салам" };
}

function fullLog(size: number) {
  let log = emptyLog({ history: size, now: 1_000 });
  for (let n = 0; n < 2 * size; n++) {
    log = append(log, { saying: text(n), from: AIGUL, now: 1 }).log;
  }
  return log;
}

function said(size: number, saying: (n: number) => Saying): (n: number) => void {
  let log = fullLog(size);
  return (n) => {
    const made = saying(n);
    const fresh = made.kind === "text" ? text(2 * size + n) : made;
    log = append(log, { saying: fresh, from: AIGUL, now: 1 }).log;
  };
}

function restored(size: number): (n: number) => void {
  const log = fullLog(size);
  const { lines } = log;
  return (n) => {
    const line = lines[n % lines.length];
    if (line !== undefined) putBack(log, line);
  };
}

function asked(size: number): (n: number) => void {
  const log = fullLog(size);
  return () => void since(log, log.last - 1);
}

function connections(count: number): ClientConnection[] {
  return Array.from({ length: count }, () => ({
    sink: { notify: () => {}, heardAt: () => 0, drop: () => {} },
    watching: null,
    waiting: null,
    admitted: null,
    unlocked: null,
    address: "",
    host: "",
  }));
}

function watched(size: number): () => void {
  const watchers = new CountSubscribers();
  for (const [n, connection] of connections(size).entries()) watchers.add(connection, `room${n}`);
  return () => void watchers.count();
}

function waited(size: number): () => void {
  const waitingRooms = new WaitingRooms();
  for (const [n, connection] of connections(size).entries()) {
    waitingRooms.add(connection, {
      room: `room${n}`,
      id: `${n}`,
      name: "A",
      since: 1,
      suspect: false,
    });
  }
  return () => void waitingRooms.count();
}

function kept(size: number): (n: number) => void {
  const dataDir = Deno.makeTempDirSync();
  const storage = openStorage({ dataDir, required: true, onWarning: console.error });
  if (typeof storage === "string") throw new Error(storage);
  globalThis.addEventListener("unload", () => {
    storage.close();
    Deno.removeSync(dataDir, { recursive: true });
  });
  const registry = new AccessStore(storage);
  const roomOf = (n: number) => `room${n % size}-aaaaa-aaaaa-aaaaa-aaaaa`;
  for (let n = 0; n < size; n++) registry.keep(roomOf(n), changed(NEW_ACCESS, { locked: true }));
  return (n) => {
    const access = registry.of(roomOf(n * 7)) ?? NEW_ACCESS;
    registry.keep(roomOf(n * 7), changed(access, { locked: n % 3 === 0 }));
  };
}
