// The product as a process, killed and started again: its people are known, by its own key file.
import assert from "node:assert/strict";
import { buildOnce, freePort, Server } from "./browser/harness/server.ts";
import { newRoom } from "./signaling/access/access_kit.ts";
import { Client } from "./signaling/socket_kit.ts";
import { MEDIA_OFF } from "./signaling/values.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("after SIGKILL the same people are in the same room with the same chat", async () => {
  await buildOnce();
  const env = { PORT: String(freePort()), SECRET: "", DATA_DIR: await Deno.makeTempDir() };
  const first = await Server.start({ env });
  const people = [];
  for (const name of ["Асан", "Гүлнар"]) {
    const client = await Client.connect(first.url, WEBSOCKET);
    people.push({ name, client, joined: await client.join("ала-тоо", { name }) });
  }
  const [asan, gulnar] = people;
  assert.ok(asan && gulnar);
  await asan.client.ask("chat:send", { id: "x", text: "салам" });
  await gulnar.client.hears("chat:line", ({ id }) => id === "x");
  const state = await asan.client.hears("room:state", ({ members }) => members.length === 2);
  const lines = [...gulnar.joined.log, ...gulnar.client.all("chat:line")];
  await first.kill();

  const second = await Server.start({ env });
  using again = await Client.connect(second.url, WEBSOCKET);
  const { seat } = gulnar.joined;
  const back = await again.join("ала-тоо", {
    name: "Гүлнар",
    seat,
    copy: state.copy,
    fresh: false,
    since: lines.at(-1)?.seq ?? 0,
  });
  assert.equal(back.self, gulnar.joined.self);
  assert.deepEqual(back.state.members.map(({ id }) => id), state.members.map(({ id }) => id));
  assert.ok(back.wants > 0);
  assert.deepEqual(await again.ask("chat:restore", { lines }), { ok: true, taken: lines.length });
  using late = await Client.connect(second.url, WEBSOCKET);
  assert.deepEqual((await late.join("ала-тоо", { name: "Жамила" })).log.slice(0, -1), lines);
  for (const { client } of people) client.close();
  await second.stop();
});

Deno.test("a data folder that cannot be written is told once, and calls go on", async () => {
  await buildOnce();
  const file = await Deno.makeTempFile();
  const server = await Server.start({ env: { SECRET: "", DATA_DIR: `${file}/no-folder` } });
  using client = await Client.connect(server.url, WEBSOCKET);
  await client.join("ала-тоо");
  assert.equal(
    server.lines.filter((line) => /rooms will not outlive a restart/.test(line)).length,
    1,
  );
  await server.stop();
});

Deno.test("with SECRET set a password outlives a restart, in a folder that was not there", async () => {
  await buildOnce();
  const env = { SECRET: "a secret of its own", DATA_DIR: `${await Deno.makeTempDir()}/made` };
  const { room, key } = newRoom();
  const first = await Server.start({ env });
  const host = await Client.connect(first.url, WEBSOCKET);
  await host.join(room, { host: key });
  assert.deepEqual(await host.ask("room:password", { password: "күмүш шакек" }), { ok: true });
  host.close();
  await first.kill();

  const second = await Server.start({ env });
  using guest = await Client.connect(second.url, WEBSOCKET);
  const wish = { room, name: "G", media: MEDIA_OFF, fresh: true };
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "password-needed" });
  await second.stop();
});

Deno.test("with SECRET set and no folder to be made the server does not start, and says why", async () => {
  await buildOnce();
  const file = await Deno.makeTempFile();
  const env = { SECRET: "a secret of its own", DATA_DIR: `${file}/no-folder` };
  await assert.rejects(Server.start({ env }), /rooms\.db cannot be made .* DATA_DIR/);
});

Deno.test("a torn key file is told and replaced, calls go on, and the next start finds it whole", async () => {
  await buildOnce();
  const env = { SECRET: "", DATA_DIR: await Deno.makeTempDir() };
  await Deno.writeTextFile(`${env.DATA_DIR}/secret.key`, "half a k");
  const warned = [];
  for (let start = 0; start < 2; start++) {
    const server = await Server.start({ env });
    using client = await Client.connect(server.url, WEBSOCKET);
    await client.join("ала-тоо");
    warned.push(server.lines.filter((line) => /secret\.key was damaged/.test(line)).length);
    await server.stop();
  }
  assert.deepEqual(warned, [1, 0]);
});

Deno.test("while the server ends, who asks to join is told to come back", async () => {
  await buildOnce();
  const server = await Server.start();
  using client = await Client.connect(server.url, WEBSOCKET);
  await client.join("ала-тоо");
  let reason = "";
  client.socket.on("disconnect", (why) => reason = why);
  const begin = performance.now();
  const { code } = await server.stop("SIGTERM");
  const ms = performance.now() - begin;
  await client.until(() => !client.socket.connected);
  console.log(`ended ${Math.round(ms)} ms after SIGTERM`);
  assert.ok(ms < 2_000 && code === 0, `${ms} ms, code ${code}`);
  assert.equal(reason, "transport close", "after which clients try again");
});
