// What the server lets in.
import assert from "node:assert/strict";
import * as v from "valibot";
import { REQUEST_NAMES, type RequestName } from "@/protocol/events.ts";
import {
  MAX_CANDIDATE,
  MAX_CANDIDATES,
  MAX_COPY,
  MAX_ECHO,
  MAX_ID,
  MAX_INVITE,
  MAX_KEY,
  MAX_LINK,
  MAX_MESSAGE_BYTES,
  MAX_NAME,
  MAX_ROOM,
  MAX_SDP,
  MAX_TEXT,
} from "@/protocol/limits.ts";
import { SCHEMAS } from "@/protocol/schemas.ts";
import { CANDIDATE, SAMPLES } from "./samples.ts";

function accepts<E extends RequestName>(name: E, change: object = {}): boolean {
  return v.is(SCHEMAS[name], { ...SAMPLES[name], ...change });
}

Deno.test("every schema accepts its sample and gives it back unchanged", () => {
  for (const name of REQUEST_NAMES) {
    assert.deepEqual(v.parse(SCHEMAS[name], SAMPLES[name]), SAMPLES[name]);
  }
});

Deno.test("no schema accepts an unknown key, not even one that every object inherits", () => {
  for (const name of REQUEST_NAMES) {
    for (const key of ["extra", "constructor", "toString", "from", "fromEpoch"]) {
      assert.ok(!accepts(name, { [key]: 1 }), `${name} ${key}`);
    }
    const hostile = JSON.parse(`{"__proto__":{"x":1}}`);
    assert.ok(!v.is(SCHEMAS[name], Object.assign(hostile, SAMPLES[name])), name);
  }
});

Deno.test("a payload may be as large as its limits say, and no larger", () => {
  assert.ok(accepts("room:watch", { room: "x".repeat(MAX_ROOM) }));
  assert.ok(!accepts("room:watch", { room: "x".repeat(MAX_ROOM + 1) }));
  assert.ok(accepts("room:join", { name: "😀".repeat(MAX_NAME) }));
  assert.ok(!accepts("room:join", { name: "x".repeat(MAX_NAME + 1) }));
  assert.ok(accepts("chat:send", { text: "x".repeat(MAX_TEXT) }));
  assert.ok(!accepts("chat:send", { text: "x".repeat(MAX_TEXT + 1) }));
  assert.ok(accepts("echo:send", { text: "x".repeat(MAX_ECHO) }));
  assert.ok(!accepts("echo:send", { text: "x".repeat(MAX_ECHO + 1) }));
  for (const name of ["peer:offer", "peer:answer"] as const) {
    assert.ok(accepts(name, { sdp: "x".repeat(MAX_SDP) }));
    assert.ok(!accepts(name, { sdp: "x".repeat(MAX_SDP + 1) }));
  }
  const candidates = (count: number) => ({ candidates: Array(count).fill(CANDIDATE) });
  assert.ok(accepts("peer:ice", candidates(MAX_CANDIDATES)));
  assert.ok(!accepts("peer:ice", candidates(MAX_CANDIDATES + 1)));
  assert.ok(!accepts("peer:ice", candidates(0)));
  const long = { ...CANDIDATE, candidate: "x".repeat(MAX_CANDIDATE + 1) };
  assert.ok(!accepts("peer:ice", { candidates: [long] }));
});

Deno.test("the largest payloads fit into one message on the wire", () => {
  const offer = { ...SAMPLES["peer:offer"], sdp: "a=x\r\n".repeat(MAX_SDP / 5) };
  const chat = { ...SAMPLES["chat:send"], text: "\u0001".repeat(MAX_TEXT) };
  const ice = { ...SAMPLES["peer:ice"], candidates: Array(MAX_CANDIDATES).fill(CANDIDATE) };
  const letters = (count: number) => "x".repeat(count);
  const join = {
    ...{ room: "ы".repeat(MAX_ROOM), name: "\u{1f600}".repeat(MAX_NAME), seat: letters(MAX_ID) },
    ...{ media: SAMPLES["room:join"].media, fresh: false, page: letters(MAX_ID) },
    ...{ since: Number.MAX_SAFE_INTEGER, copy: letters(MAX_COPY), host: letters(MAX_KEY) },
    invite: letters(MAX_INVITE),
  };
  for (const payload of [offer, chat, ice, join]) {
    assert.ok(new TextEncoder().encode(JSON.stringify(payload)).length + 100 < MAX_MESSAGE_BYTES);
  }
});

Deno.test("names must come in their final form, so that one room is never two", () => {
  for (const room of ["Ала-Тоо", "ала тоо", "-x", "", "x/y", "e\u0301"]) {
    assert.ok(!accepts("room:watch", { room }), room);
  }
  for (const name of ["", " ", "a  b", "a\u202eb", "a ", "\ud800"]) {
    assert.ok(!accepts("room:join", { name }), name);
  }
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.ok(accepts("room:watch", { room: name.toLowerCase() }));
    assert.ok(accepts("room:join", { name }));
  }
});

Deno.test("numbers are whole and not negative, ids are short words", () => {
  for (const toEpoch of [-1, 0.5, NaN, Infinity, 2 ** 53, "1", null]) {
    assert.ok(!accepts("peer:offer", { toEpoch }), String(toEpoch));
  }
  for (const to of ["", "a b", "a.b", "x".repeat(65), "ү", 7, null, ["a"]]) {
    assert.ok(!accepts("peer:offer", { to }), String(to));
  }
  for (const text of ["", " ", "\n\t"]) assert.ok(!accepts("chat:send", { text }));
});

Deno.test("the number of a connection may be left out, and is no larger than any pair needs", () => {
  for (const event of ["peer:offer", "peer:answer", "peer:ice", "peer:ack"] as const) {
    const { link: _link, ...rest } = { link: 0, ...SAMPLES[event] };
    assert.ok(v.is(SCHEMAS[event], rest));
    for (const link of [0, 1, MAX_LINK]) assert.ok(accepts(event, { link }), String(link));
    for (const link of [-1, 0.5, NaN, MAX_LINK + 1, "1", null, undefined]) {
      assert.ok(!accepts(event, { link }), String(link));
    }
  }
});

Deno.test("an end of candidates and a candidate without a line are accepted", () => {
  const end = { candidate: "", sdpMid: null, sdpMLineIndex: null, usernameFragment: null };
  assert.ok(accepts("peer:ice", { candidates: [CANDIDATE, end] }));
});

Deno.test("a seat and a last seen line may be left out, but not be undefined or null", () => {
  const { seat: _seat, since: _since, ...join } = SAMPLES["room:join"];
  assert.ok(v.is(SCHEMAS["room:join"], join));
  for (const nothing of [null, undefined]) {
    assert.ok(!accepts("room:join", { seat: nothing }));
    assert.ok(!accepts("room:join", { since: nothing }));
  }
});
