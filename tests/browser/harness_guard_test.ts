// The guards of the browser harness: each kind of planted trouble must be caught, in every browser.
import assert from "node:assert/strict";
import type { Person } from "./harness/person.ts";
import { firefoxMissing } from "./harness/programs.ts";
import { setStage } from "./harness/stage.ts";
import { webKitMissing } from "./harness/webkit.ts";
import { until } from "./harness/wait.ts";

const CSP = "script-src 'nonce-n'; img-src * data:";
const QUIET = `<!doctype html><title>Quiet</title><link rel="icon" href="data:,"><p>Салам`;
const pages = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": CSP };
  const planted = new URL(request.url).pathname === "/planted";
  const script = planted ? `<script nonce="n">(${misbehave})()</script>` : "";
  return new Response(QUIET + script, { headers });
});
const stage = setStage({ origin: () => `http://localhost:${pages.addr.port}` });
Deno.test.afterAll(() => pages.shutdown());

/** Runs in the page: everything that no page may do. */
function misbehave(): void {
  console.error("planted console error");
  setTimeout(() => {
    throw new Error("planted exception");
  });
  Promise.reject(new Error("planted rejection"));
  document.body.append(
    Object.assign(document.createElement("script"), { textContent: "planted()" }),
  );
  if (typeof RTCPeerConnection === "undefined") return; // WebKit, whose requests nobody sees
  new Image().src = "http://stranger.example/pixel.png";
  new RTCPeerConnection({ iceServers: [{ urls: "stun:stun.stranger.example" }] }).close();
}

async function caught(person: Person, wanted: RegExp[]): Promise<void> {
  await person.goto("/planted");
  await catches(person, wanted);
}

async function catches(person: Person, wanted: RegExp[]): Promise<void> {
  const told = async () => {
    await person.text(); // WebKit tells of trouble with an answer
    return person.guard.problems.map(({ kind, text }) => `${kind}: ${text}`);
  };
  await until(told, {
    what: `all planted problems in ${person.browser}`,
    ok: (list) => wanted.every((pattern) => list.some((line) => pattern.test(line))),
  });
  assert.throws(() => person.guard.assertClean(), /misbehaved/);
  person.guard.take();
}

/** Firefox tells of a rejection twice, in its log and in the page, in any order. */
const IN_FIREFOX = [
  /^exception: .*planted rejection/,
  /^rejection: .*planted rejection/,
];

const PLANTED = [
  /^console: planted console error/,
  /^exception: .*planted exception/,
  /^(exception|rejection): .*planted rejection/,
  /^foreign: http:\/\/stranger\.example/,
  /^foreign: ICE server stun:/,
  /^csp: script-src-elem blocked inline/,
];

Deno.test(
  "the guard of Chromium catches every kind of planted trouble",
  stage.scene(async ({ newPerson }) => {
    await caught(await newPerson({ name: "Асан" }), PLANTED);
  }),
);

Deno.test({
  name: "the guard of Firefox catches every kind of planted trouble",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newFirefoxPerson }) => {
    await caught(await newFirefoxPerson({ name: "Гүлнар" }), [...PLANTED, ...IN_FIREFOX]);
  }),
});

Deno.test({
  name: "the guard of WebKit catches what happens in a page after the first look at it",
  ignore: await webKitMissing() !== null,
  fn: stage.scene(async ({ newWebKitPerson }) => {
    const gulnar = await newWebKitPerson({ name: "Гүлнар" });
    await gulnar.goto("/quiet");
    await gulnar.evaluate(misbehave, null);
    const failing = () => Promise.reject(new Error("asked for"));
    await assert.rejects(gulnar.evaluate(failing, null), /asked for/);
    await catches(gulnar, PLANTED.filter(({ source }) => !source.startsWith("^foreign")));
  }),
});

Deno.test("a scene fails when a page misbehaves, although its play passed", async (t) => {
  const scene = stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/quiet");
    await asan.evaluate(() => console.error("late trouble"), null);
  });
  await assert.rejects(scene(t), /page of Асан misbehaved:\n {2}console: late trouble/);
});

Deno.test(
  "a quiet page and an excused error pass",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    asan.guard.allow(/^console: .*excused/);
    await asan.goto("/quiet");
    await asan.evaluate(() => console.error("excused"), null);
    assert.deepEqual(asan.guard.take(), []);
  }),
);
