// Payloads that no client of ours sends, made from the samples: a new event is covered by itself.
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

const HUGE = "x".repeat(50_000);
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
const NULLABLE = new Set(["sdpMid", "sdpMLineIndex", "usernameFragment"]);
/** Fields whose text is the sender's business. */
const FREE_TEXT = new Set(["sdp", "text", "name", "candidate", "sdpMid", "usernameFragment"]);
/** Of those, fields which must not be empty. */
const NOT_EMPTY = new Set(["sdp", "name"]);
/** Fields that may be left out. */
const OPTIONAL = new Set(["seat", "since", "copy", "mark", "replyTo"]);

/** Every event with everything that can be wrong with it. */
export function allJunk(): Junk[] {
  return REQUEST_NAMES.flatMap((event) => {
    const sample: unknown = SAMPLES[event];
    const whole = [
      { what: "nothing", args: [] },
      { what: "one argument too many", args: [sample, 1] },
      { what: "something that is no function instead of one", args: [sample, "ack"] },
      ...Object.entries(VALUES).map(([what, value]) => ({ what, args: [value] })),
    ];
    const inside = spoiled(sample).map(({ what, value }) => ({ what, args: [value] }));
    return [...whole, ...inside].map((junk) => ({ event, ...junk }));
  });
}

/** Copies of a value with one thing wrong somewhere in it. */
function spoiled(value: unknown): { what: string; value: unknown }[] {
  if (Array.isArray(value)) {
    return spoiled(value[0]).map(({ what, value }) => ({ what: `[0] ${what}`, value: [value] }));
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
    if (!OPTIONAL.has(key)) all.push({ what: `no ${key}`, value: Object.fromEntries(rest) });
    for (const [what, wrong] of Object.entries(VALUES)) {
      if (isWrongFor(key, { field, wrong })) {
        all.push({ what: `${key}: ${what}`, value: { ...value, [key]: wrong } });
      }
    }
    for (const { what, value: wrong } of spoiled(field)) {
      all.push({ what: `${key} ${what}`, value: { ...value, [key]: wrong } });
    }
  }
  return all;
}

function isWrongFor(key: string, { field, wrong }: { field: unknown; wrong: unknown }): boolean {
  if (wrong === null) return !NULLABLE.has(key);
  if (typeof wrong === "string" && FREE_TEXT.has(key)) {
    return wrong === HUGE || (wrong === "" && NOT_EMPTY.has(key));
  }
  return typeof wrong !== "boolean" || typeof field !== "boolean";
}

/** structuredClone() would drop the own "__proto__". */
function structuredCloneOf(value: object): object {
  return JSON.parse(JSON.stringify(value));
}
