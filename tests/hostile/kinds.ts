// Everything hostile that a connection can say, by kind. Events come from the table: none is forgotten.
import { allJunk } from "../signaling/junk.ts";

/** One thing to send; `ends` is true when the server must end the connection for it. */
export interface Kind {
  what: string;
  packet: string;
  ends: boolean;
}

const DEEP = "[".repeat(30_000) + "]".repeat(30_000);

/** Packets of Engine.IO and Socket.IO that are no proper event. */
const RAW: readonly [what: string, packet: string, ends: boolean][] = [
  ["a number as the event's name", '421[7,{"text":"x"}]', false],
  ["an object as the event's name", '421[{"__proto__":1}]', false],
  ["null as the event's name", "421[null]", true],
  ["an event without a name", "421[]", true],
  ["an unknown event", '421["nonsense"]', false],
  ["an event called __proto__", '421["__proto__",{}]', false],
  ["an event called constructor", '421["constructor",{}]', false],
  ["an event called toString", '42["toString"]', false],
  ["a server's own event", '42["room:state",{"members":[]}]', false],
  ["an acknowledgement nobody asked for", '4377["x"]', false],
  ["an acknowledgement with a huge id", '4399999999999999999["x"]', false],
  ["one acknowledgement id for many", '425["echo:send",{"text":"a"}]', false],
  ["a huge acknowledgement id", '42999999999999999["echo:send",{"text":"a"}]', false],
  ["an event without an acknowledgement", '42["room:leave",{"mayReturn":false}]', false],
  ["a second CONNECT", "40{}", true],
  ["a CONNECT with junk", '40{"__proto__":{"polluted":true}}', true],
  ["a CONNECT_ERROR", '44{"message":"x"}', true],
  ["a reserved event", '42["disconnect"]', true],
  ["a reserved connect event", '42["connect"]', true],
  ["a reserved error event", '42["connect_error"]', true],
  ["an object instead of an array", '42{"a":1}', true],
  ["a number instead of an array", "427", false],
  ["half a JSON text", '42["echo:send",', true],
  ["no JSON at all", "42[", true],
  ["an empty event", "42", false],
  ["no such Socket.IO packet", "49", true],
  ["an empty message", "4", true],
  ["a binary event", '451-["echo:send",{"_placeholder":true,"num":0}]', true],
  [
    "a binary event with the attachment splice",
    '451-["x",{"_placeholder":true,"num":"splice"}]',
    true,
  ],
  ["a binary acknowledgement", "461-[]", true],
  ["a million attachments", '45999999-["x"]', true],
  ["another namespace", "40/admin,", true],
  ["a namespace __proto__", "40/__proto__,{}", true],
  ["an event of another namespace", '42/admin,["x"]', true],
  ["a namespace with a query", "40/?x=1,{}", true],
  ["deep arrays", `421["echo:send",${DEEP}]`, true],
  ["deep objects", `421["echo:send",${'{"a":'.repeat(900)}1${"}".repeat(900)}]`, true],
  ["many escapes", `421["echo:send",{"text":"${"\\\\".repeat(20_000)}"}]`, false],
  ["a wide array", `421["echo:send",[${"1,".repeat(20_000)}1]]`, false],
  ["many keys", `421["echo:send",{${'"a":1,'.repeat(9_000)}"b":1}]`, false],
  ["a huge number", `421["echo:send",{"text":1e999}]`, false],
  ["lone surrogates", '421["echo:send",{"text":"\\ud800\\udfff\\ud800"}]', false],
  ["NUL letters", '421["chat:send",{"id":"a\\u0000","text":"\\u0000"}]', false],
  ["a ping from the client", "2", false],
  ["a pong nobody asked for", "3", false],
  ["a ping with text", `2${"x".repeat(9_000)}`, false],
  ["a pong with text", "3probe", false],
  ["an upgrade that is none", "5", false],
  ["a no-op", "6", false],
  ["an open packet", '0{"sid":"x"}', false],
  ["no such Engine.IO packet", "9", true],
  ["letters", "hello", true],
  ["nothing", "", true],
  ["an emoji", "👩‍👩‍👧", true],
  ["base64 of Engine.IO", "bAAAA", false],
  ["more than a message may have", `421["echo:send","${"x".repeat(66_000)}"]`, true],
];

/** All kinds: raw packets, and every event of the table with everything wrong. */
export function allKinds(): Kind[] {
  const events = allJunk().map(({ event, what, args }) => ({
    what: `${event} with ${what}`,
    packet: `421${JSON.stringify([event, ...args])}`,
    ends: false,
  }));
  return [...RAW.map(([what, packet, ends]) => ({ what, packet, ends })), ...events];
}

/** Handshakes over plain HTTP that are none: method, address and body of a request. */
export const REQUESTS: readonly [what: string, path: string, init?: RequestInit][] = [
  ["no query", ""],
  ["no transport", "?EIO=4"],
  ["no version", "?transport=polling"],
  ["an old version", "?EIO=3&transport=polling"],
  ["a future version", "?EIO=99&transport=polling"],
  ["transport __proto__", "?EIO=4&transport=__proto__"],
  ["transport constructor", "?EIO=4&transport=constructor"],
  ["a transport twice", "?EIO=4&transport=polling&transport=websocket"],
  ["webtransport", "?EIO=4&transport=webtransport"],
  ["a WebSocket without an upgrade", "?EIO=4&transport=websocket"],
  ["sid __proto__", "?EIO=4&transport=polling&sid=__proto__"],
  ["sid constructor", "?EIO=4&transport=polling&sid=constructor"],
  ["a stolen sid", "?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAA"],
  ["a POST without a sid", "?EIO=4&transport=polling", { method: "POST", body: "40" }],
  ["a POST to a foreign sid", "?EIO=4&transport=polling&sid=x", { method: "POST", body: "40" }],
  ["a PUT", "?EIO=4&transport=polling", { method: "PUT", body: "x" }],
  ["a DELETE", "?EIO=4&transport=polling", { method: "DELETE" }],
  ["an OPTIONS", "?EIO=4&transport=polling", { method: "OPTIONS" }],
  ["JSONP", "?EIO=4&transport=polling&j=0"],
  ["JSONP with a script", "?EIO=4&transport=polling&j=</script>"],
  ["a huge query", `?EIO=4&transport=polling&x=${"y".repeat(7_000)}`],
  ["an evil origin", "?EIO=4&transport=polling", { headers: { origin: "https://evil.example" } }],
];
