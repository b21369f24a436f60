// STUN's Binding, byte by byte.
import assert from "node:assert/strict";
import { bindingResponse, MAX_REQUEST_BYTES } from "@/server/stun/binding.ts";
import { addressBytes } from "@/signaling/gateway/client_address.ts";

/** No response is larger. */
const MAX_RESPONSE_BYTES = 44;
const COOKIE = [0x21, 0x12, 0xa4, 0x42];
/** The transaction of RFC 5769. */
const TRANSACTION = [0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae];

function request(body: readonly number[] = [], { type = [0, 1], length = body.length } = {}) {
  const head = [...type, length >> 8, length & 255];
  return new Uint8Array([...head, ...COOKIE, ...TRANSACTION, ...body]);
}

function from(address: string, port = 32_853) {
  const bytes = addressBytes(address);
  assert.ok(bytes !== null);
  return { address: bytes, port };
}

Deno.test("an IPv4 and an IPv6 address are told as in the test vectors of RFC 5769", () => {
  const v4 = bindingResponse(request(), from("192.0.2.1"));
  assert.deepEqual([...v4 ?? []].slice(0, 4), [1, 1, 0, 12]);
  assert.deepEqual([...v4 ?? []].slice(4, 20), [...COOKIE, ...TRANSACTION]);
  const told = [0x00, 0x20, 0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43];
  assert.deepEqual([...v4 ?? []].slice(20), told);
  const v6 = bindingResponse(request(), from("2001:db8:1234:5678:11:2233:4455:6677"));
  assert.equal(v6?.length, MAX_RESPONSE_BYTES);
  const told6 = "00200014000 2a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9".replaceAll(" ", "");
  assert.equal(v6?.subarray(20).toHex(), told6);
});

Deno.test("IPv4 written as IPv6, and with a zone, is told as what it is", () => {
  const plain = bindingResponse(request(), from("192.0.2.1"));
  assert.deepEqual(bindingResponse(request(), from("::ffff:192.0.2.1")), plain);
  assert.deepEqual(addressBytes("fe80::1%eth0")?.length, 16);
  assert.equal(addressBytes("example.org"), null);
});

Deno.test("attributes that need not be understood, and credentials, change nothing", () => {
  const source = from("192.0.2.1");
  const plain = bindingResponse(request(), source);
  const software = [0x80, 0x22, 0, 3, 0x61, 0x62, 0x63, 0];
  const username = [0, 6, 0, 4, 1, 2, 3, 4];
  assert.deepEqual(bindingResponse(request([...username, ...software]), source), plain);
});

Deno.test("an attribute that has to be understood and is not gets error 420, of bounded size", () => {
  const changeRequest = [0, 3, 0, 4, 0, 0, 0, 6];
  const answer = bindingResponse(request(changeRequest), from("192.0.2.1")) ?? new Uint8Array();
  assert.deepEqual([...answer.subarray(0, 4)], [1, 0x11, 0, 16]);
  assert.deepEqual([...answer.subarray(20, 34)], [0, 9, 0, 4, 0, 0, 4, 20, 0, 10, 0, 2, 0, 3]);
  const many = Array.from({ length: 100 }, (_, n) => [0x7f, n, 0, 0]).flat();
  const bounded = bindingResponse(request(many), from("2001:db8::1"));
  assert.ok((bounded?.length ?? 99) <= MAX_RESPONSE_BYTES);
});

Deno.test("whatever is no well-formed Binding request gets no answer", () => {
  const source = from("192.0.2.1");
  const good = request();
  const silent: [what: string, Uint8Array][] = [
    ["nothing", new Uint8Array()],
    ["one byte short", good.subarray(0, 19)],
    ["one byte long", new Uint8Array([...good, 0])],
    ["a length beyond the end", request([], { length: 4 })],
    ["a length before the end", request([0, 6, 0, 0], { length: 0 })],
    ["an attribute beyond the end", request([0, 6, 0, 8, 1, 2, 3, 4])],
    ["half an attribute's head", request([0x80, 0x22])],
    ["an indication", request([], { type: [0, 0x11] })],
    ["a success response", request([], { type: [1, 1] })],
    ["an error response", request([], { type: [1, 0x11] })],
    ["TURN's Allocate", request([], { type: [0, 3] })],
    ["bits of another protocol", request([], { type: [0xc0, 1] })],
    ["no cookie (RFC 3489)", new Uint8Array([...good.subarray(0, 4), 0, ...good.subarray(5)])],
    ["too large", request(Array(MAX_REQUEST_BYTES).fill(0).map((_, n) => n % 4 ? 0 : 0x80))],
  ];
  for (const [what, bytes] of silent) assert.equal(bindingResponse(bytes, source), null, what);
});
