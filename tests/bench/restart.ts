// A server that is killed: how soon a crowd is back, and what becomes of a lively chat.
import { freePort, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { quantile, watchHealth } from "../hostile/server_health.ts";
import { type Connection, visit } from "./visitors.ts";

const CROWD = 500;
const ROOM_SIZE = 4;
const CALM_CROWD_MS = 5_000;
/** The product, and what tells of its event loop; that needs more permissions than the product. */
const WITH_LAG = ["run", "-A", "--no-check", "--preload", "tests/bench/lag.ts", "main.ts"];
const KILLS = 20;
const PER_SECOND = 100;
/** From one start of the server to the next kill. */
const CALM_MS = 1_500;
const DOWN_MS = 300;

/** Both, one after the other. */
export async function benchRestart(): Promise<void> {
  await crowdComesBack();
  await chatGoesOn();
}

async function settings(): Promise<Record<string, string>> {
  return {
    PORT: String(freePort()),
    DATA_DIR: await Deno.makeTempDir(),
    SECRET: "",
    ADDRESS_LIMIT: "0",
    CHAT_HISTORY: "1000",
  };
}

async function crowdComesBack(): Promise<void> {
  const env = await settings();
  let server = await Server.start({ env, args: WITH_LAG });
  const people = Array.from(
    { length: CROWD },
    (_, index) =>
      visit(server.url, { room: `room-${Math.floor(index / ROOM_SIZE)}`, name: `Person ${index}` }),
  );
  const all = (times: number) => () => people.every(({ joined }) => joined.length >= times);
  await until(all(1), { what: "the crowd inside", ok: Boolean, timeout: 120_000 });
  await later(CALM_CROWD_MS); // all copies of rooms arrive, and a calm to compare with
  const calm = await lagOf(server);
  await server.kill();
  server = await Server.start({ env, args: WITH_LAG });
  const opened = performance.now();
  const health = watchHealth(server.url);
  await until(all(2), { what: "the crowd back", ok: Boolean, timeout: 120_000, every: 20 });
  const delays = await health.stop();
  const lag = await lagOf(server);
  const waits = people.map(({ joined }) => Math.max(0, (joined[1] ?? Infinity) - opened))
    .sort((a, b) => a - b);
  const refused = people.flatMap((person) => person.refused);
  console.log(
    `\nServer killed under ${CROWD} sockets in ${CROWD / ROOM_SIZE} rooms, started again`,
  );
  console.log(
    `- back in their rooms after it answered: median ${ms(quantile(waits, 0.5))}, ` +
      `p99 ${ms(quantile(waits, 0.99))}, last ${
        ms(Math.max(...waits))
      }; refused: ${refused.length}`,
  );
  console.log(
    `- /healthz meanwhile, ${delays.length} times: median ${ms(quantile(delays, 0.5))}, ` +
      `p99 ${ms(quantile(delays, 0.99))}`,
  );
  console.log(
    `- its event loop meanwhile: median ${lag.median} ms late, p99 ${lag.p99} ms, most ` +
      `${lag.most} ms (joining and calm before: ${calm.median}, ${calm.p99}, ${calm.most} ms)`,
  );
  for (const person of people) person.close();
  await server.stop();
}

/** How late the server's event loop was since it was asked last. */
async function lagOf(server: Server): Promise<{ median: number; p99: number; most: number }> {
  const answers = () => server.lines.filter((line) => line.startsWith("lag "));
  const before = answers().length;
  Deno.kill(server.pid, "SIGUSR2");
  const all = await until(answers, { what: "the lag", ok: (lines) => lines.length > before });
  const [median = NaN, p99 = NaN, most = NaN] = all.at(-1)?.split(" ").slice(1).map(Number) ?? [];
  return { median, p99, most };
}

async function chatGoesOn(): Promise<void> {
  const env = await settings();
  let server = await Server.start({ env });
  const people = ["Асан", "Гүлнар", "Бектур", "Жамила"].map((name) =>
    visit(server.url, { room: "chat", name })
  );
  await until(() => people.every(({ joined }) => joined.length > 0), {
    what: "four people inside",
    ok: Boolean,
  });
  const said: string[] = [];
  const talking = setInterval(() => {
    const text = `line ${said.length}`;
    people[said.length % people.length]?.call.chat.send(text);
    said.push(text);
  }, 1_000 / PER_SECOND);
  for (let kill = 0; kill < KILLS; kill++) {
    await later(CALM_MS);
    await server.kill();
    await later(DOWN_MS);
    server = await Server.start({ env });
  }
  clearInterval(talking);
  const waits = () => people.some(({ call }) => call.chat.pending.value.length > 0);
  await until(waits, { what: "nothing to wait", ok: (is) => !is, timeout: 120_000 });
  await until(() => people.every((person) => textsOf(person).length >= said.length), {
    what: "all lines everywhere",
    ok: Boolean,
    timeout: 20_000,
  }).catch(() => {}); // what is missing is counted below
  reportChat(said, people.map(textsOf));
  for (const person of people) person.close();
  await server.stop();
}

function textsOf({ call }: Connection): string[] {
  return call.chat.lines.value.flatMap((line) => line.kind === "text" ? [line.text] : []);
}

function reportChat(said: readonly string[], seen: readonly string[][]): void {
  const lost = seen.map((texts) => said.filter(missingFrom(texts)).length);
  const doubled = seen.map((texts) => texts.length - new Set(texts).size);
  const orders = new Set(seen.map((texts) => texts.join("\n"))).size;
  console.log(`\nChat of 4 people, ${PER_SECOND} lines a second, over ${KILLS} kills`);
  console.log(`- said: ${said.length}; lost: ${sum(lost)}; doubled: ${sum(doubled)}`);
  console.log(`- ${orders === 1 ? "the same order for all" : `${orders} different orders`}`);
}

function missingFrom(texts: readonly string[]): (text: string) => boolean {
  const known = new Set(texts);
  return (text) => !known.has(text);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function later(time: number): Promise<void> {
  return new Promise((done) => setTimeout(done, time));
}
