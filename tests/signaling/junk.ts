// Payloads that no client of ours sends, made from the samples: a new event is covered by itself.
import { MAX_COPY } from "@/protocol/limits.ts";
import { REQUEST_NAMES, type RequestName } from "@/protocol/events.ts";
import { SAMPLES } from "../protocol/samples.ts";

/** A packet that must be answered "invalid". */
export interface Junk {
  event: RequestName;
  /** What is wrong with it. */
  what: string;
  /** All that follows the event's name; without the acknowledgement. */
  args: unknown[];
}

const HUGE = "x".repeat(MAX_COPY + 1);
/** An own key "__proto__", as JSON.parse() makes it. */
const HOSTILE = JSON.parse(`{"__proto__":{"polluted":true}}`);

const VALUES: Record<string, unknown> = {
  null: null,
  number: 7.5,
  "a negative number": -1,
  string: "x y",
  "an empty string": "",
  "a huge string": HUGE,
  boolean: true,
  array: [],
  "an array of arrays": [[[]]],
  "an empty object": {},
  "an object with __proto__": HOSTILE,
  "an object with toString": { toString: "x", valueOf: 1, length: 1e9 },
};

/** Fields where nothing is a value. */
const NULLABLE = new Set(["sdpMid", "sdpMLineIndex", "usernameFragment", "layer"]);
/** The same, of single events. */
const NULLABLE_IN = new Set([
  "admission:answer id",
  "member:mute id",
  "member:lower id",
  "room:password password",
  "room:title title",
]);
/** Fields whose text is the sender's business. */
const FREE_TEXT = new Set([
  "sdp",
  "text",
  "name",
  "candidate",
  "password",
  "sdpMid",
  "usernameFragment",
  "title",
]);
/** Of those, fields which must not be empty. */
const NOT_EMPTY = new Set(["sdp", "name", "password"]);
/** Fields that may be left out. */
const OPTIONAL = new Set([
  "seat",
  "page",
  "since",
  "copy",
  "mark",
  "replyTo",
  "host",
  "invite",
  "proof",
  "seal",
  "link",
]);

const RIGHTS: ReadonlySet<string> = new Set(["mic", "camera", "screen", "chat", "files", "record"]);

/** Every event with everything that can be wrong with it. */
export function allJunk(): Junk[] {
  return REQUEST_NAMES.flatMap((event) => {
    const sample: unknown = SAMPLES[event];
    const whole = [
      { what: "nothing", args: [] },
      { what: "one argument too many", args: [sample, 1] },
      { what: "something that is no function instead of one", args: [sample, "ack"] },
      ...Object.entries({ ...VALUES, ...wrapped(sample) })
        .filter(([what]) => what !== "an empty object" || Object.keys(SAMPLES[event]).length > 0)
        .map(([what, value]) => ({ what, args: [value] })),
    ];
    const inside = spoiled(sample, event).map(({ what, value }) => ({ what, args: [value] }));
    return [...whole, ...inside].map((junk) => ({ event, ...junk }));
  });
}

/** A proper payload, but not as it must come. */
function wrapped(sample: unknown): Record<string, unknown> {
  return {
    "a payload in an array": [sample],
    "a payload in a payload": { payload: sample },
    "a payload under a number": { 0: sample },
    "a payload under nothing": { "": sample },
    "a payload as JSON": JSON.stringify(sample),
    "a payload as its entries": Object.entries(sample ?? {}).concat([["x", 1]]),
    "a payload with toJSON": Object.assign({ toJSON: "x" }, sample),
    "a payload that holds its event": Object.assign({ event: "x" }, sample),
  };
}

/** Copies of a value with one thing wrong somewhere in it. */
function spoiled(value: unknown, event: string): { what: string; value: unknown }[] {
  if (Array.isArray(value)) {
    return spoiled(value[0], event).map(({ what, value }) => ({
      what: `[0] ${what}`,
      value: [value],
    }));
  }
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value);
  const all = [
    { what: "an extra key", value: { ...value, extra: 1 } },
    { what: "a key __proto__", value: Object.assign(structuredCloneOf(HOSTILE), value) },
    { what: "a key constructor", value: { ...value, constructor: { prototype: {} } } },
  ];
  for (const [key, field] of own) {
    const rest = own.filter(([name]) => name !== key);
    const mayLack = OPTIONAL.has(key) || (event === "member:rights" && RIGHTS.has(key));
    if (!mayLack) all.push({ what: `no ${key}`, value: Object.fromEntries(rest) });
    for (const [what, wrong] of Object.entries(VALUES)) {
      if (isWrongFor(key, { field, wrong, event })) {
        all.push({ what: `${key}: ${what}`, value: { ...value, [key]: wrong } });
      }
    }
    for (const { what, value: wrong } of spoiled(field, event)) {
      all.push({ what: `${key} ${what}`, value: { ...value, [key]: wrong } });
    }
  }
  return all;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.keys(value).length === 0;
}

function isWrongFor(
  key: string,
  { field, wrong, event }: { field: unknown; wrong: unknown; event: string },
): boolean {
  if (wrong === null) return !NULLABLE.has(key) && !NULLABLE_IN.has(`${event} ${key}`);
  // One person's rights may all be left out: they are then as everybody's.
  if (`${event} ${key}` === "member:rights rights" && isEmpty(wrong)) return false;
  if (key === "hours" && typeof wrong === "number") return wrong < 0; // it need not be whole
  if (typeof wrong === "string" && FREE_TEXT.has(key)) {
    return wrong === HUGE || (wrong === "" && NOT_EMPTY.has(key));
  }
  return typeof wrong !== "boolean" || typeof field !== "boolean";
}

/** structuredClone() would drop the own "__proto__". */
function structuredCloneOf(value: object): object {
  return JSON.parse(JSON.stringify(value));
}
