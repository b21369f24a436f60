// People come, talk and go for minutes: whether the server is afterwards what it was before.
import { Victim } from "../hostile/attack.ts";
import { SEAT_MEMORY } from "../hostile/server.ts";
import { Client } from "../signaling/socket_kit.ts";

const MINUTES = 1;
/** Seats of rooms that nobody is in are kept for ten minutes, here for less: it is waited for twice. */
const SEAT_MEMORY_MS = 60_000;
/** After so long they are surely forgotten. */
const FORGOTTEN_MS = SEAT_MEMORY_MS + 20_000;
const AT_ONCE = 12;
const ROOM_SIZE = 4;
const LINES = 10;

/** Churns rooms, half of whose people leave properly, and prints heap and what is left. */
export async function benchSoak({ minutes = MINUTES }: { minutes?: number } = {}): Promise<void> {
  await using victim = await Victim.start({ [SEAT_MEMORY]: String(SEAT_MEMORY_MS) });
  await churn(victim.url, 20_000); // compilers and caches warm up
  await forget();
  const before = await settle(victim);
  const { rooms, lines } = await churn(victim.url, minutes * 60_000);
  const full = await settle(victim);
  await forget();
  const after = await settle(victim);
  const change = 100 * (after.heap / before.heap - 1);
  console.log(`\nSoak of ${minutes} minutes: ${rooms} rooms of ${ROOM_SIZE}, ${lines} chat lines`);
  console.log(
    `- heap after collecting garbage: ${mb(before.heap)} MB, ${
      mb(full.heap)
    } MB as long as seats ` +
      `are remembered, then ${mb(after.heap)} MB (${change.toFixed(1)} %)`,
  );
  console.log(
    `- left over: ${after.rooms} rooms, ${after.members} members, ${after.sockets} sockets; ` +
      `uncaught errors: ${after.uncaught.length}`,
  );
}

function forget(): Promise<void> {
  return new Promise((done) => setTimeout(done, FORGOTTEN_MS));
}

/** Nobody is left, as far as those are gone who only lost their socket. */
function settle(victim: Victim) {
  return victim.feelUntil(({ rooms, sockets }) => rooms === 0 && sockets === 0);
}

async function churn(url: string, ms: number): Promise<{ rooms: number; lines: number }> {
  const end = performance.now() + ms;
  let rooms = 0;
  const work = async () => {
    while (performance.now() < end) await visitRoom(url, `room-${++rooms}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { rooms, lines: rooms * LINES };
}

async function visitRoom(url: string, room: string): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: ROOM_SIZE }, () => Client.connect(url, { transports: ["websocket"] })),
  );
  for (const [index, client] of clients.entries()) {
    await client.join(room, { name: `Person ${index}` });
  }
  for (let line = 0; line < LINES; line++) {
    await clients[line % ROOM_SIZE]?.ask("chat:send", { id: crypto.randomUUID(), text: "салам" });
  }
  for (const [index, client] of clients.entries()) {
    if (index % 2 === 0) await client.ask("room:leave", { mayReturn: false });
    client.close();
  }
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
