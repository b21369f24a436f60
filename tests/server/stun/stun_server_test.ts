// The STUN server in its own process, with its own permissions: hostile datagrams, and who beside them.
import assert from "node:assert/strict";
import { ADDRESS_RATE } from "@/server/stun/stun_answers.ts";
import { StunServer } from "@/server/stun/stun_server.ts";
import { ENVIRONMENT, stunPermissions } from "@/tools/permissions.ts";
import { seeded } from "../../fakes/random.ts";
import { freePort } from "../../browser/harness/server.ts";
import { until } from "../../browser/harness/wait.ts";
import { ANSWER_MS, ask, bindingRequest, socketOn } from "./stun_client.ts";

/** No response is larger. */
const MAX_RESPONSE_BYTES = 44;
const PACKETS = 20_000;
/** STUN is asked again where a datagram was lost; browsers do it seven times (RFC 8489 6.2.1). */
const TRIES = 7;

interface Running extends AsyncDisposable {
  port: number;
}

async function start(host = "127.0.0.1"): Promise<Running> {
  const port = freePort();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...stunPermissions(), "server/stun/main.ts", host, String(port)],
    env: { ...ENVIRONMENT, NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  assert.equal(new TextDecoder().decode(value).trim(), String(port));
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await process.stdin.close(); // the end of whoever started it is the end of this process
      reader.releaseLock();
      await process.stdout.cancel();
      assert.equal((await process.status).code, 0);
    },
  };
}

/** A datagram of one of many kinds: noise, or a Binding request with something wrong, or with much in it. */
function hostile(n: number, next: () => number): Uint8Array {
  const byte = () => Math.floor(next() * 256);
  const noise = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const good = bindingRequest();
  switch (n % 8) {
    case 0:
      return noise(Math.floor(next() * 1_400));
    case 1:
      return good.subarray(0, Math.floor(next() * 20));
    case 2: {
      const at = Math.floor(next() * 8);
      return good.map((value, index) => index === at ? byte() : value);
    }
    case 3: // a body that need not fit its length
      return new Uint8Array([
        ...good.subarray(0, 2),
        byte() & 3,
        byte(),
        ...good.subarray(4),
        ...noise(byte()),
      ]);
    case 4: { // a response, which must never be answered
      return new Uint8Array([1, 1, ...good.subarray(2)]);
    }
    case 5: { // attributes without end
      const count = Math.floor(next() * 132);
      const attributes = Array.from({ length: count }, () => [byte() & 0x7f, byte(), 0, 0]).flat();
      return new Uint8Array([
        0,
        1,
        count * 4 >> 8,
        count * 4 & 255,
        ...good.subarray(4),
        ...attributes,
      ]);
    }
    case 6:
      return new TextEncoder().encode(`GET /${n} HTTP/1.1\r\nHost: x\r\n\r\n`);
    default:
      return new Uint8Array([0x16, 0xfe, 0xfd, ...noise(200)]); // DTLS
  }
}

Deno.test(`${PACKETS} hostile datagrams: small answers, few of them, and others are served meanwhile`, async () => {
  await using server = await start();
  const attacker = await socketOn("127.0.0.1");
  const honest = await socketOn("127.0.0.2");
  let [answers, largest, served] = [0, 0, 0];
  attacker.on("message", ({ length }) => {
    answers += 1;
    largest = Math.max(largest, length);
  });
  const next = seeded(17);
  const begun = performance.now();
  for (let n = 1; n <= PACKETS; n++) {
    attacker.send(hostile(n, next), server.port, "127.0.0.1");
    if (n % 100 === 0) await new Promise((done) => setImmediate(done));
    if (n % 2_000 !== 0) continue;
    const tries = { what: "an answer during the attack", timeout: ANSWER_MS * TRIES, every: 0 };
    served += await until(() => ask(honest, server.port), tries).then(() => 1, () => 0);
  }
  const what = "an answer after all of it";
  const told = await until(() => ask(honest, server.port), { what });
  const seconds = (performance.now() - begun) / 1_000;
  console.log(`${answers} answers in ${seconds.toFixed(1)} s, none above ${largest} bytes`);
  assert.equal(told, `127.0.0.2:${honest.address().port}`);
  assert.equal(served, PACKETS / 2_000, "served during the attack");
  const { burst, perSecond } = ADDRESS_RATE;
  assert.ok(answers > 100 && answers <= burst + perSecond * (seconds + 1), `${answers} answers`);
  assert.ok(largest <= MAX_RESPONSE_BYTES);
  for (const socket of [attacker, honest]) socket.close();
});

Deno.test("a place where it cannot listen is answered with one sentence, and no process hangs", async () => {
  const first = await StunServer.listen({ host: "127.0.0.1", port: 0 });
  assert.ok(typeof first === "object");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      ...stunPermissions(),
      "server/stun/main.ts",
      "127.0.0.1",
      String(first.port),
    ],
    env: { ...ENVIRONMENT, NO_COLOR: "1" },
  }).output();
  await first.close();
  assert.equal(code, 1);
  assert.equal(stdout.length, 0);
  assert.match(
    new TextDecoder().decode(stderr),
    /^STUN_PORT \d+ is taken: .*\. There is no STUN server of our own\.\n$/,
  );
});
