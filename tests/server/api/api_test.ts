// The HTTP API against the running product: what it makes opens rooms over real sockets.
import assert from "node:assert/strict";
import { Validator } from "@/tests/packages/openapi_validator.ts";
import { MAX_INVITES } from "@/signaling/room/room_access.ts";
import { freePort } from "../../browser/harness/server.ts";
import { Client } from "../../signaling/socket_kit.ts";
import { MEDIA_OFF } from "../../signaling/values.ts";
import { fragmentOf, Program, startApi } from "./kit.ts";

/** One process for most tests: starting one takes longer than all that they ask of it. */
const shared = startApi({ TRUST_PROXY: "1" });
const WEBSOCKET = { transports: ["websocket" as const] };
const wish = (room: string) => ({ room, name: "Айгүл", media: MEDIA_OFF, fresh: true });

Deno.test("a program makes a room and invitations, and these let people in as what they say", async () => {
  const api = await shared;
  const { program, server } = api;
  const made = await program.get("MadeRoom", "POST /api/v1/rooms", { body: { locked: true } });
  const { room } = made;
  const at = `/api/v1/rooms/${room}`;
  assert.equal(made.link, `${server.url}/r/${room}#k=`);
  assert.equal((await fetch(made.link)).status, 200);
  assert.deepEqual(await program.get("RoomReport", `GET ${at}`), {
    room,
    people: 0,
    waiting: 0,
    locked: true,
    hasPassword: false,
    ended: false,
  });
  const invite = { role: "member", hours: 1, uses: 1 };
  const { token, link, invitation } = await program.get(
    "MadeInvitation",
    `POST ${at}/invitations`,
    { body: invite },
  );
  assert.deepEqual(fragmentOf(link), { invite: token, k: "" });
  const listed = await program.get("Invitations", `GET ${at}/invitations`);
  assert.deepEqual(listed.invitations, [invitation]);

  using host = await Client.connect(server.url, WEBSOCKET);
  const { host: key = "" } = fragmentOf(made.hostLink);
  assert.deepEqual((await host.join(room, { host: key })).state.members.map(({ role }) => role), [
    "host",
  ]);
  using stranger = await Client.connect(server.url, WEBSOCKET);
  assert.deepEqual(await stranger.ask("room:join", wish(room)), { ok: false, error: "waiting" });
  using guest = await Client.connect(server.url, WEBSOCKET);
  const joined = await guest.join(room, { invite: token });
  assert.equal(joined.state.members.at(-1)?.role, "member");
  using second = await Client.connect(server.url, WEBSOCKET);
  const again = await second.ask("room:join", { ...wish(room), invite: token });
  assert.deepEqual(again, { ok: false, error: "bad-invite" }, "it was for one");
  const { people, waiting } = await program.get("RoomReport", `GET ${at}`);
  assert.deepEqual([people, waiting], [2, 1]);

  assert.deepEqual(await program.get("Ended", `POST ${at}/end`), { people: 2 });
  for (const client of [host, guest]) {
    assert.deepEqual(await client.hears("room:ended"), { by: null });
  }
  assert.equal((await program.get("RoomReport", `GET ${at}`)).ended, true);
});

Deno.test("a program changes the rules, sees who is there and removes one, and those inside read it", async () => {
  const { program, server } = await shared;
  const made = await program.get("MadeRoom", "POST /api/v1/rooms", { body: {} });
  const at = `/api/v1/rooms/${made.room}`;
  const rules = { body: { locked: true, rights: { screen: false } } };
  const before = await program.get("Rules", `POST ${at}/rules`, rules);
  assert.deepEqual([before.locked, before.rights.screen, before.rights.mic], [true, false, true]);
  assert.deepEqual(await program.get("People", `GET ${at}/people`), { people: [] });
  using host = await Client.connect(server.url, WEBSOCKET);
  const { host: key = "" } = fragmentOf(made.hostLink);
  const joined = await host.join(made.room, { name: "Асан", host: key });
  assert.equal(joined.state.rules?.rights.screen, false, "it held before anybody came");
  using guest = await Client.connect(server.url, WEBSOCKET);
  assert.deepEqual(await guest.ask("room:join", wish(made.room)), { ok: false, error: "waiting" });
  const open = await program.get("Rules", `POST ${at}/rules`, { body: { locked: false } });
  assert.deepEqual([open.locked, open.rights.screen], [false, false]);
  assert.deepEqual(await guest.hears("admission:answer"), { admitted: true });
  await guest.join(made.room, { name: "Айгүл" });
  const { people } = await program.get("People", `GET ${at}/people`);
  assert.deepEqual(people.map(({ name, role }) => [name, role]), [
    ["Асан", "host"],
    ["Айгүл", "guest"],
  ]);
  const [first, second] = people.map(({ id }) => `DELETE ${at}/people/${id}`);
  assert.equal(await program.refusal(first!), "409 is-host");
  assert.equal((await program.ask(second!)).status, 204);
  assert.deepEqual(await guest.hears("member:removed"), { by: { id: "api", name: "API" } });
  assert.equal(await program.refusal(second!), "404 no-such-person");
  const lines = host.heard.flatMap(({ event, payload }) =>
    event === "chat:line" && payload.kind !== "text" ? [`${payload.from.name} ${payload.kind}`] : []
  );
  assert.deepEqual(lines.filter((line) => line.startsWith("API")), ["API unlocked", "API removed"]);
});

Deno.test("an invitation that was revoked opens nothing, and all of it outlives a restart", async () => {
  const env = { PORT: String(freePort()), DATA_DIR: await Deno.makeTempDir() };
  const first = await startApi(env);
  const { program } = first;
  const body = { password: "ачкычы" };
  const { room } = await program.get("MadeRoom", "POST /api/v1/rooms", { body });
  const at = `/api/v1/rooms/${room}/invitations`;
  const make = () =>
    program.get("MadeInvitation", `POST ${at}`, { body: { role: "guest", hours: 1, uses: 5 } });
  const [kept, gone] = [await make(), await make()];
  const revoked = await program.ask(`DELETE ${at}/${gone.invitation.id}`);
  assert.deepEqual([revoked.status, revoked.json], [204, null]);
  await first.server.kill();

  await using second = await startApi(env);
  assert.deepEqual((await program.get("Invitations", `GET ${at}`)).invitations, [kept.invitation]);
  assert.equal((await program.get("RoomReport", `GET /api/v1/rooms/${room}`)).hasPassword, true);
  using client = await Client.connect(second.server.url, WEBSOCKET);
  const tries: [invite: Record<string, string>, error: string][] = [
    [{}, "password-needed"],
    [{ invite: gone.token }, "bad-invite"],
  ];
  for (const [invite, error] of tries) {
    assert.deepEqual(await client.ask("room:join", { ...wish(room), ...invite }), {
      ok: false,
      error,
    });
  }
  await client.join(room, { invite: kept.token });
  assert.equal(
    await program.refusal(`DELETE ${at}/${gone.invitation.id}`),
    "404 no-such-invitation",
  );
});

Deno.test("every wrong request is refused with its own code, in JSON, and makes nothing", async () => {
  const api = await shared;
  const { program } = api;
  const { room } = await program.get("MadeRoom", "POST /api/v1/rooms", { raw: "", body: {} });
  const at = `/api/v1/rooms/${room}`;
  const typed = { "content-type": "application/json" };
  const big = JSON.stringify({ password: "x".repeat(5_000) });
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode(" ".repeat(1_000))),
  });
  const good = { role: "guest", hours: 1, uses: 1 };
  const cases: [expected: string, line: string, asking?: Parameters<Program["ask"]>[1]][] = [
    ["401 unauthorized", `GET ${at}`, { key: null }],
    ["401 unauthorized", `GET ${at}`, { key: "another key" }],
    ["401 unauthorized", "GET /api/v1/nothing", { key: null }],
    ["404 not-found", "GET /api/v1/nothing"],
    ["404 no-such-room", "GET /api/v1/rooms/room1"],
    ["404 no-such-room", "GET /api/v1/rooms/__proto__"],
    ["404 no-such-room", `GET /api/v1/rooms/ala-too-7k2m9-q4xw8-tnc5b-3hd7f`],
    ["404 no-such-room", `GET /api/v1/rooms/..%2F..`],
    ["404 no-such-invitation", `DELETE ${at}/invitations/x`],
    ["404 no-such-person", `DELETE ${at}/people/x`],
    ["404 no-such-room", "GET /api/v1/rooms/room1/people"],
    ["400 invalid rights.mic", `POST ${at}/rules`, { body: { rights: { mic: 1 } } }],
    ["400 invalid rights.fly", `POST ${at}/rules`, { body: { rights: { fly: true } } }],
    ["405 wrong-method", `PUT ${at}`],
    ["405 wrong-method", "GET /api/v1/rooms"],
    ["405 wrong-method", "POST /api/openapi.json"],
    ["413 too-large", "POST /api/v1/rooms", { raw: big, headers: typed }],
    ["413 too-large", "POST /api/v1/rooms", { raw: endless, headers: typed }],
    ["415 not-json", "POST /api/v1/rooms", {
      raw: "{}",
      headers: { "content-type": "text/plain" },
    }],
    ["415 not-json", "POST /api/v1/rooms", { raw: "{", headers: typed }],
    ["400 invalid", "POST /api/v1/rooms", { body: null }],
    ["400 invalid", "POST /api/v1/rooms", { body: "x" }],
    ["400 invalid locked", "POST /api/v1/rooms", { body: { locked: "yes" } }],
    ["400 invalid password", "POST /api/v1/rooms", { body: { password: "short" } }],
    ["400 invalid name", "POST /api/v1/rooms", { body: { name: "mine" } }],
    ["400 invalid role", `POST ${at}/invitations`, { body: { ...good, role: "owner" } }],
    ["400 invalid hours", `POST ${at}/invitations`, { body: { ...good, hours: 1e9 } }],
    ["400 invalid uses", `POST ${at}/invitations`, { body: { ...good, uses: 1.5 } }],
    ["400 invalid uses", `POST ${at}/invitations`, { body: { role: "guest", hours: 1 } }],
  ];
  for (const [n, [expected, line, asking = {}]] of cases.entries()) {
    const headers = { ...asking.headers, "x-forwarded-for": `203.0.113.${n}` };
    assert.equal(await program.refusal(line, { ...asking, headers }), expected, line);
  }
  const { invitations } = await program.get("Invitations", `GET ${at}/invitations`);
  assert.deepEqual(invitations, []);
  for (let n = 0; n < MAX_INVITES; n++) await program.ask(`POST ${at}/invitations`, { body: good });
  assert.equal(await program.refusal(`POST ${at}/invitations`, { body: good }), "409 too-many");
});

Deno.test("rooms that people made are none of a program's business", async () => {
  const api = await shared;
  const { server, program } = api;
  const made = await fetch(server.url, { method: "POST", redirect: "manual" });
  await made.body?.cancel();
  const place = new URL(made.headers.get("location") ?? "", server.url);
  using host = await Client.connect(server.url, WEBSOCKET);
  const room = place.pathname.slice("/r/".length);
  const { state } = await host.join(room, { host: fragmentOf(place.href).host ?? "" });
  assert.equal(state.members[0]?.role, "host");
  assert.equal(await program.refusal(`GET /api/v1/rooms/${room}`), "404 no-such-room");
  assert.equal(await program.refusal(`POST /api/v1/rooms/${room}/end`), "404 no-such-room");
});

Deno.test("the document is valid OpenAPI 3.1 and every operation in it is answered", async () => {
  const api = await shared;
  const { json: document } = await api.program.ask("GET /api/openapi.json", { key: null });
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, "3.1");
  assert.deepEqual(document.servers, [{ url: api.server.url }]);
  for (const [path, methods] of Object.entries<Record<string, object>>(document.paths)) {
    for (const method of Object.keys(methods)) {
      const line = `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "x")}`;
      const { status, json } = await api.program.ask(line, method === "post" ? { body: {} } : {});
      assert.ok(json?.error !== "not-found" && status !== 405, `${line}: ${status}`);
    }
  }
});

Deno.test("five wrong keys a minute from one address; no key is ever written down", async () => {
  const guess = "a guess that must not be written down";
  const { server, program } = await shared; // the last of its tests
  const line = "GET /api/v1/rooms/room1";
  const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
  for (let n = 0; n < 5; n++) {
    const { status, headers } = await program.ask(line, {
      ...from("198.51.100.1"),
      key: guess + n,
    });
    assert.deepEqual([status, headers.get("www-authenticate")], [401, "Bearer"]);
  }
  const late = await program.ask(line, from("198.51.100.1"));
  assert.deepEqual([late.status, late.headers.get("retry-after")], [429, "60"]);
  assert.equal(await program.refusal(line, from("198.51.100.2")), "404 no-such-room");
  await server.stop();
  const log = server.lines.join("\n");
  assert.ok(!log.includes(guess) && !log.includes("of the API"), log);
});
